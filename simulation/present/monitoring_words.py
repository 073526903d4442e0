"""The words of monitoring: when a council could know."""

MONITORING_TEXTS: dict[str, tuple[str, str]] = {
    "monitored_requests": ("Hulpvragen", "Requests for help"),
    "monitor_where": (
        "{scenarios}, na {baseline} maanden gewone hulp, in een pilotwijk van {households} huishoudens, vergeleken "
        "met {comparison}. Hoe vaak ziet een gemeente die zelf telt, wat waar is?",
        "{scenarios}, after {baseline} months of usual care, in a pilot neighbourhood of {households} households, "
        "compared with {comparison}. How often does a council that counts by itself see what is true?",
    ),
    "monitor_months": ("{months} maanden", "{months} months"),
    "monitor_case": ("{scenario}, wereldbeeld {worldview}", "{scenario}, worldview {worldview}"),
    "monitor_usual": (
        "Als er niets verandert ({reference}): elke claim is vals alarm",
        "If nothing changes ({reference}): every claim is a false alarm",
    ),
    "monitor_truth": ("werkelijk effect (%)", "true effect (%)"),
    "design_before_after": ("voor-na", "before-after"),
    "design_with_without": ("met-zonder", "with-without"),
    "design_differences": ("verschil in verschillen", "difference-in-differences"),
    "monitor_false": (
        "Met één pilotwijk van {households} huishoudens zou na {months} maanden voor-na in {before_after} van de "
        "10 doorrekeningen een effect op {outcome} claimen, ook als er niets was veranderd; met-zonder in "
        "{with_without}, verschil in verschillen in {differences}.",
        "With one pilot neighbourhood of {households} households, after {months} months before-after would claim an "
        "effect on {outcome} in {before_after} of 10 runs even if nothing had changed; with-without in "
        "{with_without}, difference-in-differences in {differences}.",
    ),
    "monitor_nothing": (
        "{case}: de doorrekeningen laten geen werkelijk effect op {outcome} zien, dus er valt niets te vinden; "
        "verschil in verschillen claimt na {months} maanden toch iets in {share} van de 10 doorrekeningen.",
        "{case}: the runs show no true effect on {outcome}, so there is nothing to find; difference-in-differences "
        "still claims something after {months} months in {share} of 10 runs.",
    ),
    "monitor_enough": (
        "{case}: verschil in verschillen ziet het effect op {outcome} vanaf {first} maanden in minstens 8 van de 10 "
        "doorrekeningen.",
        "{case}: difference-in-differences sees the effect on {outcome} in at least 8 of 10 runs from {first} months "
        "on.",
    ),
    "monitor_larger": (
        "{case}: voor het effect op {outcome} is {months} maanden te kort; om het dan in 8 van de 10 keer te zien, "
        "moeten de pilot en de vergelijkingswijken {times} keer zo groot zijn ({households} huishoudens in de pilot)."
        " {longer}",
        "{case}: for the effect on {outcome} {months} months are too short; to see it in 8 of 10 cases by then, pilot"
        " and comparison must be {times} times as large ({households} households in the pilot). {longer}",
    ),
    "monitor_longer": (
        "Of even groot, maar ongeveer {months} maanden lang.",
        "Or as large, but for about {months} months.",
    ),
    "monitor_no_longer": (
        "Langer tellen is binnen deze studie niet genoeg.",
        "Counting longer is not enough within this study.",
    ),
    "monitor_opposite": (
        "{case}: {design} concludeert na {months} maanden vaak het omgekeerde van wat waar is, in zoveel van de "
        "10 doorrekeningen: {outcomes}.",
        "{case}: after {months} months {design} often concludes the opposite of what is true, in so many of 10 runs: "
        "{outcomes}.",
    ),
    "monitor_as_large": (
        "{case}: {months} maanden is te kort voor het effect op {outcome}, al is de pilot groot genoeg voor een toets"
        " die weet hoe sterk maanden op elkaar lijken.",
        "{case}: {months} months are too short for the effect on {outcome}, though the pilot is large enough for a "
        "test that knows how much months resemble each other.",
    ),
    "monitor_too_large": (
        "{case}: het effect op {outcome} is binnen {months} maanden niet te zien, ook niet in een pilot die honderd "
        "keer zo groot is.",
        "{case}: the effect on {outcome} cannot be seen within {months} months, not even in a pilot a hundred times "
        "as large.",
    ),
    "monitor_biased": (
        "Voor {outcome} geeft ook verschil in verschillen te vaak vals alarm: een gevonden effect is daar geen "
        "bewijs, en een grotere pilot verandert dat niet.",
        "For {outcome} difference-in-differences gives false alarms too often as well: an effect found there is no "
        "proof, and a larger pilot does not change that.",
    ),
    "monitor_read": (
        "Percentages: aandeel van de doorrekeningen waarin de toets (5%, tweezijdig, op maandcijfers) "
        "significant is in de richting van het werkelijke effect. *: significant terwijl de doorrekeningen geen "
        "werkelijk effect laten zien; een eerlijke toets doet dat in 5%. Werkelijk effect: het verschil met "
        "dezelfde doorrekening zonder het scenario, in % van gewone hulp.",
        "Percentages: share of runs in which the test (5%, two-sided, on monthly figures) is significant in the "
        "direction of the true effect. *: significant while the runs show no true effect; an honest test does so in "
        "5%. True effect: the difference from the same run without the scenario, in % of usual care.",
    ),
    "monitor_months_alike": (
        "Vaker dan 5% vals alarm kan komen doordat maanden van één wijk op elkaar lijken, doordat wijken van elkaar "
        "verschillen en door trends. De pilot is hier niet gekozen omdat het er net slecht ging; doet een gemeente "
        "dat wel, dan komt terugval naar het gemiddelde erbij.",
        "More than 5% of false alarms can come from months of one neighbourhood that resemble each other, "
        "neighbourhoods that differ, and trends. The pilot was not chosen here because it had just gone badly; if a "
        "council does so, regression to the mean is added.",
    ),
    "monitor_measured": (
        "De gemeente telt hier alles wat er in de wijk gebeurt, zonder meetfout. Een registratie of enquête mist "
        "veel: de kans om iets te zien is dan kleiner.",
        "The council counts here all that happens in the neighbourhood, without error. A register or survey misses "
        "much: the chance to see something is then smaller.",
    ),
    "monitor_note": (
        "Doorgetrokken: aandeel van de doorrekeningen waarin het ontwerp het werkelijke effect ziet (of claimt, "
        "als er geen is), streepje: 95%-interval. Gestreept: aandeel dat een effect claimt als er niets "
        "verandert ({reference}). Stippellijn: 80%.",
        "Solid: share of runs in which the design sees the true effect (or claims one, if there is none), bar: 95% "
        "interval. Dashed: share that claims an effect if nothing changes ({reference}). Dotted line: 80%.",
    ),
    "monitor_axis": ("% van de runs", "% of runs"),
    "monitor_after": ("maanden na de start", "months after the start"),
}
"""name: Dutch, English; words in braces are filled in"""
