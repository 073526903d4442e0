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
    "page_pick": ("Kies", "Choose"),
    "page_own": ("Uw keuze", "Your choice"),
    "page_where": ("Waar komen wijkcoaches?", "Where do coaches work?"),
    "page_where_pilot": ("in de pilotwijk ({places})", "in the pilot ({places})"),
    "page_where_city": ("in de hele gemeente", "in the whole town"),
    "page_fte_per_10000_households": (
        "Voltijdbanen voor coaches, per 10.000 huishoudens",
        "Full-time coaches per 10,000 households",
    ),
    "page_mandate": (
        "Mandaat: hoe zwaar telt het advies van de coach? (100%: altijd)",
        "Mandate: how much does the coach’s advice count? (100%: always)",
    ),
    "page_caseload_per_fte": ("Huishoudens per voltijdcoach", "Households per full-time coach"),
    "page_substitution": (
        "Deel van de coach-uren dat van bestaande hulp af gaat",
        "Share of coach hours taken out of existing help",
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
    "page_link_nearest": (
        "{key} = {given}: bedoelde u '{near}'?",
        "{key} = {given}: did you mean '{near}'?",
    ),
    "page_link_one_of": ("{key} = {given}: kies uit {names}", "{key} = {given}: choose from {names}"),
    "page_link_number": (
        "{key} = {given}: moet een heel getal zijn van {low} tot en met {high}",
        "{key} = {given}: must be a whole number from {low} to {high}",
    ),
    "page_no_results": (
        "results = {given}: in de map results staan geen complete resultaten met deze naam",
        "results = {given}: no complete results of this name in the folder results",
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
    "page_band_pilot": (
        "Pilotwijk {places}: verschil met {reference} over {years} jaar; tussen haken het 95%-interval",
        "Pilot neighbourhood {places}: difference from {reference} over {years} years; the 95% interval in brackets",
    ),
    "page_band_town": (
        "Hele gemeente {places}: verschil met {reference} over {years} jaar; tussen haken het 95%-interval",
        "Whole town {places}: difference from {reference} over {years} years; the 95% interval in brackets",
    ),
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
    # all charts
    "page_charts_of": (
        "Alle grafieken van het raadspakket, bij wat u nu ziet.",
        "All charts of the council pack, of what you see now.",
    ),
    "page_none_yet": ("Nog niets om te laten zien. Een ogenblik.", "Nothing to show yet. One moment."),
    # the film
    "page_film_of": (
        "De kleur toont hoeveel ernstige problemen er zijn; een huishouden kan er meer hebben. Stippen zijn coaches. "
        "Balken zijn wachtlijsten.",
        "Colour shows how many serious problems there are; a household may have several. Dots are coaches. Bars are "
        "waiting lists.",
    ),
    "page_film_mean": (
        "Gemiddelde van {runs} doorrekeningen, wereldbeeld ‘{worldview}’.",
        "Mean of {runs} runs, worldview ‘{worldview}’.",
    ),
    "page_film_one": ("Eén doorrekening, wereldbeeld ‘{worldview}’.", "One run, worldview ‘{worldview}’."),
    "page_film_scenario": ("Scenario", "Scenario"),
    "page_film_worldview": ("Wereldbeeld", "Worldview"),
    "page_film_play": ("Afspelen", "Play"),
    "page_film_pause": ("Pauze", "Pause"),
    "page_film_month": ("Maand", "Month"),
    "page_film_when": ("jaar {year}, maand {month}", "year {year}, month {month}"),
    "page_film_places": (
        "Wijken: ernstige problemen per 1.000 huishoudens",
        "Neighbourhoods: serious problems per 1,000 households",
    ),
    "page_film_queues": (
        "Hoeveel er wachten, hele gemeente (streepje en tussen haakjes: {reference})",
        "How many wait, whole town (mark and in brackets: {reference})",
    ),
    "page_film_coaches": ("voltijdcoaches", "full-time coaches"),
    "page_film_coach_list": ("Wijkcoaches", "Neighbourhood coaches"),
    "page_film_none": ("Deze resultaten hebben geen maanden.", "These results have no months."),
    "page_column_place": ("wijk of wachtlijst", "neighbourhood or list"),
    "page_film_end_of": ("einde jaar {year}", "end of year {year}"),
    # the register
    "page_register_of": (
        "Elk getal van het model met zijn bron. A: gemeld over de pilot. B: gelezen in een openbare bron. C: bekend, "
        "niet nagekeken. D: aanname. Onder ‘naam’ staat hoe een instelling heet; bronnen houden hun eigen titel.",
        "Every number of the model with its source. A: stated about the pilot. B: read in a public source. C: known, "
        "not verified. D: assumption. Under “name” is what a setting is called.",
    ),
    "page_register_role": ("Soort", "Kind"),
    "page_register_group": ("Onderwerp", "Subject"),
    "page_register_grade": ("Cijfer", "Grade"),
    "page_register_count": ("{shown} van {all} getallen.", "{shown} of {all} numbers."),
    "page_any": ("alle", "all"),
    "page_register_file": ("Het hele register (CSV)", "The whole register (CSV)"),
    # one household
    "page_story_busy": (
        "De doorrekening wordt nog eens gespeeld, nu met één huishouden in beeld.",
        "The run is played once more, now with one household in sight.",
    ),
    # keep and open
    "page_save": ("Bewaar uw keuze als scenario", "Save your choice as a scenario"),
    "page_save_of": (
        "Het bestand komt in de map scenarios. Daarna staat het in de lijst ‘Ook laten zien’, en werkt het ook "
        "buiten deze pagina.",
        "The file goes into the folder scenarios. After that it is in the list ‘Show as well’, and it works outside "
        "this page too.",
    ),
    "page_save_name": (
        "Naam van het bestand (kleine letters, cijfers en _)",
        "Name of the file (small letters, digits and _)",
    ),
    "page_save_label": ("Naam in grafieken", "Name in charts"),
    "page_save_button": ("Bewaren", "Save"),
    "page_saved": ("Bewaard: {path}", "Saved: {path}"),
    "page_name_wrong": (
        "naam = {given}: moet beginnen met een kleine letter; daarna hoogstens 39 kleine letters, cijfers en _",
        "name = {given}: must be a small letter, then at most 39 small letters, digits and _",
    ),
    "page_name_taken": (
        "naam = {given}: er is al een scenario met deze naam; kies een andere",
        "name = {given}: there is a scenario of this name already; choose another name",
    ),
    "page_label_wrong": (
        "naam in grafieken = {label}: moet één regel zijn van 1 tot {most} letters",
        "label = {label}: must be one line of 1 to {most} letters",
    ),
    "page_kept_already": ("{path}: is er al", "{path}: is there already"),
    "page_no_file": ("kies eerst een bestand", "choose a file first"),
    "page_refused": ("Niet gedaan: {error}", "Not done: {error}"),
    "page_upload": ("Een scenariobestand toevoegen", "Add a scenario file"),
    "page_upload_file": ("Scenariobestand (YAML, hoogstens 100 kB)", "Scenario file (YAML, at most 100 kB)"),
    "page_upload_button": ("Toevoegen", "Add"),
    "page_pack": ("Het raadspakket", "The council pack"),
    "page_pack_of": (
        "Antwoord op één bladzij, dia’s, verslag en getallen, bij wat u nu ziet. Het maken duurt een halve minuut.",
        "The answer on one page, slides, report and numbers, of what you see now. Making it takes half a minute.",
    ),
    "page_pack_make": ("Maak het pakket", "Make the pack"),
    "page_pack_busy": ("Het pakket wordt gemaakt.", "The pack is being made."),
    "page_pack_load": ("Download het pakket (ZIP)", "Download the pack (ZIP)"),
    "page_keep_results": ("Bewaar deze resultaten", "Keep these results"),
    "page_keep_of": (
        "Bewaart de tabellen van wat u nu ziet in de map results.",
        "Keeps the tables of what you see now in the folder results.",
    ),
    "page_keep_button": ("Resultaten bewaren", "Keep results"),
    "page_open": ("Eerdere resultaten openen", "Open earlier results"),
    "page_open_none": (
        "Er zijn nog geen eerdere resultaten in de map results.",
        "There are no earlier results in the folder results yet.",
    ),
    "page_open_which": ("Map in results", "Folder in results"),
    "page_open_button": ("Openen", "Open"),
    "page_opened": ("U ziet bewaarde resultaten: {folder}.", "You see results that were kept: {folder}."),
    "page_unreadable": (
        "De resultaten in {folder} zijn niet te lezen. Maak ze opnieuw, of open andere. ({error})",
        "The results in {folder} cannot be read. Make them again, or open others. ({error})",
    ),
    "page_back": ("Terug naar de schuiven", "Back to the sliders"),
    "page_link": ("Een link naar wat u ziet", "A link to what you see"),
    "page_link_of": (
        "Het adres boven in de browser opent op deze computer steeds hetzelfde beeld.",
        "The address at the top of the browser opens the same view again on this machine.",
    ),
}
