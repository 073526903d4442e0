"""Words of the charts for the council."""

COUNCIL_TEXTS: dict[str, tuple[str, str]] = {
    "billion": ("miljard", "billion"),
    "euro_sign": ("€ ", "€"),
    "to": (" tot ", " to "),
    # a difference with usual care
    "council_less": ("{amount} minder {interval}", "{amount} less {interval}"),
    "council_more": ("{amount} meer {interval}", "{amount} more {interval}"),
    "council_unclear": ("geen verschil te zien {interval}", "no difference to be seen {interval}"),
    "council_same": ("geen enkel verschil", "no difference at all"),
    "council_depends": ("verschilt per wereldbeeld {interval}", "depends on worldview {interval}"),
    "council_tiny": ("minder dan 0,1% verschil", "less than 0.1% difference"),
    "council_unknown": ("niet te zeggen: te weinig doorrekeningen", "cannot be told: too few runs"),
    # conclusions: what is said of a verdict, and of which scenarios
    "title_part": ("{scenarios}: {what}.", "{scenarios}: {what}."),
    "title_both": ("{what}, bij beide scenario’s.", "{what}, with both scenarios."),
    "title_all": ("{what}, bij alle {number} scenario’s.", "{what}, with all {number} scenarios."),
    "title_counts": ("{topic}, {number} scenario’s: {counts}.", "{topic}, {number} scenarios: {counts}."),
    "title_nothing": ("geen enkel verschil in {topic}", "no difference at all in {topic}"),
    "title_same": ("bij {count} geen enkel verschil", "no difference at all with {count}"),
    "title_tiny": ("bij {count} minder dan 0,1% verschil", "less than 0.1% difference with {count}"),
    "title_part_of": (
        "{title} Hier: scenario\N{NO-BREAK SPACE}{first}–{last}.",
        "{title} Here: scenarios\N{NO-BREAK SPACE}{first}–{last}.",
    ),
    "title_less": ("bij {count} minder", "less with {count}"),
    "title_more": ("bij {count} meer", "more with {count}"),
    "title_unclear": (
        "bij {count} geen verschil dat de doorrekeningen kunnen tonen",
        "no difference that the runs can show with {count}",
    ),
    "title_depends": ("bij {count} hangt het af van het wereldbeeld", "it depends on the worldview with {count}"),
    "title_unknown": ("bij {count} valt er niets te zeggen", "nothing can be said with {count}"),
    "waiting_topic": ("Wachtenden", "People waiting"),
    "problems_topic": ("Weken met een ernstig probleem", "Weeks with a serious problem"),
    "budget_topic": ("Kosten voor de gemeente", "Cost to the municipality"),
    "total_topic": ("Kosten voor alle betalers samen", "Cost to all payers together"),
    "benefits_pilots_topic": (
        "Weken met een probleem in de pilotwijk",
        "Weeks with a problem in the pilot neighbourhood",
    ),
    "benefits_elsewhere_topic": (
        "Weken met een probleem in de andere wijken",
        "Weeks with a problem in the other neighbourhoods",
    ),
    "benefits_town_topic": ("Weken met een probleem in de gemeente", "Weeks with a problem in the town"),
    "circles_topic": ("Buurtcirkels in het laatste jaar", "Circles in the last year"),
    "assistants_topic": ("Buurtassistenten in het laatste jaar", "Assistants in the last year"),
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
    "benefits_pilots_less": (
        "minder weken met een probleem in de pilotwijk",
        "fewer weeks with a problem in the pilot neighbourhood",
    ),
    "benefits_pilots_more": (
        "meer weken met een probleem in de pilotwijk",
        "more weeks with a problem in the pilot neighbourhood",
    ),
    "benefits_pilots_unclear": (
        "in de pilotwijk geen verschil in problemen dat de doorrekeningen kunnen tonen",
        "no difference in problems in the pilot neighbourhood that the runs can show",
    ),
    "benefits_pilots_tiny": (
        "in de pilotwijk minder dan 0,1% verschil in problemen",
        "less than 0.1% difference in problems in the pilot neighbourhood",
    ),
    "benefits_pilots_depends": (
        "of de pilotwijk minder problemen heeft, hangt af van het wereldbeeld",
        "whether the pilot neighbourhood has fewer problems depends on the worldview",
    ),
    "benefits_pilots_unknown": (
        "over de pilotwijk valt niets te zeggen",
        "nothing can be said about the pilot neighbourhood",
    ),
    "benefits_elsewhere_less": (
        "minder weken met een probleem in de andere wijken",
        "fewer weeks with a problem in the other neighbourhoods",
    ),
    "benefits_elsewhere_more": (
        "meer weken met een probleem in de andere wijken",
        "more weeks with a problem in the other neighbourhoods",
    ),
    "benefits_elsewhere_unclear": (
        "in de andere wijken geen verschil in problemen dat de doorrekeningen kunnen tonen",
        "no difference in problems in the other neighbourhoods that the runs can show",
    ),
    "benefits_elsewhere_tiny": (
        "in de andere wijken minder dan 0,1% verschil in problemen",
        "less than 0.1% difference in problems in the other neighbourhoods",
    ),
    "benefits_elsewhere_depends": (
        "of de andere wijken minder problemen hebben, hangt af van het wereldbeeld",
        "whether the other neighbourhoods have fewer problems depends on the worldview",
    ),
    "benefits_elsewhere_unknown": (
        "over de andere wijken valt niets te zeggen",
        "nothing can be said about the other neighbourhoods",
    ),
    "benefits_town_less": ("minder weken met een probleem in de gemeente", "fewer weeks with a problem in the town"),
    "benefits_town_more": ("meer weken met een probleem in de gemeente", "more weeks with a problem in the town"),
    "benefits_town_unclear": (
        "in de gemeente geen verschil in problemen dat de doorrekeningen kunnen tonen",
        "no difference in problems in the town that the runs can show",
    ),
    "benefits_town_tiny": (
        "in de gemeente minder dan 0,1% verschil in problemen",
        "less than 0.1% difference in problems in the town",
    ),
    "benefits_town_depends": (
        "of de gemeente minder problemen heeft, hangt af van het wereldbeeld",
        "whether the town has fewer problems depends on the worldview",
    ),
    "benefits_town_unknown": ("over problemen valt niets te zeggen", "nothing can be said about problems"),
    "benefits_in_pilots": ("pilotwijk: {what}", "pilot: {what}"),
    "benefits_in_elsewhere": ("andere wijken: {what}", "others: {what}"),
    "benefits_in_town": ("gemeente: {what}", "town: {what}"),
    "benefits_note": (
        "Weken met een probleem, verschil in procenten. Streepje: geen verschil dat de doorrekeningen kunnen tonen, of "
        "minder dan 0,1%. Met {cells} vakken per scenario wijken er een paar af door toeval.",
        "Weeks with a problem, difference in per cent. Dash: no difference that the runs can show, or less than 0.1%. "
        "With {cells} tiles for each scenario, a few differ by chance.",
    ),
    "map_note": (
        "Een vak per wijk; waar het vak staat, betekent niets. Weken met een probleem, verschil in procenten. "
        "Streepje: geen verschil dat de doorrekeningen kunnen tonen, of minder dan 0,1%.",
        "A tile for each neighbourhood; where it stands means nothing. Weeks with a problem, difference in per cent. "
        "Dash: no difference that the runs can show, or less than 0.1%.",
    ),
    "places_pilots": ("Pilotwijken samen", "Pilots together"),
    "places_elsewhere": ("Andere wijken samen", "Others together"),
    "map_none": ("geen wijk met een verschil", "no neighbourhood with a difference"),
    "map_head": (
        "minder in {less} van de {number} wijken, meer in {more}",
        "fewer in {less} of {number} neighbourhoods, more in {more}",
    ),
    "group_single": ("alleen", "single"),
    "group_couple": ("stel", "couple"),
    "group_couple_with_minors": ("gezin", "family"),
    "group_single_parent": ("eenouder", "one parent"),
    "group_low": ("laag inkomen", "low income"),
    "group_middle": ("midden", "middle"),
    "group_high": ("hoog", "high"),
    "group_all": ("iedereen", "everyone"),
    "alt_benefits": (
        "Tabel van wijken en groepen, een per scenario. {parts}",
        "Table of neighbourhoods and groups, one for each scenario. {parts}",
    ),
    "alt_map": (
        "Vakken, een per wijk, een groep vakken per scenario. {parts}",
        "Tiles, one for each neighbourhood, a set for each scenario. {parts}",
    ),
    "column_place": ("wijk", "neighbourhood"),
    "column_group": ("groep", "group"),
    "column_percent": ("verschil (%)", "difference (%)"),
    "column_interval_low": ("laag (95%-interval)", "low (95% interval)"),
    "column_interval_high": ("hoog (95%-interval)", "high (95% interval)"),
    "total_less": ("alle betalers samen betalen minder", "all payers together pay less"),
    "total_more": ("alle betalers samen betalen meer", "all payers together pay more"),
    "total_unclear": (
        "geen verschil in totale kosten dat de doorrekeningen kunnen tonen",
        "no difference in total cost that the runs can show",
    ),
    "total_depends": (
        "of het in totaal meer kost, hangt af van het wereldbeeld",
        "whether it costs more in total depends on the worldview",
    ),
    "total_unknown": ("over totale kosten valt niets te zeggen", "nothing can be said about total cost"),
    "payers_head": ("samen: {total}", "together: {total}"),
    "payers_note": (
        "Blauw: wie meer betaalt dan bij gewone hulp (plus) of minder (min), in {years} jaar. Groen: wie meer of "
        "minder geld krijgt.",
        "Blue: who pays more than in usual care (plus) or less (minus), over {years} years. Green: who receives more "
        "or less money.",
    ),
    "payers_line": ("Streep: 95%-interval.", "Line: 95% interval."),
    "payers_axis": ("€ {unit}, plus is meer", "€ {unit}, plus is more"),
    "payers_others": ("Alle anderen", "All others"),
    "payers_payer": ("betaalt", "pays"),
    "payers_receiver": ("krijgt", "receives"),
    "alt_payers": (
        "Liggende staven van betalers en ontvangers, een vak per scenario. {parts}",
        "Horizontal bars of payers and receivers, one panel for each scenario. {parts}",
    ),
    "column_role": ("betaalt of krijgt", "pays or receives"),
    "column_who": ("wie", "who"),
    "column_euros": ("verschil (€)", "difference (€)"),
    "circles_less": (
        "in het laatste jaar minder buurtcirkels dan daarvoor",
        "fewer circles in the last year than before",
    ),
    "circles_more": ("in het laatste jaar meer buurtcirkels dan daarvoor", "more circles in the last year than before"),
    "circles_unclear": (
        "geen verschil in buurtcirkels dat de doorrekeningen kunnen tonen",
        "no difference in circles that the runs can show",
    ),
    "circles_depends": (
        "of er buurtcirkels verdwijnen, hangt af van het wereldbeeld",
        "whether circles disappear depends on the worldview",
    ),
    "circles_unknown": ("over buurtcirkels valt niets te zeggen", "nothing can be said about circles"),
    "circles_left": ("jaar {year}: {number} buurtcirkels", "year {year}: {number} circles"),
    "assistants_less": (
        "in het laatste jaar minder buurtassistenten dan daarvoor",
        "fewer assistants in the last year than before",
    ),
    "assistants_more": (
        "in het laatste jaar meer buurtassistenten dan daarvoor",
        "more assistants in the last year than before",
    ),
    "assistants_unclear": (
        "geen verschil in buurtassistenten dat de doorrekeningen kunnen tonen",
        "no difference in assistants that the runs can show",
    ),
    "assistants_depends": (
        "of er buurtassistenten verdwijnen, hangt af van het wereldbeeld",
        "whether assistants disappear depends on the worldview",
    ),
    "assistants_unknown": ("over buurtassistenten valt niets te zeggen", "nothing can be said about assistants"),
    "assistants_left": ("jaar {year}: {number} buurtassistenten", "year {year}: {number} assistants"),
    "panel_circles": ("Buurtcirkels die draaien", "Circles alive"),
    "panel_assistants": ("Buurtassistenten in dienst", "Assistants employed"),
    "helpers_note": (
        "Titel: het laatste jaar naast dat voor de laatste verandering, of naast jaar 2.",
        "Title: the last year beside that before the last change, or beside year 2.",
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
    "no_interval_note": (
        "Te weinig doorrekeningen voor een interval: over verschillen valt niets te zeggen.",
        "Too few runs for an interval: nothing can be said about differences.",
    ),
    "same_scale": (
        "Alle vakken hebben dezelfde schaal: wat vlak lijkt, is klein naast het grootste.",
        "All panels have the same scale: what looks flat is small beside the largest.",
    ),
    "covers_unknowns": ("toeval en onbekenden", "chance and unknowns"),
    "covers_luck": ("alleen toeval", "chance only"),
    "worldviews_together": (
        "Het gemiddelde is dat van alle wereldbeelden, elk even zwaar; het interval loopt van het laagste eind in een "
        "wereldbeeld tot het hoogste.",
        "The mean is that of all worldviews, of equal weight; the interval runs from the lowest end in a worldview to "
        "the highest.",
    ),
    "worldview_one": ("Wereldbeeld: {worldview}.", "Worldview: {worldview}."),
    "one_of": ("Het gaat hier om een van de {number} scenario’s.", "This is about one of {number} scenarios."),
    "source": (
        "Bron: Voordeur, {town}, studie {study}, sleutel {key}, {date}. Simulatie, geen voorspelling.",
        "Source: Voordeur, {town}, study {study}, key {key}, {date}. Simulation, no forecast.",
    ),
    "prices": ("Bedragen in prijzen van {year}.", "Amounts in prices of {year}."),
    # panels
    "panel_waiting": ("Plekken op wachtlijsten, hele gemeente", "Places on waiting lists, whole town"),
    "panel_waiting_gap": ("Verschil met {reference}", "Difference from {reference}"),
    "panel_serious": (
        "Weken met een ernstig probleem, per 1.000 huishoudens per jaar",
        "Weeks with a serious problem, per 1,000 households a year",
    ),
    "panel_crises": ("Crises, per 1.000 huishoudens per jaar", "Crises, per 1,000 households a year"),
    "problems_note": (
        "Verschil met {reference} in {places}; onder nul is minder.",
        "Difference from {reference} in {places}; below zero is less.",
    ),
    "budget_unit": ("€ per jaar, verschil met {reference}", "€ a year, difference from {reference}"),
    "payers_unit": (
        "€ in {years} jaar; boven nul: betaalt meer dan bij {reference}",
        "€ over {years} years; above zero: pays more than in {reference}",
    ),
    "places_unit": (
        "weken met een probleem, verschil met {reference} in %",
        "weeks with a problem, difference from {reference} in %",
    ),
    "panel_budget": ("€ {unit} per jaar, verschil met {reference}", "€ {unit} a year, difference from {reference}"),
    "waiting_note": (
        "Wachtlijsten van instanties en van coaches samen; wie op twee lijsten staat, telt dubbel.",
        "Lists of agencies and of coaches together; who is on two lists counts twice.",
    ),
    "money_ends": ("extra geld stopt", "extra money ends"),
    "scaling_starts": ("opschaling", "scaling up"),
    "phase_starts": ("nieuwe fase", "new phase"),
    "municipality": ("gemeente", "municipality"),
    "additional_money": ("extra geld (tijdelijk)", "additional money (temporary)"),
    "budget_total": ("in {years} jaar: {total}", "over {years} years: {total}"),
    "budget_year": ("structureel, per jaar: {year}", "structural, a year: {year}"),
    "budget_note": (
        "Kleur: de gemeente; grijs: extra geld, tijdelijk.",
        "Colour: the municipality; grey: additional money, temporary.",
    ),
    "budget_structural": (
        "Structureel: gemiddeld over de jaren na de laatste verandering.",
        "Structural: the mean of the years after the last change.",
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
