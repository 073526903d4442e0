"""The words of conditions under which a policy fails."""

DISCOVERY: dict[str, tuple[str, str]] = {
    "disc_title": ("Wanneer faalt ‘{scenario}’?", "When does ‘{scenario}’ fail?"),
    "disc_case": (
        "{scenario}, {place}, {years} jaar. Een geval is {kind}; wat telt is het gemiddelde van {runs}.",
        "{scenario}, {place}, {years} years. A case is {kind}; what counts is the mean of {runs}.",
    ),
    "disc_one_run": ("één doorrekening", "one run"),
    "disc_runs": ("{number} doorrekeningen", "{number} runs"),
    "disc_kind_draw": ("een trekking van de onbekenden", "one draw of the unknowns"),
    "disc_kind_point": (
        "een trekking van de onbekenden op een punt van de sweep",
        "one draw of the unknowns at one point of the sweep",
    ),
    "disc_rule": ("Falen: {rule}, als verschil met {reference}.", "Failing: {rule}, as difference from {reference}."),
    "disc_and": ("en", "and"),
    "disc_or": ("of", "or"),
    "disc_not": ("niet", "not"),
    "disc_share": (
        "Het faalt in {failing} van de {cases} gevallen: {percent}. In nieuwe gevallen, met andere trekkingen en "
        "ander geluk, faalt het in {fresh_failing} van de {fresh_cases}: {fresh_percent}.",
        "It fails in {failing} of {cases} cases: {percent}. In fresh cases, with other draws and other luck, it "
        "fails in {fresh_failing} of {fresh_cases}: {fresh_percent}.",
    ),
    "disc_worldviews": ("Naar wereldbeeld: {parts}.", "By worldview: {parts}."),
    "disc_worldview": ("{worldview} {failing} van {cases}", "{worldview} {failing} of {cases}"),
    "disc_agree": (
        "Van de losse doorrekeningen wijst {percent} de andere kant op dan hun geval: zo vaak beslist toeval mee.",
        "Of single runs {percent} point the other way than their case: so often chance has a say.",
    ),
    "disc_agree_one": (
        "Met een doorrekening per geval is niet te zeggen hoe vaak toeval beslist; neem study.runs=2 of meer.",
        "With one run of each case it cannot be told how often chance decides; take study.runs=2 or more.",
    ),
    # what was found
    "disc_box": ("Een groep omstandigheden (PRIM)", "One group of conditions (PRIM)"),
    "disc_tree": ("Alle gevallen in groepen (beslisboom)", "All cases in groups (decision tree)"),
    "disc_when": ("Als {conditions}: het faalt.", "When {conditions}: it fails."),
    "disc_leaf": (
        "Als {conditions}: faalt in {failing} van {inside}; nieuw in {fresh_failing} van {fresh_inside}, "
        "{fresh_percent}.",
        "When {conditions}: fails in {failing} of {inside}; fresh in {fresh_failing} of {fresh_inside}, "
        "{fresh_percent}.",
    ),
    "disc_searched": (
        "In de doorzochte gevallen klopt dat in {failing_inside} van de {inside} (dichtheid: {density}), en valt "
        "daarin {failing_inside} van de {failing} die falen (dekking: {coverage}). Dat is geflatteerd, want hierop "
        "is gezocht.",
        "In the cases that were searched this holds in {failing_inside} of {inside} (density: {density}), and it "
        "takes in {failing_inside} of the {failing} that fail (coverage: {coverage}). That flatters, as it was "
        "chosen on these.",
    ),
    "disc_checked": (
        "In nieuwe gevallen: dichtheid {density}, {failing_inside} van {inside}; dekking {coverage}, "
        "{failing_inside} van {failing}. Zonder voorwaarden faalt {share}.",
        "In fresh cases: density {density}, {failing_inside} of {inside}; coverage {coverage}, {failing_inside} of "
        "{failing}. Without conditions {share} fail.",
    ),
    "disc_confirmed": (
        "Nieuwe gevallen bevestigen het: het interval van de dichtheid ligt boven wat zonder voorwaarden faalt.",
        "Fresh cases confirm it: the interval of the density lies above what fails without conditions.",
    ),
    "disc_unconfirmed": (
        "Nieuwe gevallen bevestigen het niet: het interval van de dichtheid omvat wat zonder voorwaarden faalt, of "
        "ligt eronder.",
        "Fresh cases do not confirm it: the interval of the density includes what fails without conditions, or lies "
        "below it.",
    ),
    "disc_within": (
        "Van de doorzochte gevallen erbinnen is het wereldbeeld: {parts}. Wat een wereldbeeld gelooft en een "
        "voorwaarde kunnen hetzelfde zijn.",
        "Of the searched cases within, the worldview is: {parts}. What a worldview believes and a condition may be "
        "the same thing.",
    ),
    "disc_never": ("Het faalt in geen enkel geval.", "It fails in none of the cases."),
    "disc_always": ("Het faalt in elk geval.", "It fails in every case."),
    "disc_nothing_varies": (
        "Geen enkele voorwaarde verschilt tussen de gevallen.",
        "No condition differs between the cases.",
    ),
    "disc_few": (
        "Te weinig gevallen om omstandigheden te zoeken: daarvoor moeten er minstens {fewest} falen en {fewest} "
        "niet. Meer trekkingen (study.draws) geven er meer.",
        "Too few cases to look for conditions: at least {fewest} must fail, and {fewest} not. More draws "
        "(study.draws) give more.",
    ),
    "disc_prim_nothing": (
        "Niets gevonden: in {percent} van de pogingen met geschudde uitkomsten komt er een even goede groep uit.",
        "Nothing found: in {percent} of tries with shuffled outcomes a group comes out that is as good.",
    ),
    "disc_tree_nothing": (
        "Niets gevonden: op gevallen die hij niet zag, raadt een boom niet beter dan {percent} van de bomen op "
        "geschudde uitkomsten.",
        "Nothing found: on cases it did not see, a tree guesses no better than {percent} of trees on shuffled "
        "outcomes.",
    ),
    "disc_between": ("{condition} tussen {low} en {high} ligt", "{condition} is between {low} and {high}"),
    "disc_below": ("{condition} hooguit {high} is", "{condition} is at most {high}"),
    "disc_above": ("{condition} minstens {low} is", "{condition} is at least {low}"),
    "disc_words": ("{condition} {words} is", "{condition} is {words}"),
    "or_last": (" of ", " or "),
    # what to keep in mind
    "disc_cover": (
        "Intervallen zijn exact, 95%, en omvatten welke gevallen toevallig zijn getrokken. Dichtheid: welk deel van "
        "de gevallen binnen de omstandigheden faalt. Dekking: welk deel van alles wat faalt, erbinnen valt.",
        "Intervals are exact, 95%, and cover which cases happened to be drawn. Density: which share of the cases "
        "within the conditions fail. Coverage: which share of all that fail is within them.",
    ),
    "disc_likely": (
        "Hoeveel gevallen falen hangt af van de bereiken in het register en van hoe wereldbeelden en punten zijn "
        "gekozen; het is geen kans dat het beleid faalt.",
        "How many cases fail depends on the ranges in the register and on how worldviews and points were chosen; it "
        "is no probability that the policy fails.",
    ),
    "disc_cause": (
        "Gezocht is in {number} voorwaarden. Een voorwaarde hoort bij falen; dat iets anders het niet verklaart, is "
        "niet gebleken. Onbekenden die samen bewegen, staan er onder een naam.",
        "The search was among {number} conditions. A condition goes with failing; that nothing else explains it has "
        "not been shown. Unknowns that move together are there under one name.",
    ),
    # charts
    "disc_plot_note": (
        "Dicht: faalt; open: faalt niet. Vlak: de omstandigheden van PRIM{rest}.",
        "Filled: fails; open: does not. Area: the conditions of PRIM{rest}.",
    ),
    "disc_rest": (", die ook vragen dat {conditions}", ", which also ask that {conditions}"),
    "disc_panel": (
        "{stage}: {failing_inside} van {inside} in het vlak falen",
        "{stage}: {failing_inside} of {inside} within fail",
    ),
    "disc_stage_search": ("Doorzochte gevallen", "Cases that were searched"),
    "disc_stage_fresh": ("Nieuwe gevallen", "Fresh cases"),
    "disc_groups_title": ("Hoe vaak faalt het per groep?", "How often does it fail in each group?"),
    "disc_groups_note": (
        "Open stip: doorzochte gevallen; dichte stip: nieuwe gevallen; streep: 95%-interval. Stippellijn: alle "
        "nieuwe gevallen.",
        "Open dot: cases that were searched; filled dot: fresh cases; line: 95% interval. Dotted line: all fresh "
        "cases.",
    ),
    "disc_groups_axis": ("% van de gevallen dat faalt", "% of cases that fail"),
}
"""name: Dutch, English; words in braces are filled in"""
