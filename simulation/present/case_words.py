"""The words in which one household is told in two worlds."""

CASE_TEXTS: dict[str, tuple[str, str]] = {
    "case_made_up": (
        "Deze huishoudens bestaan niet. Ze komen uit de simulatie: het is een voorbeeld, geen voorspelling.",
        "These households do not exist. They are of the simulation: an example, no forecast.",
    ),
    "case_worlds": (
        "We vergelijken ‘{scenario}’ met {reference}: dezelfde mensen en hetzelfde toeval. Wat er verschilt, komt in "
        "de simulatie door de aanpak.",
        "We compare ‘{scenario}’ with {reference}: the same people and the same luck. What differs comes from the "
        "approach, in the simulation.",
    ),
    "case_run": (
        "We vertellen uit één doorrekening: die in het midden, plek {place} van {runs} op volgorde van wat de aanpak "
        "oplevert. Daarin geldt het wereldbeeld ‘{worldview}’.",
        "We tell of one run: the one in the middle, place {place} of {runs} in order of what the approach brings. In "
        "it the worldview ‘{worldview}’ holds.",
    ),
    "case_only_run": (
        "Er is één doorrekening. Daarin geldt het wereldbeeld ‘{worldview}’.",
        "There is one run. In it the worldview ‘{worldview}’ holds.",
    ),
    "case_counts": (
        "Van {out_of} huishoudens die met de aanpak te maken kregen, hadden er {less} minder weken met een probleem, "
        "{same} evenveel en {more} meer.",
        "Of {out_of} households that met with the approach, {less} had fewer weeks with a problem, {same} as many and "
        "{more} more.",
    ),
    "case_order": (
        "Zet ze op volgorde van meeste winst naar meeste verlies. We kiezen er een uit het midden, een van dicht bij "
        "het begin en een van dicht bij het eind. Niet de uiterste twee: daar speelt toeval de hoofdrol.",
        "Put them in order from most won to most lost. We choose one in the middle, one near the beginning and one "
        "near the end. Not the two at the very ends: luck plays the leading part there.",
    ),
    "case_few": (
        "Het zijn er te weinig voor een gunstig en een ongunstig geval.",
        "There are too few of them for a good and a bad case.",
    ),
    "case_alike": (
        "Bij geen van hen scheelt het een week of meer. Er is geen gunstig en geen ongunstig geval.",
        "With none of them it makes a week's difference. There is no good and no bad case.",
    ),
    "case_no_good": (
        "Een gunstig geval is er niet: ook dicht bij het begin scheelt het geen week.",
        "There is no good case: near the beginning too it does not make a week's difference.",
    ),
    "case_no_bad": (
        "Een ongunstig geval is er niet: ook dicht bij het eind komt er geen week bij.",
        "There is no bad case: near the end too not a week is added.",
    ),
    "case_worldviews": (
        "Alle doorrekeningen samen, voor wie met de aanpak te maken kreeg, in weken met een probleem: {parts}. Tussen "
        "haakjes: 95%-interval.",
        "All runs together, for those who met with the approach, in weeks with a problem: {parts}. In brackets: 95% "
        "interval.",
    ),
    "case_worldview": ("‘{worldview}’: {what}", "‘{worldview}’: {what}"),
    "case_nobody": (
        "In deze doorrekening kreeg geen huishouden met de aanpak te maken. Er is geen verhaal te vertellen.",
        "In this run no household met with the approach. There is no story to tell.",
    ),
    "case_other_version": (
        "Deze resultaten zijn met een andere versie gemaakt. De doorrekening gaat nu anders, dus vertellen we geen "
        "verhaal. Maak de studie opnieuw (fresh=true).",
        "These results were made by another version. The run goes otherwise now, so we tell no story. Run the study "
        "again (fresh=true).",
    ),
    "case_no_scenario": (
        "Zonder scenario naast de gewone gang van zaken is er geen tweede wereld.",
        "Without a scenario beside the usual there is no second world.",
    ),
    # one household
    "case_typical": ("Een doorsnee geval", "A typical case"),
    "case_good": ("Een gunstig geval", "A good case"),
    "case_bad": ("Een ongunstig geval", "A bad case"),
    "case_title": ("{kind}: {what}", "{kind}: {what}"),
    "case_fewer": (
        "{weeks} minder met een probleem door ‘{scenario}’",
        "{weeks} less with a problem because of ‘{scenario}’",
    ),
    "case_more": (
        "{weeks} meer met een probleem door ‘{scenario}’",
        "{weeks} more with a problem because of ‘{scenario}’",
    ),
    "case_equal": (
        "even lang problemen met en zonder ‘{scenario}’",
        "problems as long with as without ‘{scenario}’",
    ),
    "case_place": (
        "Op volgorde van meeste winst naar meeste verlies staat dit huishouden op plek {place} van {out_of}.",
        "In order from most won to most lost this household stands at place {place} of {out_of}.",
    ),
    "case_nobody_moved": (
        "Bij niemand die met de aanpak te maken kreeg, scheelt het een week of meer.",
        "To nobody who met with the approach it makes a week's difference.",
    ),
    "case_came": ("Komt in week {week} in {place} wonen: {who}.", "Comes to live in {place} in week {week}: {who}."),
    "case_lives": ("Woont in {place}: {who}.", "Lives in {place}: {who}."),
    "case_goes": ("Verhuist.", "Moves away."),
    "case_same_until": (
        "Tot en met week {week} gaat het in beide werelden precies zo.",
        "Up to week {week} it goes exactly so in both worlds.",
    ),
    "case_always_same": (
        "In beide werelden gaat het precies zo.",
        "It goes exactly so in both worlds.",
    ),
    # the drawn timeline
    "case_note": (
        "Hoe hoger de balk, hoe erger het probleem. Weken met een probleem: twee problemen in één week tellen voor "
        "twee. {place} Eén huishouden in één doorrekening: een voorbeeld, geen gemiddelde.",
        "The higher the bar, the worse the problem. Weeks with a problem: two problems in one week count twice. "
        "{place} One household in one run: an example, no mean.",
    ),
    "case_alt": (
        "{title} Twee tijdlijnen van {years} jaar onder elkaar. {parts}",
        "{title} Two timelines of {years} years, one under the other. {parts}",
    ),
    "case_alt_world": (
        "{world}: {weeks} met een probleem, {crises}; per levensgebied {domains}.",
        "{world}: {weeks} with a problem, {crises}; by domain {domains}.",
    ),
    "case_alt_crises": ("{number} crises", "{number} crises"),
    "case_alt_crisis": ("één crisis", "one crisis"),
    "case_alt_none": ("geen problemen", "no problems"),
    "case_panel": ("{weeks} met een probleem", "{weeks} with a problem"),
    "case_nothing": ("geen problemen en geen hulp", "no problems and no help"),
    "case_waits": ("wacht op hulp", "waits for help"),
    "case_coach": ("coach of buurt", "coach or neighbours"),
    "case_agency": ("instantie", "agency"),
    "case_helped": ("krijgt hulp", "gets help"),
    "case_part": ("stippellijn: hier gaan de werelden uiteen", "dotted line: here the worlds part"),
    "case_not_here": ("woont hier niet", "does not live here"),
    "case_unit": ("weken met een probleem", "weeks with a problem"),
    "case_year": ("jaar {year}", "year {year}"),
    "case_column_world": ("wereld", "world"),
    "case_column_row": ("wat", "what"),
    "case_column_from": ("van week", "from week"),
    "case_column_until": ("tot week", "until week"),
    "case_column_level": ("hoe erg", "how bad"),
}
"""name: Dutch, English; words in braces are filled in"""
