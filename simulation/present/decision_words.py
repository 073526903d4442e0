"""Words of a decision, in Dutch and English."""

DECISION_TEXTS: dict[str, tuple[str, str]] = {
    "decide_title": (
        "Wat deze doorrekeningen betekenen voor een keuze: {options} ({where}, {years} jaar)",
        "What these runs mean for a choice: {options} ({where}, {years} years)",
    ),
    "decide_town": ("hele gemeente", "whole town"),
    "decide_pilot": ("pilotwijk", "pilot neighbourhood"),
    "decide_no_verdict": (
        "Wat een week minder met een probleem of een crisis minder waard is, kiest de raad, niet het model. Daarom "
        "staat alles hieronder bij een reeks bedragen: tot {week} euro per week, en tot {crisis} euro per crisis. "
        "Deze bedragen zijn aannames. Weken en crises overlappen: tel ze niet bij elkaar op.",
        "What a week less with a problem, or a crisis less, is worth is for the council to choose, not the model. "
        "So all below is given for a range of amounts: up to {week} euros a week, and up to {crisis} euros a "
        "crisis. These amounts are assumptions. Weeks and crises overlap: do not add them up.",
    ),
    "decide_payer_all": ("alle betalers", "all payers"),
    "decide_payer_present_value": ("alle betalers, contante waarde", "all payers, present value"),
    "decide_effect_problem_weeks": ("week met een probleem", "week with a problem"),
    "decide_effect_crises": ("crisis", "crisis"),
    "decide_effects_problem_weeks": ("weken met een probleem", "weeks with a problem"),
    "decide_effects_crises": ("crises", "crises"),
    # cost and effect
    "decide_icer": (
        "Kosten en effect tegen {reference}; {payer}, wereldbeeld {worldview}",
        "Cost and effect against {reference}; {payer}, worldview {worldview}",
    ),
    "decide_option": ("optie", "option"),
    "decide_cost": ("extra kosten, € duizend", "more cost, € thousand"),
    "decide_avoided": ("minder {effect}", "fewer {effect}"),
    "decide_ratio": ("€ per {effect} minder", "€ for each {effect} less"),
    "decide_standing": ("tussen de opties", "among the options"),
    "decide_first": ("begin", "start"),
    "decide_further": ("grens: {icer}", "frontier: {icer}"),
    "decide_dominated": ("gedomineerd", "dominated"),
    "decide_extended": ("mengsel beter", "mixture better"),
    "decide_same": ("gelijk", "same as another"),
    "decide_standing_note": (
        "Tussen de opties, van goedkoop naar duur: op de grens staat wat elke eenheid meer kost dan bij de vorige "
        "optie op de grens. Gedomineerd: een andere doet niet minder voor niet meer geld. Mengsel beter: een "
        "mengsel van twee andere doet meer voor hetzelfde geld. Dit gaat over gemiddelden; de intervallen kunnen "
        "elkaar raken.",
        "Among the options, from cheap to dear: on the frontier stands what each further unit costs against the "
        "option before it there. Dominated: another does no less for no more money. Mixture better: a mixture of "
        "two others does more for the same money. This is about means; intervals may overlap.",
    ),
    "decide_saves": ("spaart geld", "saves money"),
    "decide_no_ratio": ("niet te zeggen", "cannot be told"),
    "decide_no_gain": ("geen winst", "no gain"),
    "decide_interval_both": (
        "Intervallen: 95%, van het gemiddelde over toeval en onbekenden ({draws} trekkingen, samen {runs} "
        "doorrekeningen). De wereldbeelden tellen even zwaar: dat is een aanname.",
        "Intervals: 95%, of the mean over chance and unknowns ({draws} draws, {runs} runs in all). Worldviews weigh"
        " equally: that is an assumption.",
    ),
    "decide_interval_chance": (
        "Intervallen: 95%, alleen toeval ({runs} doorrekeningen): elke onbekende heeft zijn middelste waarde. "
        "Wat meer weten waard is, en hoe vaak een optie de beste is, valt zo niet te zeggen; neem daarvoor "
        "study=council.",
        "Intervals: 95%, chance only ({runs} runs): every unknown has its central value. What it is worth to know "
        "more, and how often an option is best, cannot be told from them; take study=council for that.",
    ),
    "decide_interval_none": (
        "Eén doorrekening: er is geen interval mogelijk; daar staat een vraagteken. Over verschillen valt zo niets te "
        "zeggen.",
        "One run: no interval is possible; a question mark stands there. So nothing can be said of differences.",
    ),
    "decide_ratio_note": (
        "Een prijs per eenheid is er alleen waar het 95%-interval van het effect nul uitsluit.",
        "There is a price for each unit only where the 95% interval of the effect excludes zero.",
    ),
    # how sure
    "decide_sure": (
        "Hoe zeker is een keuze, en wat is meer weten waard? {payer}, per {effect}",
        "How sure is a choice, and what is it worth to know more? {payer}, by {effect}",
    ),
    "decide_worth": ("is zoveel waard", "is worth"),
    "decide_best": ("hoogste gemiddelde", "highest mean"),
    "decide_share": ("beste in", "best in"),
    "decide_evpi": ("alles weten, hooguit", "knowing all, at most"),
    "decide_most": ("het meest daarvan", "most of it"),
    "decide_sure_share": ("{share}% ({certainty})", "{share}% ({certainty})"),
    "decide_how_to_read": (
        "Hoogste gemiddelde: de optie met het hoogste gemiddelde nettovoordeel als een eenheid minder zoveel waard "
        "is. Beste in: aandeel van de trekkingen waarin ze ook de beste is. Alles weten: wat het hooguit waard is "
        "om alle onbekenden te kennen voor de keuze; zo ver schiet de keuze nu gemiddeld tekort. In € duizend per "
        "jaar, met 95%-interval over trekkingen.",
        "Highest mean: the option with the highest mean net benefit if a unit less is worth that much. Best in: "
        "share of the draws in which it is the best too. Knowing all: what it is worth at most to know all unknowns"
        " before choosing, which is how far the choice falls short now, on average. In € thousand a year, with 95% "
        "interval over draws.",
    ),
    "certainty_99": ("vrijwel zeker", "almost certain"),
    "certainty_90": ("zeer waarschijnlijk", "very likely"),
    "certainty_66": ("waarschijnlijk", "likely"),
    "certainty_33": ("ongeveer even waarschijnlijk als niet", "about as likely as not"),
    "certainty_0": ("onwaarschijnlijk", "unlikely"),
    "decide_sure_note": (
        "Deze woorden gelden binnen het model en zijn wereldbeelden: vrijwel zeker vanaf 99%, zeer waarschijnlijk "
        "vanaf 90%, waarschijnlijk vanaf 66%, ongeveer even waarschijnlijk als niet vanaf 33%. Met {draws} "
        "trekkingen kan een aandeel {margin} %-punt naast de waarheid zitten.",
        "These words hold within the model and its worldviews: almost certain from 99%, very likely from 90%, "
        "likely from 66%, about as likely as not from 33%. With {draws} draws a share can be {margin} %-points off.",
    ),
    # information
    "decide_measuring": ("Wat is het waard om iets te meten?", "What is it worth to measure something?"),
    "decide_none": ("niets getoond", "nothing shown"),
    "decide_nothing": ("niets", "nothing"),
    "decide_visible": (
        "Met {draws} trekkingen is alleen te zien wat minstens {share}% van de spreiding verklaart. Meer trekkingen"
        " laten meer zien; wat hier ontbreekt, is niet getoond, maar niet uitgesloten.",
        "With {draws} draws, only what explains at least {share}% of the spread can be seen. More draws show more; "
        "what is missing here is not shown, but not excluded either.",
    ),
    "decide_twin": (
        "In deze trekkingen gaan {what} en {twin} samen op; ze zijn niet uit elkaar te houden. Meer trekkingen helpen.",
        "In these draws {what} and {twin} go together; they cannot be told apart. More draws help.",
    ),
    "decide_measure": (
        "{what} meten is tot {value} ({low} tot {high}) euro per jaar waard (bij {worth} "
        "euro per {effect}; {payer}). {cases}",
        "Measuring {what} is worth up to {value} ({low} to {high}) euros a year (at {worth} "
        "euros a {effect}; {payer}). {cases}",
    ),
    "decide_enough": (
        "Met {cases} gevallen is daar {share}% van te halen; meer gevallen voegen weinig toe.",
        "{cases} cases give {share}% of that; beyond them it adds little.",
    ),
    "decide_not_enough": (
        "Zelfs {cases} gevallen geven daar maar {share}% van.",
        "Even {cases} cases give only {share}% of that.",
    ),
    "decide_no_measure": (
        "Van geen enkel aandeel dat in gevallen te tellen is, laten deze trekkingen zien dat meten de keuze verandert.",
        "Of no share that can be counted in cases do these draws show that measuring it would change the choice.",
    ),
    "decide_share_of": ("‘{outcome}’ bij {option}", "‘{outcome}’ in {option}"),
    "group_worldview": ("welk wereldbeeld klopt", "which worldview is right"),
    "group_effect_size": ("hoe groot het effect van de aanpak is", "how large the effect of the approach is"),
    "group_streets": ("hoe problemen komen en gaan", "how problems come and go"),
    "group_doors": ("hoe vragen binnenkomen", "how questions come in"),
    "group_agencies": ("plaatsen en duur bij instanties", "places and length of care at agencies"),
    "group_coaches": ("hoe wijkcoaches werken", "how coaches work"),
    "group_intakers": ("hoe intakers werken", "how intakers work"),
    "group_assistants": ("hoe buurtassistenten werken", "how neighbourhood assistants work"),
    "group_circles": ("hoe buurtcirkels werken", "how neighbourhood circles work"),
    "group_cooperation": ("wat instanties doet meewerken", "what makes agencies cooperate"),
    "group_prices": ("prijzen", "prices"),
    # chance
    "decide_inflated": (
        "Een gemiddelde van {runs} doorrekeningen per trekking spreidt ook door toeval, en daardoor lijkt weten "
        "meer waard. Daarvoor is gecorrigeerd: zonder correctie was het hooguit {raw} in plaats van {true} euro "
        "per jaar.",
        "A mean of {runs} runs a draw spreads by chance too, which makes knowing look worth more. That is corrected"
        " for: without it, it would be at most {raw} instead of {true} euros a year.",
    ),
    "decide_few_runs": (
        "Toeval is hier meer dan een tiende van de spreiding tussen trekkingen; met ongeveer {needed} "
        "doorrekeningen per trekking is het minder.",
        "Chance is more than a tenth of the spread between draws here; with about {needed} runs a draw it is less.",
    ),
    "decide_one_run": (
        "Met één doorrekening per trekking zijn toeval en onbekenden niet te scheiden: wat weten waard is, is "
        "hier een bovengrens. Neem study.runs=2 of meer.",
        "With one run a draw, chance and unknowns cannot be told apart: what knowing is worth is an upper bound "
        "here. Take study.runs=2 or more.",
    ),
    "decide_few_draws": (
        "{draws} trekkingen zijn weinig: neem study.draws=65 of meer.",
        "{draws} draws are few: take study.draws=65 or more.",
    ),
    # budget
    "decide_budget": (
        "Wat elke betaler meer betaalt dan bij {reference}, per jaar, € duizend, niet verdisconteerd; wereldbeeld "
        "{worldview}",
        "What each payer pays more than in {reference}, by year, € thousand, undiscounted; worldview {worldview}",
    ),
    "decide_payer": ("betaler", "payer"),
    "decide_year": ("jaar {year}", "year {year}"),
    "decide_all_years": ("alle jaren", "all years"),
    "decide_receivers": (
        "Wie er over alle jaren het meest meer of minder door ontvangt: {names}.",
        "Who receives most more or less by it, over all years: {names}.",
    ),
    "decide_no_receivers": (
        "Niemand betaalt of ontvangt er meer of minder door.",
        "Nobody pays or receives more or less by it.",
    ),
    "decide_receiver": ("{receiver} ({value}; {low} tot {high})", "{receiver} ({value}; {low} to {high})"),
    "decide_npv": (
        "Contante waarde van het verschil, alle betalers: {value} ({low} tot {high}).",
        "Present value of the difference, all payers: {value} ({low} to {high}).",
    ),
    "decide_no_ledger": (
        "Zonder ledger.parquet (study.tables=all) valt er per jaar en ontvanger niets te zeggen.",
        "Without ledger.parquet (study.tables=all) nothing can be said by year and receiver.",
    ),
    "decide_undiscounted": (
        "Kosten en effecten zijn niet verdisconteerd, behalve de contante waarde; die verdisconteert alleen kosten.",
        "Cost and effects are undiscounted, except the present value, which discounts cost alone.",
    ),
    # charts
    "decide_plane_title": (
        "Wat elke optie meer kost, en wat ze vermindert",
        "What each option costs more, and what it reduces",
    ),
    "decide_plane_note": (
        "Elke stip is een trekking (gemiddelde van haar doorrekeningen), tegen {reference}; het kruis is het "
        "gemiddelde met zijn 95%-interval. Rechts en onder is beter. Onder de stippellijn weegt de winst op "
        "tegen de kosten, als ze {worth} euro per eenheid waard is.",
        "Each dot is a draw (the mean of its runs), against {reference}; the cross is the mean with its 95% "
        "interval. Right and down is better. Below the dotted line the gain outweighs the cost, if a unit is worth "
        "{worth} euros.",
    ),
    "decide_plane_runs": (
        "Elke stip is een doorrekening bij de middelste waarden, tegen {reference}; het kruis is het gemiddelde "
        "met zijn 95%-interval (alleen toeval). Rechts en onder is beter. Wereldbeeld {worldview}.",
        "Each dot is a run at the central values, against {reference}; the cross is the mean with its 95% interval "
        "(chance only). Right and down is better. Worldview {worldview}.",
    ),
    "decide_best_title": ("Hoe vaak elke optie de beste is", "How often each option is the best"),
    "decide_best_note": (
        "Aandeel van {draws} trekkingen, zonder wat toeval toevoegt. Dik: de optie met het hoogste gemiddelde "
        "nettovoordeel bij dat bedrag; dat hoeft niet de optie te zijn die het vaakst de beste is.",
        "Share of {draws} draws, without what chance adds. Thick: the option with the highest mean net benefit at "
        "that amount, which need not be the one that is best most often.",
    ),
    "decide_loss_title": (
        "Hoeveel een keuze tekort kan schieten, en wat weten hooguit waard is",
        "How far a choice can fall short, and what knowing is worth at most",
    ),
    "decide_loss_note": (
        "Per optie: gemiddeld tekort op de beste keuze in elke trekking, over {years} jaar. Zwart: het kleinste "
        "tekort, en dus wat alles weten hooguit waard is; grijs: 95%-interval over trekkingen.",
        "By option: mean shortfall against the best choice in each draw, over {years} years. Black: the smallest, "
        "so what knowing everything is worth at most; grey: 95% interval over draws.",
    ),
    "decide_budget_title": ("Wie betaalt meer, en wanneer?", "Who pays more, and when?"),
    "decide_budget_note": (
        "Verschil met {reference} per jaar, € duizend, niet verdisconteerd; zwarte stip: alle betalers samen, met "
        "95%-interval ({covers}). Wereldbeeld {worldview}.",
        "Difference from {reference} by year, € thousand, undiscounted; black dot: all payers together, with 95% "
        "interval ({covers}). Worldview {worldview}.",
    ),
    "covers_short_chance": ("alleen toeval", "chance only"),
    "covers_short_chance_and_unknowns": ("toeval en onbekenden", "chance and unknowns"),
    "decide_million": ("€ miljoen", "€ million"),
    "decide_worth_axis": ("wat een {effect} minder waard is, euro", "what a {effect} less is worth, euros"),
    "decide_share_axis": ("procent van de trekkingen", "per cent of draws"),
    "decide_cost_axis": ("extra kosten voor {payer}, {unit}", "more cost to {payer}, {unit}"),
    "worldview_pooled": ("alle, even zwaar", "all, weighing equally"),
}
