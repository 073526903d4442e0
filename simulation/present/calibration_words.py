"""The words of calibration."""

CALIBRATION_TEXTS: dict[str, tuple[str, str]] = {
    "cal_title": ("IJking op gemelde cijfers: {sites}", "Calibration to reported figures: {sites}"),
    "cal_chart": (
        "Na ijking in het interval: {inside} van de {count} cijfers waarop is geijkt",
        "In the interval after calibration: {inside} of the {count} figures calibrated to",
    ),
    "cal_site": ("{label} ({households} huishoudens)", "{label} ({households} households)"),
    "cal_used": ("Hierop is geijkt ({count})", "Calibrated to these ({count})"),
    "cal_unused": ("Hierop is niet geijkt ({count})", "Not calibrated to these ({count})"),
    "cal_where": ("waar", "where"),
    "cal_before": ("90% vooraf", "90% before"),
    "cal_after": ("90% na ijking", "90% calibrated"),
    "cal_wide": ("x marge", "x margin"),
    "cal_inside": (
        "{inside} van de {count} cijfers waarop is geijkt liggen in het 90%-interval na ijking; bij {narrow} daarvan "
        "is dat "
        "interval hoogstens drie keer zo breed als de gemelde marge.",
        "{inside} of the {count} figures calibrated to lie in the 90% interval after calibration; for {narrow} of "
        "those this "
        "interval is at most three times as wide as the reported margin.",
    ),
    "cal_tested": (
        "Van de cijfers waarop niet is geijkt liggen {inside} van de {count} erin. Alleen die kunnen het model "
        "tegenspreken: geijkt is niet getoetst.",
        "Of the figures not calibrated to, {inside} of {count} lie in it. Only those can speak against the model: "
        "calibrated is not validated.",
    ),
    "cal_untested": (
        "Er is hier geen cijfer waarop niet is geijkt; deze ijking zegt dus niets over de vraag of het model klopt. "
        "Geijkt is niet getoetst.",
        "There is no figure here that was not calibrated to, so this calibration says nothing about whether the model "
        "is "
        "right. Calibrated is not validated.",
    ),
    "cal_covers": (
        "Het interval is dat van één nieuwe doorrekening: het omvat toeval, wat over de geijkte onbekenden open "
        "bleef, en alle andere onbekenden. De gemelde marge is gelezen als 90%.",
        "The interval is that of one new run: it covers chance, what stayed open about the calibrated unknowns, and "
        "all "
        "other unknowns. The reported margin was read as 90%.",
    ),
    "cal_informed_title": (
        "Wat de cijfers over de onbekenden zeggen (90% van de trekkingen)",
        "What the figures say about the unknowns (90% of the draws)",
    ),
    "cal_unknown": ("onbekende", "unknown"),
    "cal_narrower": ("smaller", "narrower"),
    "cal_informed": (
        "Smaller dan door toeval gebeurt ({chance}%): {informed} van de {count} onbekenden, namelijk {names}.",
        "Narrower than chance makes them ({chance}%): {informed} of the {count} unknowns, namely {names}.",
    ),
    "cal_none_informed": (
        "Geen van de {count} onbekenden werd smaller dan door toeval gebeurt ({chance}%).",
        "None of the {count} unknowns became narrower than chance makes them ({chance}%).",
    ),
    "cal_uninformed": (
        "Over de andere {count} zeggen deze cijfers, met zoveel simulaties, niets wat van toeval te onderscheiden is: "
        "zij "
        "houden vrijwel hun hele bereik.",
        "About the other {count} these figures say nothing, with so many simulations, that can be told from chance: "
        "they "
        "keep nearly all of their range.",
    ),
    "cal_tied": (
        "{one} en {other} zijn niet apart te bepalen (correlatie {number}): een hogere {one} past bij een {way} "
        "{other}, "
        "en de cijfers leggen vooral de combinatie vast.",
        "{one} and {other} cannot be told apart (correlation {number}): a higher {one} goes with a {way} {other}, and "
        "the "
        "figures mostly fix the combination.",
    ),
    "cal_tied_more": (
        "Nog {count} paren hangen zo samen; ze staan in tradeoffs.csv.",
        "{count} more pairs are tied like this; they are in tradeoffs.csv.",
    ),
    "cal_higher": ("hogere", "higher"),
    "cal_lower": ("lagere", "lower"),
    "cal_untied": (
        "Geen twee onbekenden hangen na ijking zo samen dat het van toeval te onderscheiden is.",
        "No two unknowns are tied after calibration in a way that can be told from chance.",
    ),
    "cal_size": (
        "{budget} simulaties, een derde uit het bereik vooraf, twee derde waar cijfers ongeveer zijn zoals gemeld. Zij "
        "tellen samen zo veel als {effective} die even zwaar wegen, als cijfers {times} keer hun marge ernaast mogen "
        "liggen. Daarna {check} nieuwe.",
        "{budget} simulations, a third of them from the range before, two thirds from where figures are about as "
        "reported. They count together as much as {effective} of equal weight, if figures may be off by {times} times "
        "their margin. Then {check} new ones.",
    ),
    "cal_use": (
        "De trekkingen staan in {file}; draws={file} gebruikt ze in een andere studie.",
        "The draws are in {file}; draws={file} uses them in another study.",
    ),
    "cal_axis": ("procent van wat is gemeld", "per cent of what was reported"),
    "cal_note": (
        "Grijze band: gemelde marge. Dunne streep: 90% vooraf. Dikke streep en stip: 90% en gemiddelde na ijking, "
        "voor één doorrekening.\nBlauw en gevuld: het gemelde cijfer ligt erin; oranje en open: het ligt erbuiten. Een "
        "streep tot de rand loopt verder.",
        "Grey band: reported margin. Thin line: 90% before. Thick line and dot: 90% and mean after calibration, for "
        "one run.\nBlue and filled: the reported figure lies in it; orange and open: it lies outside. A line up to the "
        "edge goes further.",
    ),
    "cal_parameters_axis": (
        "procent van het bereik vooraf (0 = laagste trekkingen, 100 = hoogste)",
        "per cent of the range before (0 = lowest draws, 100 = highest)",
    ),
    "cal_parameters_note": (
        "Lichte band: 90% vooraf. Streep en stip: 90% en de middelste trekking na ijking.\n"
        "Blauw: smaller dan door toeval gebeurt. Grijs: niet van toeval te onderscheiden.",
        "Light band: 90% before. Line and dot: 90% and the middle draw after calibration.\n"
        "Blue: narrower than chance makes it. Grey: cannot be told from chance.",
    ),
    "cal_star": (
        "* niet smaller dan door toeval gebeurt",
        "* no narrower than chance makes it",
    ),
    "fact_problem_debt_share": ("Problematische schulden", "Problem debt"),
    "fact_problem_debt_known_share": ("Daarvan bekend bij hulp", "Of those, known to help"),
    "fact_evictions_per_problem_debt_tenant_year": ("Uitzetting, huurders schuld", "Evictions, indebted tenants"),
    "fact_strongly_lonely_adult_share": ("Ernstig eenzaam", "Seriously lonely"),
    "fact_begeleiding_per_1000_year": ("Begeleiding, per 1.000", "Support, per 1,000"),
    "fact_youth_care_share_year": ("Jeugdhulp, aandeel jeugd", "Youth care, of minors"),
    "fact_youth_wait_weeks": ("Wachten op jeugdhulp", "Wait for youth care"),
}
