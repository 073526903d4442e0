"""The words of what unknowns move, and of the conditions under which a policy fails."""

SENSITIVITY: dict[str, tuple[str, str]] = {
    # of both
    "meaning": (
        "{unknown}, {label}: {note} ({value} {unit}; {low} tot {high}; graad {grade}).",
        "{unknown}, {label}: {note} ({value} {unit}; {low} to {high}; grade {grade}).",
    ),
    "meaning_bare": (
        "{unknown}, {label}: {value} {unit}; {low} tot {high}; graad {grade}.",
        "{unknown}, {label}: {value} {unit}; {low} to {high}; grade {grade}.",
    ),
    "meanings": ("Wat de namen betekenen", "What the names mean"),
    "case_of": (
        "{scenario}, wereldbeeld {worldview}, {place}, {years} jaar, verschil met {reference}.",
        "{scenario}, worldview {worldview}, {place}, {years} years, difference from {reference}.",
    ),
    # the table
    "sens_title": ("Wat het verschil beweegt", "What moves the difference"),
    "sens_central": (
        "{outcome}: {difference} als elke onbekende zijn middelste waarde heeft",
        "{outcome}: {difference} with every unknown at its central value",
    ),
    "sens_unknown": ("onbekende", "unknown"),
    "sens_low": ("laag", "low"),
    "sens_high": ("hoog", "high"),
    "sens_first": ("alleen, %", "alone, %"),
    "sens_total": ("met andere, %", "with others, %"),
    "sens_mu_star": ("gemiddelde stap", "mean step"),
    "sens_at": ("bij {value}", "at {value}"),
    "sens_range": ("{middle}{between}({low} tot {high})", "{middle}{between}({low} to {high})"),
    "sens_percent": ("{middle}% ({low} tot {high}%)", "{middle}% ({low} to {high}%)"),
    # sentences
    "sens_decides": ("Doorslaggevend: {parts}.", "What decides: {parts}."),
    "sens_turns": (
        "{unknown} ({change_low} bij {low} {unit}, {change_high} bij {high} {unit})",
        "{unknown} ({change_low} at {low} {unit}, {change_high} at {high} {unit})",
    ),
    "sens_none_decides": (
        "Geen van deze onbekenden keert het verschil om zover doorrekeningen dat kunnen tonen, als er een "
        "tegelijk van laag naar hoog gaat.",
        "None of these unknowns turns the difference round as far as runs can show, moved one at a time from low to "
        "high.",
    ),
    "sens_untold": (
        "Of een onbekende het verschil omkeert, valt met een doorrekening per punt niet te zeggen.",
        "Whether an unknown turns the difference round cannot be told with one run at each point.",
    ),
    "sens_most": (
        "Het meeste verschil tussen werelden gaat met {unknown}: {first} van de variantie alleen, {total} samen met "
        "andere onbekenden.",
        "Most of the difference between worlds goes with {unknown}: {first} of the variance by itself, {total} "
        "together with other unknowns.",
    ),
    "sens_above": (
        "Boven toeval uit komt: {names}. Van de andere is dat niet te zeggen.",
        "What stands out above chance: {names}. Of the others that cannot be told.",
    ),
    "sens_none_above": (
        "Van de aandelen komt er geen boven het toeval uit; dat vraagt meer punten of doorrekeningen.",
        "No share stands out above chance; that takes more points or runs.",
    ),
    "sens_chance": (
        "Toeval is {share} van de variantie tussen punten.",
        "Chance is {share} of the variance between points.",
    ),
    "sens_no_chance": (
        "Met een doorrekening per punt is niet te zeggen hoeveel toeval is; neem study.runs=2 of meer.",
        "With one run at each point it cannot be told how much is chance; take study.runs=2 or more.",
    ),
    "sens_missing": (
        "Niet elk punt heeft deze uitkomst of hij is overal gelijk; er zijn geen aandelen.",
        "Not every point has this outcome, or it is the same at all; there are no shares.",
    ),
    # what to keep in mind
    "sens_counts": (
        "{number} onbekenden zijn vergeleken (wat samen beweegt, telt als één); met de {most} die het meest "
        "bewegen is verdergegaan. Onbekenden die er niet bij waren, hebben overal hun middelste waarde: dat zij "
        "weinig doen is niet gebleken.",
        "{number} unknowns were compared (those that move together along a ridge count as one); the {most} that move "
        "most were analysed further. Unknowns that were not among them have their central value throughout: that "
        "they matter little has not been shown.",
    ),
    "sens_intervals": (
        "Intervallen bij laag, hoog en midden zijn 95% en omvatten alleen toeval ({runs} doorrekeningen met "
        "hetzelfde geluk op elk punt). Die van aandelen zijn 95% en omvatten welke {points} punten toevallig "
        "zijn getrokken, en toeval.",
        "Intervals at low, high and central are 95% and cover chance only ({runs} runs that have the same luck at "
        "each point). Those of shares are 95% and cover which {points} points happened to be drawn, and chance.",
    ),
    "sens_intervals_morris": (
        "Intervallen bij laag, hoog en midden zijn 95% en omvatten alleen toeval ({runs} doorrekeningen met "
        "hetzelfde geluk op elk punt). Een gemiddelde stap is de gemiddelde grootte van de verandering van laag "
        "naar hoog, vanuit {trajectories} beginpunten; het interval omvat welke beginpunten dat zijn.",
        "Intervals at low, high and central are 95% and cover chance only ({runs} runs that have the same luck at "
        "each point). A mean step is the mean size of the change from low to high, from {trajectories} starting "
        "points; its interval covers which starting points these are.",
    ),
    "sens_held": (
        "Een onbekende die beweegt, gaat over zijn hele bereik in het register en heeft die waarde ook in gewone "
        "hulp en in elk wereldbeeld. Waar het wereldbeeld zelf iets gelooft ({names}), geldt dat alleen in het "
        "midden.",
        "An unknown that moves goes over its whole range in the register, and has that value in usual care and in "
        "every worldview too. Where the worldview has a belief of its own ({names}), it holds in the centre only.",
    ),
    "sens_held_plain": (
        "Een onbekende die beweegt, gaat over zijn hele bereik in het register en heeft die waarde ook in gewone "
        "hulp en in elk wereldbeeld.",
        "An unknown that moves goes over its whole range in the register, and has that value in usual care and in "
        "every worldview too.",
    ),
    "sens_negative": (
        "Een aandeel onder nul of boven 100% is schattingsfout; meer punten (sensitivity.points) maken die kleiner. "
        "Met toeval erbij is het aandeel met andere te hoog, hooguit met het aandeel van toeval.",
        "A share below zero or above 100% is an error of estimation; more points (sensitivity.points) make it "
        "smaller. With chance among it a share with others is too high, by the share of chance at most.",
    ),
    "sens_ranges": (
        "Aandelen horen bij de bereiken: een ruimer bereik geeft een groter aandeel, en de meeste bereiken zijn "
        "aannames (graad D).",
        "Shares belong to the ranges: a wider range gives a larger share, and most ranges are assumptions (grade D).",
    ),
    # charts
    "tornado_title": (
        "Welke onbekende beweegt het verschil? Een tegelijk, van laag naar hoog",
        "Which unknown moves the difference? One at a time, from low to high",
    ),
    "tornado_note": (
        "Blauw: laag; oranje: hoog; streepje: 95%-interval van toeval. Stippellijn: alles in het midden; dichte "
        "lijn: geen verschil.",
        "Blue: low; orange: high; thin line: 95% interval of chance. Dotted line: everything central; solid line: no "
        "difference.",
    ),
    "shares_title": (
        "Hoeveel van de variantie gaat met elke onbekende?",
        "How much of the variance goes with each unknown?",
    ),
    "shares_note": (
        "Open stip: alleen; dichte stip: samen met andere; streep: 95%-interval. Grijs: het aandeel van toeval, waar "
        "een dichte stip bovenuit moet komen.",
        "Open dot: by itself; filled dot: together with others; line: 95% interval. Grey: the share of chance, above "
        "which a filled dot must stand.",
    ),
    "shares_axis": ("% van de variantie", "% of the variance"),
    "two_way_title": ("De twee onbekenden die het meest bewegen, samen", "The two unknowns that move most, together"),
    "two_way_note": (
        "Blauw: minder dan in {reference}; oranje: meer. Vet: het 95%-interval van toeval sluit nul uit.",
        "Blue: less than in {reference}; orange: more. Bold: the 95% interval of chance excludes zero.",
    ),
}
"""name: Dutch, English; words in braces are filled in"""
