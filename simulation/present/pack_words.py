"""The words of the council pack: questions, answers, and what surrounds them."""

PACK_TEXTS: dict[str, tuple[str, str]] = {
    "pack_title": ("Voor de raad: {scenarios} in {town}", "For the council: {scenarios} in {town}"),
    "pack_many": ("{number} keuzes", "{number} choices"),
    "pack_subtitle": (
        "Wat een simulatie over {years} jaar laat zien, naast {usual}. Simulatie, geen voorspelling.",
        "What a simulation over {years} years shows, beside {usual}. A simulation, not a forecast.",
    ),
    "pack_one_page": ("Antwoord op één pagina", "Answer on one page"),
    "pack_handout": ("Toelichting", "Handout"),
    "pack_contents": ("Inhoud", "Contents"),
    "pack_by_scenario": ("{scenario}. {said}", "{scenario}. {said}"),
    "pack_figure": ("Figuur {number}", "Figure {number}"),
    "pack_figures": ("Figuren", "Figures"),
    "pack_see": ("Zie figuur {numbers} achterin.", "See figure {numbers} at the end."),
    "pack_table_of": ("Cijfers bij de figuur", "Numbers behind the figure"),
    "pack_native": (
        "De handout toont meer van deze figuur, met de spreiding als die er is.",
        "The handout shows more of this figure, with its spread if there is one.",
    ),
    "pack_native_line": ("Lijnen: {unit}.", "Lines: {unit}."),
    "pack_native_bar": ("Staven: {unit}.", "Bars: {unit}."),
    "pack_native_stacked": ("Gestapelde staven: {unit}.", "Stacked bars: {unit}."),
    "pack_more": ("Meer figuren", "More figures"),
    "pack_more_message": ("Wat de doorrekeningen verder laten zien.", "What else the runs show."),
    "pack_page": ("pagina", "page"),
    "pack_logo": ("Logo van {town}", "Logo of {town}"),
    "pack_continued": ("{title} ({number})", "{title} ({number})"),
    # sizes and differences
    "pack_euros": ("€\N{NO-BREAK SPACE}{number}", "€{number}"),
    "pack_weeks": ("{number} weken", "{number} weeks"),
    "pack_share": ("{number}%", "{number}%"),
    "pack_count": ("{number}", "{number}"),
    "pack_less_euros": ("{size} minder", "{size} less"),
    "pack_more_euros": ("{size} meer", "{size} more"),
    "pack_less_weeks": ("{size} korter", "{size} shorter"),
    "pack_more_weeks": ("{size} langer", "{size} longer"),
    "pack_less_share": ("{size} minder", "{size} less"),
    "pack_more_share": ("{size} meer", "{size} more"),
    "pack_less_count": ("{size} minder", "{size} fewer"),
    "pack_more_count": ("{size} meer", "{size} more"),
    "pack_seen": ("{change} ({low} tot {high})", "{change} ({low} to {high})"),
    "pack_unclear": ("geen verschil te zien ({low} tot {high})", "no difference to be seen ({low} to {high})"),
    "pack_unclear_tiny": ("geen verschil te zien (minder dan {size})", "no difference to be seen (less than {size})"),
    "pack_tiny": ("nog geen {change}", "not even {change}"),
    "pack_no_interval": ("{change} (geen interval)", "{change} (no interval)"),
    "pack_same": ("precies gelijk", "exactly the same"),
    "pack_mean": ("{what}: gemiddeld verschil", "{what}: mean difference"),
    "pack_low": ("{what}: ondergrens 95%", "{what}: lower end 95%"),
    "pack_high": ("{what}: bovengrens 95%", "{what}: upper end 95%"),
    "pack_a_year": ("{what} per jaar", "{what} a year"),
    "pack_by_view": ("{view}: {change}", "{view}: {change}"),
    # columns
    "pack_choice": ("Keuze", "Choice"),
    "pack_worldview": ("Wereldbeeld", "Worldview"),
    "pack_serious_weeks_in": ("Weken met een ernstig probleem, {place}", "Weeks with a serious problem, {place}"),
    "pack_crises_in": ("Crises, {place}", "Crises, {place}"),
    "pack_municipal_column": ("Kosten voor de gemeente, per jaar", "Cost to the municipality, a year"),
    "pack_holds_column": ("Hoe zeker, {place}", "How sure, {place}"),
    "pack_holds_scope": ("waar de keuze werkt", "where the choice is at work"),
    # question
    "pack_question": ("Wat is de vraag?", "What is the question?"),
    "pack_question_message": (
        "Wat verandert er in {town} in {years} jaar als de gemeente hiervoor kiest?",
        "What changes in {town} in {years} years if the municipality chooses this?",
    ),
    "pack_against": ("Alles is vergeleken met {usual}", "All of it is compared with {usual}"),
    "pack_simulation": (
        "De huishoudens zijn verzonnen. Dit is een simulatie, geen voorspelling.",
        "The households are made up. This is a simulation, not a forecast.",
    ),
    # zero
    "pack_zero": (
        "Wat als we niets doen, of het geld anders besteden?",
        "What if we do nothing, or spend the money otherwise?",
    ),
    "pack_zero_message": (
        "Met {usual} zijn er in {town} ongeveer {crises} crises per jaar, wachten mensen gemiddeld {wait} op de eerste "
        "hulp, en kost hulp ongeveer {cost} per jaar, alle betalers samen.",
        "With {usual} there are about {crises} crises a year in {town}, people wait {wait} for first help on average, "
        "and help costs about {cost} a year, all payers together.",
    ),
    "pack_zero_note": (
        "Niets doen is ook een keuze: ook dan ontstaan er problemen, wachten mensen en betaalt de gemeente.",
        "Doing nothing is a choice too: problems still come, people wait and the municipality pays.",
    ),
    "pack_same_money_not_asked": (
        "Hetzelfde geld anders besteden is in deze studie niet gevraagd. Zo kan het wel: neem same_money_places en "
        "same_money_debt_help op bij scenarios=.",
        "Spending the same money otherwise was not asked in this study. To ask it, add same_money_places and "
        "same_money_debt_help to scenarios=.",
    ),
    "pack_levels": ("{usual}: gemiddeld over {years} jaar", "{usual}: mean over {years} years"),
    # answer
    "pack_answer": ("Wat is het antwoord?", "What is the answer?"),
    "pack_sorted_all": (
        "Minder ernstige problemen in alle wereldbeelden: {names}.",
        "Fewer serious problems in all worldviews: {names}.",
    ),
    "pack_sorted_less": ("Minder ernstige problemen: {names}.", "Fewer serious problems: {names}."),
    "pack_sorted_greater": ("Meer ernstige problemen: {names}.", "More serious problems: {names}."),
    "pack_sorted_some": (
        "Minder ernstige problemen in sommige wereldbeelden, niet in alle: {names}.",
        "Fewer serious problems in some worldviews, not in all: {names}.",
    ),
    "pack_sorted_together_less": (
        "Minder ernstige problemen over alle wereldbeelden samen, in geen wereldbeeld apart: {names}.",
        "Fewer serious problems over all worldviews together, in none of them apart: {names}.",
    ),
    "pack_sorted_together_more": (
        "Meer ernstige problemen over alle wereldbeelden samen, in geen wereldbeeld apart: {names}.",
        "More serious problems over all worldviews together, in none of them apart: {names}.",
    ),
    "pack_sorted_depends": (
        "Minder of meer ernstige problemen, dat hangt af van het wereldbeeld: {names}.",
        "Fewer or more serious problems, depending on the worldview: {names}.",
    ),
    "pack_sorted_more": (
        "Meer ernstige problemen in minstens één wereldbeeld, minder in geen: {names}.",
        "More serious problems in at least one worldview, fewer in none: {names}.",
    ),
    "pack_sorted_tiny": (
        "Nauwelijks verschil in ernstige problemen, minder dan 0,1%: {names}.",
        "Hardly any difference in serious problems, less than 0.1%: {names}.",
    ),
    "pack_sorted_none": (
        "Geen verschil in ernstige problemen te zien: {names}.",
        "No difference in serious problems to be seen: {names}.",
    ),
    "pack_sorted_untold": (
        "Te weinig doorrekeningen om iets te zeggen: {names}.",
        "Too few runs to say anything: {names}.",
    ),
    "pack_said": (
        "Weken met een ernstig probleem {scope}: {change}.",
        "Weeks with a serious problem {scope}: {change}.",
    ),
    "pack_one_view": ("Dit geldt in wereldbeeld ‘{view}’.", "This holds in worldview ‘{view}’."),
    "pack_holds_all_less": ("Minder in elk wereldbeeld.", "Fewer in every worldview."),
    "pack_holds_all_more": ("Meer in elk wereldbeeld.", "More in every worldview."),
    "pack_holds_some": ("{parts}.", "{parts}."),
    "pack_holds_less": ("minder bij {where}", "fewer in {where}"),
    "pack_holds_more": ("meer bij {where}", "more in {where}"),
    "pack_holds_unclear": ("geen verschil te zien bij {where}", "no difference to be seen in {where}"),
    "pack_holds_none": (
        "In geen wereldbeeld apart is er een verschil te zien.",
        "In no worldview apart is there a difference to be seen.",
    ),
    "pack_holds_unknown": ("Te weinig doorrekeningen om dat te zeggen.", "Too few runs to say."),
    "pack_certainty": (
        "{word}: {side} in {share}% van de {draws} trekkingen.",
        "{word}: {side} in {share}% of {draws} draws.",
    ),
    "pack_certainty_few": (
        "Te weinig trekkingen ({draws}) om te zeggen hoe zeker.",
        "Too few draws ({draws}) to say how sure.",
    ),
    "pack_certainty_same": ("In elke trekking gelijk.", "The same in every draw."),
    "pack_side_less": ("minder", "fewer"),
    "pack_side_more": ("meer", "more"),
    "pack_certainty_none": (
        "Hoe zeker is niet te zeggen: dat vraagt trekkingen van alle onbekenden.",
        "How sure cannot be told: that takes draws of all unknowns.",
    ),
    "pack_certainty_note": (
        "Een wereldbeeld is een aanname over wat coachen zelf doet. Gemengd: elke trekking van de onbekenden heeft een "
        "van de wereldbeelden. Tussen haakjes staat het 95%-interval van het gemiddelde.",
        "A worldview is an assumption about what coaching itself does. Mixed: each draw of the unknowns has one of the "
        "worldviews. In brackets stands the 95% interval of the mean.",
    ),
    "pack_all_problems": (
        "Dit gaat over ernstige problemen. Alle problemen samen, ook beginnende, kunnen anders uitvallen; de figuren "
        "zeggen dan dat ze over alle problemen gaan.",
        "This is about serious problems. All problems together, early ones too, may turn out otherwise; figures say "
        "when they are about all problems.",
    ),
    "pack_scopes": (
        "Een keuze voor de hele gemeente is hier in de hele gemeente bekeken; de figuren bij deze vraag gaan bij elke "
        "keuze over de pilotwijk.",
        "A choice for the whole town is looked at here in the whole town; the figures with this question are about the "
        "pilot neighbourhood for every choice.",
    ),
    "pack_effects": (
        "Verschil met {usual} over {years} jaar, met 95%-interval",
        "Difference from {usual} over {years} years, with 95% interval",
    ),
    # waiting
    "pack_waiting": ("Hoe lang wachten mensen?", "How long do people wait?"),
    "pack_waiting_less": ("Korter wachten op de eerste hulp: {names}.", "A shorter wait for first help: {names}."),
    "pack_waiting_more": ("Langer wachten op de eerste hulp: {names}.", "A longer wait for first help: {names}."),
    "pack_waiting_unclear": (
        "Geen verschil in wachten op de eerste hulp te zien: {names}.",
        "No difference in the wait for first help to be seen: {names}.",
    ),
    "pack_waiting_tiny": (
        "Nauwelijks verschil in wachten op de eerste hulp: {names}.",
        "Hardly any difference in the wait for first help: {names}.",
    ),
    "pack_waiting_depends": (
        "Het verschil in wachten op de eerste hulp hangt af van het wereldbeeld: {names}.",
        "The difference in the wait for first help depends on the worldview: {names}.",
    ),
    "pack_waiting_unknown": (
        "Over wachten valt met zo weinig doorrekeningen niets te zeggen: {names}.",
        "With so few runs nothing can be said about waiting: {names}.",
    ),
    "pack_both": ("beide keuzes", "both choices"),
    "pack_everyone": ("alle {number} keuzes", "all {number} choices"),
    "pack_waiting_usual": (
        "Met {usual} wachten mensen gemiddeld {first} op de eerste hulp en {specialist} op een instantie.",
        "With {usual} people wait {first} for first help on average, and {specialist} for an agency.",
    ),
    "pack_waiting_part": (
        "Wachten op de eerste hulp, in de hele gemeente: {change}.",
        "Wait for first help, in the whole town: {change}.",
    ),
    "pack_waiting_note": (
        "Wie zonder hulp afhaakt of aan het eind nog wacht, telt mee tot dat moment.",
        "Who leaves without help, or still waits at the end, counts until then.",
    ),
    "pack_waiting_lists": (
        "Een figuur telt iets anders: de plekken op alle wachtlijsten, ook die van coaches. Dat aantal kan stijgen "
        "terwijl mensen korter op de eerste hulp wachten.",
        "A figure counts something else: places on all waiting lists, those of coaches too. That number may rise while "
        "people wait shorter for first help.",
    ),
    "pack_waiting_grid": (
        "Wachten in de hele gemeente: verschil met {usual}, met 95%-interval",
        "Waiting in the whole town: difference from {usual}, with 95% interval",
    ),
    # budget
    "pack_budget": ("Wat kost het de gemeente, per jaar?", "What does it cost the municipality, a year?"),
    "pack_budget_only": (
        "Voor de gemeente, per jaar: {change}.",
        "To the municipality, a year: {change}.",
    ),
    "pack_budget_more": (
        "Duurder voor de gemeente, per jaar: {names}, {change}.",
        "Dearer to the municipality, a year: {names}, {change}.",
    ),
    "pack_budget_less": (
        "Goedkoper voor de gemeente, per jaar: {names}, {change}.",
        "Cheaper to the municipality, a year: {names}, {change}.",
    ),
    "pack_budget_unclear": (
        "Geen verschil in kosten voor de gemeente te zien: {names}.",
        "No difference in cost to the municipality to be seen: {names}.",
    ),
    "pack_budget_range": ("van {least} tot {most}", "from {least} to {most}"),
    "pack_one_off": (
        "Eenmalig: {amount} extra geld van subsidiegevers, tot maand {month}.",
        "One-off: {amount} of additional money from funders, until month {month}.",
    ),
    "pack_funded": (
        "Niet van de gemeente: {amount} extra geld van subsidiegevers in {years} jaar. Stopt dat, dan moet "
        "iemand anders betalen of stopt de aanpak.",
        "Not from the municipality: {amount} of additional money from funders in {years} years. If it "
        "stops, someone else must pay or the approach stops.",
    ),
    "pack_structural": (
        "Structureel voor de gemeente, elk jaar na de laatste verandering: {change}.",
        "Structural to the municipality, each year after the last change: {change}.",
    ),
    "pack_every_year": (
        "Voor de gemeente, gemiddeld per jaar: {change}.",
        "To the municipality, a year on average: {change}.",
    ),
    "pack_budget_note": (
        "Bedragen in euro’s van {year}. Als budget telt wat {usual} in het eerste jaar kostte; uw echte budget kan "
        "anders zijn.",
        "Amounts in euros of {year}. The budget is what {usual} cost in the first year; your real one may differ.",
    ),
    "pack_budget_grid": (
        "Budget van de gemeente min uitgaven, per jaar, met 95%-interval (wereldbeeld {view})",
        "Municipal budget less spending, by year, with 95% interval (worldview {view})",
    ),
    "pack_overspending": ("Kans op tekort in het laatste jaar", "Chance of a deficit in the last year"),
    "pack_in_runs": ("in {number} van de {runs} doorrekeningen", "in {number} of {runs} runs"),
    "pack_balance_over": ("{amount} over", "{amount} left"),
    "pack_balance_short": ("{amount} tekort", "{amount} short"),
    "pack_balance_even": ("gelijk", "even"),
    # payers
    "pack_payers": ("Wie betaalt, wie wint, wie verliest?", "Who pays, who gains, who loses?"),
    "pack_payers_more": ("Meer betalen: {names}.", "Paying more: {names}."),
    "pack_payers_less": ("Minder betalen: {names}.", "Paying less: {names}."),
    "pack_in_some": ("{payer} (bij {count} van de {number} keuzes)", "{payer} (in {count} of {number} choices)"),
    "pack_payers_none": (
        "Bij geen enkele betaler is een verschil te zien.",
        "For no payer is a difference to be seen.",
    ),
    "pack_payers_grid": (
        "Wat elke betaler per jaar meer of minder betaalt dan bij {usual}, met 95%-interval (wereldbeeld {view})",
        "What each payer pays more or less than in {usual}, a year, with 95% interval (worldview {view})",
    ),
    "pack_receive_more": (
        "Per jaar ontvangen het meest extra: {names}.",
        "Receiving most more, a year: {names}.",
    ),
    "pack_receive_less": (
        "Per jaar ontvangen minder: {names}.",
        "Receiving less, a year: {names}.",
    ),
    "pack_households": (
        "Weken met een probleem per jaar, naar huishouden: {parts}.",
        "Weeks with a problem a year, by household: {parts}.",
    ),
    # staff
    "pack_staff": ("Zijn er mensen voor te vinden?", "Can it be staffed?"),
    "pack_staff_message": (
        "Op zijn hoogst nodig: {posts} fte (volledige banen), bij {names}.",
        "Needed at most: {posts} fte (full-time posts), with {names}.",
    ),
    "pack_staff_open": (
        "Van de banen voor wijkcoaches staat bij {names} gemiddeld {share} open.",
        "Of the posts for coaches {share} are vacant on average with {names}.",
    ),
    "pack_staff_none": (
        "Geen van deze keuzes vraagt nieuwe medewerkers.",
        "None of these choices asks for new staff.",
    ),
    "pack_staff_note": (
        "Een vacature duurt weken, en wie weggaat neemt zijn kennis mee. Of er in deze regio genoeg mensen zijn, weet "
        "het model niet.",
        "A vacancy lasts weeks, and who leaves takes knowledge along. Whether this region has enough people, the model "
        "does not know.",
    ),
    "pack_posts": ("Gevraagde banen (fte), hoogste aantal", "Posts asked (fte), at most"),
    "pack_staff_grid": (
        "Banen en bezetting, gemiddeld over alle jaren, hele gemeente",
        "Posts and staffing, mean over all years, whole town",
    ),
    # money stops
    "pack_stops": ("Wat gebeurt er als het geld stopt?", "What happens when the money stops?"),
    "pack_stops_not_asked": (
        "In deze studie stopt het extra geld nergens.",
        "In this study additional money stops nowhere.",
    ),
    "pack_stops_how": (
        "Zo is het wel te vragen: neem funding_ends op bij scenarios=.",
        "To ask it, add funding_ends to scenarios=.",
    ),
    "pack_stops_message": ("Het extra geld stopt in maand {months}.", "Additional money stops in month {months}."),
    "pack_left": (
        "{scenario}, weken met een ernstig probleem daarna: {change}.",
        "{scenario}, weeks with a serious problem after that: {change}.",
    ),
    "pack_left_unknown": (
        "{scenario}: over de tijd daarna valt niets te zeggen.",
        "{scenario}: nothing can be said about the time after.",
    ),
    "pack_stops_no_months": (
        "Zonder tabel per maand (study.tables=months) valt er over de tijd daarna niets te zeggen.",
        "Without a table by month (study.tables=months) nothing can be said about the time after.",
    ),
    # one household
    "pack_household": ("Hoe gaat het met één huishouden?", "How does one household fare?"),
    "pack_household_message": (
        "Eén huishouden in twee werelden laat zien hoe een verschil ontstaat, niet hoe groot het is.",
        "One household in two worlds shows how a difference comes about, not how large it is.",
    ),
    "pack_this_household": ("Dit huishouden", "This household"),
    "pack_household_grid": ("Het doorsnee geval in cijfers", "The typical case in numbers"),
    "pack_week": ("Week {week}: {text}", "Week {week}: {text}"),
    "pack_weeks_left": (
        "En daarna nog {number} gebeurtenissen; de tijdlijn toont ze.",
        "And {number} more after that; the timeline shows them.",
    ),
    # when it does not work
    "pack_fails": ("Wanneer werkt het niet?", "When does it not work?"),
    "pack_fails_message": (
        "Dat er minder ernstige problemen komen, is niet in elk wereldbeeld te zien: {names}.",
        "That there are fewer serious problems is not seen in every worldview: {names}.",
    ),
    "pack_untold": (
        "Met zo weinig doorrekeningen valt daarover niets te zeggen.",
        "With so few runs nothing can be said about that.",
    ),
    "pack_fails_nowhere": (
        "In elk doorgerekend wereldbeeld zijn er minder ernstige problemen. Dat zegt niets over wereldbeelden die er "
        "niet bij zijn.",
        "In every worldview that was run there are fewer serious problems. That says nothing of worldviews that were "
        "not.",
    ),
    "pack_fails_grid": ("Hoe vaak het niet werkt, en wanneer", "How often it does not work, and when"),
    "pack_fails_often": (
        "In {failing} van de {draws} trekkingen werkt het niet.",
        "It does not work in {failing} of {draws} draws.",
    ),
    "pack_fails_range": (
        "Van {draws} trekkingen werkt het niet in {least} (bij ‘{good}’) tot {most} (bij ‘{bad}’).",
        "Of {draws} draws it does not work in {least} (with ‘{good}’) to {most} (with ‘{bad}’).",
    ),
    "pack_fails_figure": (
        "De figuur trekt de grens anders: daar werkt het niet als er niet minder weken met een probleem zijn.",
        "The figure draws the line elsewhere: there it fails if there are not fewer weeks with a problem.",
    ),
    "pack_fails_command": (
        "Onder welke voorwaarden het misgaat, zoekt: {command}",
        "Under which conditions it fails is found by: {command}",
    ),
    # measuring
    "pack_measure": ("Wat eerst meten, en wanneer weten we het?", "What to measure first, and when could we know?"),
    "pack_measure_unknown": (
        "Wat meten waard is, zeggen alleen trekkingen van alle onbekenden (study=council).",
        "What measuring is worth can only be told from draws of all unknowns (study=council).",
    ),
    "pack_know": (
        "{what}: dat weten is tot {value} per jaar waard, als een {effect} minder {worth} waard is (alle betalers).",
        "{what}: knowing that is worth up to {value} a year, if a {effect} less is worth {worth} (all payers).",
    ),
    "pack_know_nothing": (
        "Deze trekkingen laten niet zien dat meer weten de keuze verandert.",
        "These draws do not show that knowing more would change the choice.",
    ),
    "pack_when_command": (
        "Na hoeveel maanden een gemeente die zelf telt het zou zien, zegt: {command}",
        "After how many months a council that counts by itself would see it is told by: {command}",
    ),
    # what is not known
    "pack_unknown": ("Wat weten we niet?", "What do we not know?"),
    "pack_unknown_message": (
        "Van de {total} getallen in het model zijn er {weak} niet nagegaan of aangenomen. Niemand heeft gemeten wat "
        "deze aanpak doet.",
        "Of the {total} numbers in the model {weak} are unverified or assumed. Nobody has measured what this approach "
        "does.",
    ),
    "pack_grades": ("Waarop de getallen van het model rusten", "What the numbers of the model rest on"),
    "pack_grade": ("Graad", "Grade"),
    "pack_grade_means": ("Betekenis", "Meaning"),
    "pack_grade_number": ("Aantal getallen", "Numbers"),
    "pack_grade_A": ("gemeld door een bron over de pilot zelf", "stated by a source on the pilot itself"),
    "pack_grade_B": ("gelezen in een openbare bron", "read in a public source"),
    "pack_grade_C": ("bekend, niet nagegaan", "known, unverified"),
    "pack_grade_D": ("aanname", "assumption"),
    "pack_made_up": (
        "Wat het model niet kent: buren die elkaar helpen buiten de aanpak om, de regio, en wat het volgende kabinet "
        "beslist.",
        "What the model does not know: neighbours who help outside the approach, the region, and what the next "
        "government decides.",
    ),
    # method
    "pack_method": ("Hoe is dit gemaakt?", "How was this made?"),
    "pack_method_message": (
        "Verzonnen huishoudens leven week voor week; hulp en wachttijd volgen uit banen, plaatsen, geld "
        "en samenwerking.",
        "Made-up households live week by week; help and waits follow from posts, places, money and cooperation.",
    ),
    "pack_method_model": (
        "Problemen komen, worden erger, raken elkaar en gaan over. Geen regel in het model zegt dat een effect kleiner "
        "wordt als geld stopt of de stad groot is: dat moet uit de rest volgen.",
        "Problems come, get worse, spread and go. No rule of the model says that an effect shrinks when money stops or "
        "the town is large: that must follow from the rest.",
    ),
    "pack_method_pairs": (
        "Elke wereld heeft dezelfde huishoudens met hetzelfde toeval. Wie niets van een keuze merkt, leeft in beide "
        "werelden hetzelfde leven.",
        "Every world has the same households with the same luck. Whoever a choice does not touch lives the same life "
        "in both.",
    ),
    "pack_method_worldviews": (
        "Optimistisch: coachen helpt problemen sneller over te gaan. Geen effect: coachen verandert alleen wie waar "
        "binnenkomt. Ongunstig: geen effect, en enige schade.",
        "Optimistic: coaching makes problems go sooner. No effect: coaching changes only who gets in where. Adverse: "
        "no effect, and some harm.",
    ),
    "pack_method_evidence": (
        "Minder of meer staat er alleen als het 95%-interval van het gepaarde verschil nul uitsluit.",
        "Fewer or more is said only where the 95% interval of the paired difference excludes zero.",
    ),
    "pack_method_plan": (
        "{runs} doorrekeningen van {years} jaar, na {warm_up} jaar inlopen, met {households} huishoudens; beginwaarde "
        "{seed}. Dezelfde instellingen geven dezelfde getallen.",
        "{runs} runs of {years} years, after {warm_up} years of warming up, with {households} households; seed "
        "{seed}. The same settings give the same numbers.",
    ),
    "pack_sources": ("Bronnen van graad A en B: {sources}.", "Sources of grade A and B: {sources}."),
    # keys of the workbook
    "pack_keys": ("Sleutels", "Keys"),
    "pack_key_study": ("studie", "study"),
    "pack_key_hash": ("sleutel van de studie", "key of the study"),
    "pack_key_town": ("gemeente", "municipality"),
    "pack_key_date": ("bron", "source"),
    "pack_key_years": ("jaren", "years"),
    "pack_key_scenario": ("scenario {scenario}", "scenario {scenario}"),
    "pack_key_engine": ("versie van het model", "version of the model"),
    "pack_key_warning": ("let op", "note"),
    "pack_no_forecast": ("simulatie, geen voorspelling", "a simulation, not a forecast"),
    "pack_sheet": ("blad", "sheet"),
    "pack_what": ("wat het toont", "what it shows"),
}
"""name: Dutch, English; words in braces are filled in"""
