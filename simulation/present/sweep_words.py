"""The words of sweeps, and of how far results can be relied on."""

SWEEP_TEXTS: dict[str, tuple[str, str]] = {
    # tables
    "point": ("punt", "point"),
    "nothing": ("geen", "none"),
    "sweep_case": ("{scenario}, wereldbeeld {worldview}", "{scenario}, worldview {worldview}"),
    "sweep_pilot": (
        "Alles hieronder gaat over de pilotwijk, want alleen daar werken deze scenario’s.",
        "All of it is about the pilot neighbourhood, as these scenarios work only there.",
    ),
    "sweep_town": (
        "Alles hieronder gaat over de hele gemeente, want niet elk scenario werkt op elk punt alleen in de pilotwijk.",
        "All of it is about the whole town, as not every scenario works in the pilot alone at every point.",
    ),
    "sweep_ends": (
        "Van de {number} punten staan hier {ends} met het laagste en {ends} met het hoogste verschil "
        "in {outcome}. Alle punten staan in {points_file}, alle verschillen in {comparison_file}.",
        "Of the {number} points the {ends} with the lowest and the {ends} with the highest difference in {outcome} "
        "are shown. All points are in {points_file}, all differences in {comparison_file}.",
    ),
    "sweep_left_out": (
        "Niet alles past: {names} staan in {points_file}.",
        "Not all of it fits: see {points_file} for {names}.",
    ),
    # sentences
    "sweep_counts": ("{where}: {parts}.", "{where}: {parts}."),
    "at_all": ("op alle {told} punten {changes}", "at all {told} points {changes}"),
    "at_some": ("op {count} van {told} punten {changes}", "at {count} of {told} points {changes}"),
    "at_none": (
        "op geen enkel punt een verschil dat de doorrekeningen kunnen tonen in {outcomes}",
        "at no point a difference that the runs can show in {outcomes}",
    ),
    "at_untold": ("zonder interval niets over {outcomes}", "without an interval nothing on {outcomes}"),
    "moved": (
        "Verschil in {outcome} en wat is gevarieerd (tussen haakjes de rangcorrelatie over de punten): {parts}.",
        "Difference in {outcome} and what was swept (in brackets the rank correlation over the points): {parts}.",
    ),
    "with_number": ("{worldview} ({number})", "{worldview} ({number})"),
    "moved_most": (
        "het hangt het sterkst samen met {setting} bij {where}",
        "it goes most with {setting} in {where}",
    ),
    "moved_unclear": (
        "het meest met {setting}, maar dat kan toeval zijn, bij {where}",
        "most with {setting}, which may be an accident, in {where}",
    ),
    "moved_untold": (
        "niet te zeggen bij {where}: dat vraagt minstens {fewest} punten met een verschil, en een instelling met een "
        "volgorde",
        "it cannot be told in {where}: that takes at least {fewest} points with a difference, and a setting that has "
        "an order",
    ),
    "sweep_many": (
        "Over de belangrijkste uitkomsten zijn er {number} intervallen. Ook als er nergens iets verschilde, zouden er "
        "ongeveer {expected} nul uitsluiten, een op de twintig; en doordat alle punten hetzelfde geluk delen, staan "
        "zulke toevalstreffers vaak bij elkaar. Waar een punt niet wordt genoemd, omvat het interval nul.",
        "There are {number} intervals of main outcomes. Even if nothing differed anywhere, about {expected} of them "
        "would exclude zero, one in twenty; and as all points share their luck, such accidents often come together. At "
        "a point that is not counted the interval includes zero.",
    ),
    "sweep_chosen": (
        "De punten zijn gekozen waarden, geen voorspellingen: op hoeveel punten iets verschilt, zegt niet hoe "
        "waarschijnlijk het is.",
        "The points are values that were chosen, no predictions: at how many of them something differs does not say "
        "how likely it is.",
    ),
    "sweep_held": (
        "Een onbekende die is gevarieerd, heeft op elk punt de waarde van dat punt, ook in gewone hulp.",
        "An unknown that was swept has the value of the point at each point, in usual care too.",
    ),
    "sweep_ranks": (
        "Een rangcorrelatie loopt van −1 tot +1 en ziet alleen wat over de punten blijft stijgen of dalen.",
        "A rank correlation runs from −1 to +1, and sees only what keeps rising or falling over the points.",
    ),
    "failures": (
        "{failed} van {runs} doorrekeningen zijn mislukt en ontbreken hier; ze staan in failures.parquet.",
        "{failed} of {runs} runs failed and are missing here; they are listed in failures.parquet.",
    ),
    "precise": (
        "Met {runs} doorrekeningen per trekking is de gevraagde precisie gehaald: halve breedte van het interval "
        "van toeval, bij het minst zekere verschil, {parts}.",
        "With {runs} runs of each draw the precision that was asked for is reached: half-width of the interval of "
        "chance, of the least certain difference, {parts}.",
    ),
    "not_precise": (
        "Met {runs} doorrekeningen per trekking is de gevraagde precisie niet gehaald: halve breedte van het "
        "interval van toeval, bij het minst zekere verschil, {parts}.",
        "With {runs} runs of each draw the precision that was asked for is not reached: half-width of the interval of "
        "chance, of the least certain difference, {parts}.",
    ),
    "precise_part": (
        "{outcome} {place} {width} (gevraagd {wanted})",
        "{outcome} {place} {width} (wanted {wanted})",
    ),
    "split": (
        "Hoe verschillen tussen doorrekeningen uiteenlopen, gemiddeld over de belangrijkste uitkomsten: {parts}. "
        "Meer doorrekeningen nemen alleen toeval weg.",
        "How differences vary from run to run, on average over the main outcomes: {parts}. More runs take away chance "
        "only.",
    ),
    "split_part": (
        "bij {worldview} is {chance}% van de variantie toeval ({low} tot {high}% per verschil) en {unknowns}% wat "
        "niemand weet",
        "in {worldview} {chance}% of the variance is chance ({low} to {high}% by difference) and {unknowns}% is what "
        "nobody knows",
    ),
    # charts
    "sweep_title": (
        "{outcome}: omlaag in {less} van {told} vergelijkingen, omhoog in {more}",
        "{outcome}: down in {less} of {told} comparisons, up in {more}",
    ),
    "sweep_question": (
        "{outcome}: hoe hangt het verschil af van wat is gevarieerd?",
        "{outcome}: how does the difference depend on what was swept?",
    ),
    "sweep_where": (
        "Verschil met {reference} over {years} jaar, {place}, op {points} punten.",
        "Difference from {reference} over {years} years, {place}, at {points} points.",
    ),
    "sweep_tiles": (
        "Blauw: minder; oranje: meer; hoe dieper, hoe groter binnen het scenario. Vet: het interval sluit nul uit.",
        "Blue: less; orange: more; the deeper, the larger within the scenario. Bold: the interval excludes zero.",
    ),
    "sweep_dots": (
        "Elke stip is een punt; dicht: het interval sluit nul uit.",
        "Each dot is a point; filled: the interval excludes zero.",
    ),
    "sweep_line": ("Band of streep: 95%-interval.", "Band or bar: 95% interval."),
    "sweep_panels": (
        "Van {number} instellingen de {shown} waarmee het verschil het meest samenhangt.",
        "Of {number} settings the {shown} that the difference goes with most.",
    ),
}
"""name: Dutch, English; words in braces are filled in"""
