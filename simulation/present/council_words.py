"""Words of the charts for the council."""

COUNCIL_TEXTS: dict[str, tuple[str, str]] = {
    "billion": ("miljard", "billion"),
    "euro_sign": ("€ ", "€"),
    "to": (" tot ", " to "),
    # a difference with usual care
    "council_less": ("{amount} minder {interval}", "{amount} less {interval}"),
    "council_more": ("{amount} meer {interval}", "{amount} more {interval}"),
    "council_unclear": ("geen verschil te zien {interval}", "no difference to be seen {interval}"),
    "council_depends": ("hangt af van het wereldbeeld {interval}", "depends on the worldview {interval}"),
    "council_unknown": ("niet te zeggen: te weinig doorrekeningen", "cannot be told: too few runs"),
    # conclusions: what is said of a verdict, and of which scenarios
    "title_one": ("{scenario}: {what}", "{scenario}: {what}"),
    "title_with": ("{what} bij {scenarios}", "{what} with {scenarios}"),
    "title_all": ("{what} bij alle {number} scenario’s", "{what} with all {number} scenarios"),
    "title_some": ("{what} bij {count} van de {number} scenario’s", "{what} with {count} of {number} scenarios"),
    "waiting_less": ("minder wachtenden", "fewer people waiting"),
    "waiting_more": ("meer wachtenden", "more people waiting"),
    "waiting_unclear": (
        "geen verschil in wachtenden dat de doorrekeningen kunnen tonen",
        "no difference in people waiting that the runs can show",
    ),
    "waiting_depends": (
        "of er minder mensen wachten, hangt af van het wereldbeeld",
        "whether fewer people wait depends on the worldview",
    ),
    "waiting_unknown": ("over wachten valt niets te zeggen", "nothing can be said about waiting"),
    "problems_less": ("minder weken met een ernstig probleem", "fewer weeks with a serious problem"),
    "problems_more": ("meer weken met een ernstig probleem", "more weeks with a serious problem"),
    "problems_unclear": (
        "geen verschil in ernstige problemen dat de doorrekeningen kunnen tonen",
        "no difference in serious problems that the runs can show",
    ),
    "problems_depends": (
        "of er minder ernstige problemen zijn, hangt af van het wereldbeeld",
        "whether there are fewer serious problems depends on the worldview",
    ),
    "problems_unknown": ("over problemen valt niets te zeggen", "nothing can be said about problems"),
    "budget_less": ("de gemeente betaalt minder", "the municipality pays less"),
    "budget_more": ("de gemeente betaalt meer", "the municipality pays more"),
    "budget_unclear": (
        "geen verschil voor de gemeente dat de doorrekeningen kunnen tonen",
        "no difference to the municipality that the runs can show",
    ),
    "budget_depends": (
        "of de gemeente meer betaalt, hangt af van het wereldbeeld",
        "whether the municipality pays more depends on the worldview",
    ),
    "budget_unknown": (
        "over kosten voor de gemeente valt niets te zeggen",
        "nothing can be said about cost to the municipality",
    ),
    # how to read a chart
    "bands_wide": (
        "Lichte band: 9 van de 10 doorrekeningen; donkere band: de middelste helft; lijn: gemiddelde.",
        "Light band: 9 of 10 runs; dark band: the middle half; line: mean.",
    ),
    "bands_all": (
        "Lichte band: alle {runs} doorrekeningen, te weinig voor ‘9 van de 10’; donkere band: de middelste helft; "
        "lijn: gemiddelde.",
        "Light band: all {runs} runs, too few for ‘9 of 10’; dark band: the middle half; line: mean.",
    ),
    "bars_wide": ("Streep: 9 van de 10 doorrekeningen.", "Line: 9 of 10 runs."),
    "bars_all": (
        "Streep: alle {runs} doorrekeningen, te weinig voor ‘9 van de 10’.",
        "Line: all {runs} runs, too few for ‘9 of 10’.",
    ),
    "bands_none": ("Eén doorrekening: er is geen band mogelijk.", "One run: no band is possible."),
    "title_interval": (
        "Tussen haakjes: 95%-interval van het gemiddelde verschil met {reference}; het omvat {covers}.",
        "In brackets: 95% interval of the mean difference from {reference}; it covers {covers}.",
    ),
    "covers_unknowns": ("toeval en onbekenden", "chance and unknowns"),
    "covers_luck": ("alleen toeval", "chance only"),
    "worldviews_together": ("Alle wereldbeelden samen, elk even zwaar.", "All worldviews together, of equal weight."),
    "worldview_one": ("Wereldbeeld: {worldview}.", "Worldview: {worldview}."),
    "source": (
        "Bron: Voordeur, {town}, studie {study}, sleutel {key}, {date}. Simulatie, geen voorspelling.",
        "Source: Voordeur, {town}, study {study}, key {key}, {date}. Simulation, no forecast.",
    ),
    "prices": ("Bedragen in prijzen van {year}.", "Amounts in prices of {year}."),
    "years_short": ("jaar", "year"),
    # panels
    "panel_waiting": ("Plekken op wachtlijsten, hele gemeente", "Places on waiting lists, whole town"),
    "panel_waiting_gap": ("Verschil met {reference}", "Difference from {reference}"),
    "panel_serious": (
        "Weken met een ernstig probleem: verschil per jaar, per 1.000 huishoudens",
        "Weeks with a serious problem: difference a year, per 1,000 households",
    ),
    "panel_crises": (
        "Crises: verschil per jaar, per 1.000 huishoudens",
        "Crises: difference a year, per 1,000 households",
    ),
    "panel_budget": ("€ {unit} per jaar, verschil met {reference}", "€ {unit} a year, difference from {reference}"),
    "waiting_note": (
        "Wachtlijsten van instanties en van coaches samen; wie op twee lijsten staat, telt dubbel.",
        "Lists of agencies and of coaches together; who is on two lists counts twice.",
    ),
    "money_ends_short": ("extra geld stopt", "extra money ends"),
    "scaling_starts_short": ("opschaling", "scaling up"),
    "phase_starts_short": ("nieuwe fase", "new phase"),
    "municipality": ("gemeente", "municipality"),
    "additional_money": ("extra geld (tijdelijk)", "additional money (temporary)"),
    "budget_text": (
        "{years} jaar: {total}; structureel, per jaar: {year}",
        "{years} years: {total}; structural, a year: {year}",
    ),
    "budget_note": (
        "Kleur: de gemeente; grijs: extra geld, tijdelijk. Structureel: de jaren na de laatste verandering.",
        "Colour: the municipality; grey: additional money, temporary. Structural: the years after the last change.",
    ),
    "alt_lines": (
        "Lijnen over {years} jaar, een vak per scenario. {parts}",
        "Lines over {years} years, one panel for each scenario. {parts}",
    ),
    "alt_bars": (
        "Staven per jaar, {years} jaar, een vak per scenario. {parts}",
        "Bars by year, {years} years, one panel for each scenario. {parts}",
    ),
    "alt_part": ("{scenario}: {what}.", "{scenario}: {what}."),
    # columns of the data
    "column_scenario": ("scenario", "scenario"),
    "column_payer": ("betaler", "payer"),
    "column_measure": ("maat", "measure"),
    "column_year": ("jaar", "year"),
    "column_mean": ("gemiddeld", "mean"),
    "column_low": ("laag (9 van de 10)", "low (9 of 10)"),
    "column_high": ("hoog (9 van de 10)", "high (9 of 10)"),
    "column_half_low": ("laag (helft)", "low (half)"),
    "column_half_high": ("hoog (helft)", "high (half)"),
}
"""name: Dutch, English; words in braces are filled in"""
