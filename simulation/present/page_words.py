"""Words of the page in the browser."""

PAGE_TEXTS: dict[str, tuple[str, str]] = {
    "page_title": ("Voordeur: wat doen wijkcoaches?", "Voordeur: what do neighbourhood coaches do?"),
    "page_explore": ("Verkennen", "Explore"),
    "page_charts": ("Grafieken", "Charts"),
    "page_film": ("Film van de wijken", "Film of the neighbourhoods"),
    "page_story": ("Eén huishouden", "One household"),
    "page_register": ("Waar komt elk getal vandaan?", "Where does each number come from?"),
    "page_keep": ("Bewaren en openen", "Keep and open"),
    "page_simulation": (
        "Dit is een simulatie, geen voorspelling.",
        "This is a simulation, not a forecast.",
    ),
    # the side
    "page_choose": ("Wat wilt u zien?", "What do you want to see?"),
    "page_language": ("Taal", "Language"),
    "page_town": ("Gemeente", "Municipality"),
    "page_size": ("Grootte", "Size"),
    "page_whole": ("de hele gemeente", "the whole town"),
    "page_copy": ("klein: {households} huishoudens", "small: {households} households"),
    "page_size_help": (
        "Een kleine kopie rekent snel. De wijken en de hulp krimpen mee. Toeval weegt er zwaarder.",
        "A small copy is fast. Neighbourhoods and help shrink with it. Chance weighs more there.",
    ),
    "page_worldviews": ("Wereldbeelden", "Worldviews"),
    "page_worldviews_help": (
        "Niemand weet wat coachen zelf met problemen doet. Elk wereldbeeld is een andere aanname. ‘Gemengd’ rekent ook "
        "met wat verder onbekend is, en staat alleen.",
        "Nobody knows what coaching itself does to problems. Each worldview is another assumption. ‘Mixed’ draws "
        "everything else that is unknown too, and stands alone.",
    ),
    "page_compare": ("Ook laten zien", "Show as well"),
    "page_own": ("Uw keuze", "Your choice"),
    "page_where": ("Waar komen wijkcoaches?", "Where do coaches work?"),
    "page_where_pilot": ("in de pilotwijk ({places})", "in the pilot ({places})"),
    "page_where_city": ("in de hele gemeente", "in the whole town"),
    "page_fte_per_10000_households": (
        "Voltijdbanen voor coaches, per 10.000 huishoudens",
        "Full-time coaches per 10,000 households",
    ),
    "page_mandate": (
        "Mandaat: hoe zwaar telt het advies van de coach? (0 niet, 1 altijd)",
        "Mandate: how much does the coach’s advice count? (0 not, 1 always)",
    ),
    "page_caseload_per_fte": ("Huishoudens per voltijdcoach", "Households per full-time coach"),
    "page_substitution": (
        "Deel van de coach-uren dat van bestaande hulp af gaat (0 niets, 1 alles)",
        "Share of coach hours taken out of existing help (0 none, 1 all)",
    ),
    "page_money_years": (
        "Jaren extra geld ({years} is: tot het einde)",
        "Years of additional money ({years} is: to the end)",
    ),
    "page_after": ("Als het extra geld stopt", "When the additional money ends"),
    "page_after_stop": ("stopt de aanpak", "the approach stops"),
    "page_after_own_money": ("betaalt de gemeente zelf", "the municipality pays"),
    "page_after_substitute": (
        "betaalt de gemeente, in plaats van andere hulp",
        "the municipality pays, instead of other help",
    ),
    "page_link_problem": (
        "Dit deel van de link kan niet. Daar staat nu de gewone waarde: {problem}",
        "This part of the link cannot be used. The usual value stands there now: {problem}",
    ),
    # live
    "page_starting": (
        "Het model start. De eerste keer duurt dat een minuut.",
        "The model starts. The first time this takes a minute.",
    ),
    "page_running": ("{done} van {total} doorrekeningen klaar", "{done} of {total} runs done"),
    "page_waiting": ("De eerste doorrekeningen lopen.", "The first runs are on their way."),
    "page_finer": (
        "Gemaakt met {runs} doorrekeningen per scenario. Er komen er meer bij; de band wordt smaller.",
        "Made with {runs} runs for each scenario. More are coming; the band gets narrower.",
    ),
    "page_done": ("Gemaakt met {runs} doorrekeningen per scenario.", "Made with {runs} runs for each scenario."),
    "page_error": ("Dit kan niet worden doorgerekend: {error}", "This cannot be run: {error}"),
    "page_band_caption": (
        "Verschil met {reference} over {years} jaar; tussen haken het 95%-interval",
        "Difference from {reference} over {years} years; the 95% interval in brackets",
    ),
    "page_band_pilot": ("Pilotwijk: {places}", "Pilot neighbourhood: {places}"),
    "page_band_town": ("Hele gemeente: {places}", "Whole town: {places}"),
    "page_bold": (
        "Vet: het interval bevat geen nul. Niet vet: geen verschil dat de doorrekeningen kunnen tonen. "
        "Bij geld is plus: duurder.",
        "Bold: the interval does not contain zero. Not bold: no difference that the runs can show. "
        "With money, plus is: costs more.",
    ),
    "page_numbers": ("De getallen bij deze grafiek", "The numbers of this chart"),
    "page_numbers_csv": ("Alle getallen (CSV)", "All numbers (CSV)"),
    "page_rows_left": (
        "De eerste {shown} van {rows} regels. In het CSV-bestand staan ze alle.",
        "The first {shown} of {rows} rows. The CSV file has them all.",
    ),
}
