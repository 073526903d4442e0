"""Words of the charts about what is not known: what moves the answer, when it fails, where it holds, what is best."""

CERTAINTY_TEXTS: dict[str, tuple[str, str]] = {
    # what moves the answer
    "driver_problem_weeks": ("Weken met een probleem", "Weeks with a problem"),
    "driver_total_cost_eur": ("Kosten voor alle betalers", "Cost to all payers"),
    "driver_subject_problem_weeks": ("problemen", "problems"),
    "driver_subject_total_cost_eur": ("kosten", "cost"),
    "driver_title": (
        "Wat bepaalt het antwoord bij ‘{scenario}’{where}? {parts}.",
        "What decides the answer with ‘{scenario}’{where}? {parts}.",
    ),
    "driver_where": (" in wereldbeeld ‘{worldview}’", " in worldview ‘{worldview}’"),
    "driver_none": ("voor {subject} steekt niets boven toeval uit", "for {subject} nothing stands out above chance"),
    "driver_some": ("voor {subject}: {names}", "for {subject}: {names}"),
    "driver_worldview": (
        "wat men van de aanpak gelooft (wereldbeeld)",
        "what one believes of the approach (worldview)",
    ),
    "driver_worldview_row": ("Wereldbeeld: {low} tot {high}", "Worldview: {low} to {high}"),
    "driver_note": (
        "Balk: hoeveel het verschil met {reference} in {years} jaar meer of minder wordt als een onbekende van laag "
        "naar hoog gaat (van 10% naar 90%); streep: 95%-interval. Blauw steekt boven toeval uit, grijs kan toeval "
        "zijn: van {unknowns} onbekenden in {draws} trekkingen lijkt er altijd wel een iets te doen. Links: minder; "
        "rechts: meer.",
        "Bar: how much more or less the difference from {reference} over {years} years is when an unknown goes from "
        "low to high (10% to 90%); line: 95% interval. Blue stands out above chance, grey may be chance: of "
        "{unknowns} unknowns in {draws} draws some always seem to matter. Left: less; right: more.",
    ),
    "driver_note_tested": (
        "Balk: hoeveel het verschil met {reference} in {years} jaar meer of minder wordt als een onbekende van laag "
        "naar hoog gaat en al het andere gelijk blijft; streep: 95%-interval. Blauw steekt boven toeval uit, grijs "
        "kan toeval zijn. Links: minder; rechts: meer. Een onbekende die niet is bewogen, kan ook iets doen.",
        "Bar: how much more or less the difference from {reference} over {years} years is when an unknown goes from "
        "low to high and all else stays; line: 95% interval. Blue stands out above chance, grey may be chance. Left: "
        "less; right: more. An unknown that was not moved may matter too.",
    ),
    "driver_alt": ("{title} Staafdiagram. {parts}", "{title} Bar chart. {parts}"),
    "driver_alt_panel": ("{outcome}: {rows}.", "{outcome}: {rows}."),
    "driver_alt_row": ("{unknown} {effect}", "{unknown} {effect}"),
    "driver_range": ("{low} tot {high} {unit}", "{low} to {high} {unit}"),
    "driver_unit_problem_weeks": ("weken", "weeks"),
    "driver_unit_total_cost_eur": ("euro", "euros"),
    "driver_native_unit": (
        "{unit}: wat het verschil verandert als een onbekende van laag naar hoog gaat",
        "{unit}: how the difference changes when an unknown goes from low to high",
    ),
    "driver_column_outcome": ("uitkomst", "outcome"),
    "driver_column_unknown": ("onbekende", "unknown"),
    "driver_column_effect": ("van laag naar hoog", "from low to high"),
    "driver_column_low": ("ondergrens 95%", "low 95%"),
    "driver_column_high": ("bovengrens 95%", "high 95%"),
    "driver_sure": ("steekt boven toeval uit", "stands out above chance"),
    "driver_unsure": ("kan toeval zijn", "may be chance"),
    "driver_column_sure": ("boven toeval", "above chance"),
    "driver_column_range": ("van waarde tot waarde", "from value to value"),
    # when it does not work
    "fails_title_found": (
        "In deze trekkingen werkt ‘{scenario}’ vooral niet bij {conditions}.",
        "In these draws ‘{scenario}’ fails mostly with {conditions}.",
    ),
    "fails_title_always": (
        "{scenarios}: werkt in geen van de {draws} trekkingen.",
        "{scenarios}: works in none of {draws} draws.",
    ),
    "fails_title_count": (
        "‘{scenario}’ werkt niet in {failing} van de {draws} trekkingen",
        "‘{scenario}’ fails in {failing} of {draws} draws",
    ),
    "fails_title_unknown": (
        "{counts}. Een voorwaarde waaronder dat vooral gebeurt, is niet gevonden.",
        "{counts}. No condition was found under which that mostly happens.",
    ),
    "fails_title_none": (
        "Er is geen voorwaarde gevonden waaronder het vooral niet werkt.",
        "No condition was found under which it fails mostly.",
    ),
    "fails_note": (
        "‘Werkt niet’: niet minder weken met een probleem {place} dan met {reference}, gemiddeld over de "
        "doorrekeningen van een trekking; {draws} trekkingen van alle onbekenden. Tenzij er iets anders staat, zijn "
        "voorwaarden gezocht in dezelfde trekkingen en niet op nieuwe getoetst: lees ze als vermoeden.",
        "‘Fails’: not fewer weeks with a problem {place} than with {reference}, on average over the runs of a draw; "
        "{draws} draws of all unknowns. Unless said otherwise, conditions were looked for in the same draws and not "
        "checked on new ones: read them as a suspicion.",
    ),
    "fails_dots": ("Stip: aandeel; streep: 95%-interval.", "Dot: share; line: 95% interval."),
    "fails_axis": ("werkt niet, in procenten van de trekkingen", "fails, in per cent of the draws"),
    "fails_count": ("werkt niet in {failing} van de {draws} trekkingen", "fails in {failing} of {draws} draws"),
    "fails_by": ("per wereldbeeld: {parts}", "by worldview: {parts}"),
    "fails_by_part": ("{worldview} {failing} van {draws}", "{worldview} {failing} of {draws}"),
    "fails_box": (
        "vooral bij {conditions}: daar mislukt het in {failing} van de {inside} trekkingen; van de {all} mislukkingen "
        "vallen er {failing} daarin",
        "mostly with {conditions}: there it fails in {failing} of {inside} draws; of the {all} failures {failing} are "
        "there",
    ),
    "fails_checked": (
        "vooral bij {conditions}: daar mislukt het in {failing} van de {inside} nieuwe trekkingen; van de {all} "
        "mislukkingen vallen er {failing} daarin",
        "mostly with {conditions}: there it fails in {failing} of {inside} new draws; of the {all} failures {failing} "
        "are there",
    ),
    "fails_unconfirmed": (
        "gevonden maar op nieuwe trekkingen niet bevestigd: {conditions} (daar mislukt het in {failing} van de "
        "{inside}; van de {all} mislukkingen vallen er {failing} daarin)",
        "found but not confirmed on new draws: {conditions} (there it fails in {failing} of {inside}; of the {all} "
        "failures {failing} are there)",
    ),
    "fails_no_box": ("geen voorwaarde die toeval overtreft", "no condition that beats chance"),
    "fails_few": ("te weinig gevallen om voorwaarden te zoeken", "too few cases to look for conditions"),
    "fails_above": ("{unknown} boven {low}{unit}", "{unknown} above {low}{unit}"),
    "fails_below": ("{unknown} onder {high}{unit}", "{unknown} below {high}{unit}"),
    "fails_between": ("{unknown} tussen {low} en {high}{unit}", "{unknown} between {low} and {high}{unit}"),
    "fails_worldview": ("wereldbeeld {worldviews}", "worldview {worldviews}"),
    "fails_unit": (" {unit}", " {unit}"),
    "fails_alt": (
        "{title} Per scenario een stip met een streep. {parts}",
        "{title} A dot with a line for each scenario. {parts}",
    ),
    "fails_share": ("werkt niet (%)", "fails (%)"),
    "fails_column_scenario": ("scenario", "scenario"),
    "fails_column_failing": ("werkt niet", "fails"),
    "fails_column_draws": ("trekkingen", "draws"),
    "fails_column_low": ("ondergrens 95% (%)", "low 95% (%)"),
    "fails_column_high": ("bovengrens 95% (%)", "high 95% (%)"),
    "fails_column_found": ("voorwaarden", "conditions"),
    # where it holds
    "holds_title_all_less": (
        "Minder ernstige problemen in alle wereldbeelden bij {scenarios}.",
        "Fewer serious problems in all worldviews with {scenarios}.",
    ),
    "holds_title_all_more": (
        "Meer ernstige problemen in alle wereldbeelden bij {scenarios}.",
        "More serious problems in all worldviews with {scenarios}.",
    ),
    "holds_title_some_less": (
        "Minder ernstige problemen in sommige wereldbeelden bij {scenarios}.",
        "Fewer serious problems in some worldviews with {scenarios}.",
    ),
    "holds_title_some_more": (
        "Meer ernstige problemen in sommige wereldbeelden bij {scenarios}.",
        "More serious problems in some worldviews with {scenarios}.",
    ),
    "holds_title_opposite": (
        "Minder of juist meer ernstige problemen, dat hangt van het wereldbeeld af bij {scenarios}.",
        "Fewer or more serious problems, depending on the worldview, with {scenarios}.",
    ),
    "holds_title_none": (
        "In geen enkel wereldbeeld een verschil in ernstige problemen te zien bij {scenarios}.",
        "In no worldview a difference in serious problems to be seen with {scenarios}.",
    ),
    "holds_title_unknown": (
        "Over wereldbeelden valt niets te zeggen bij {scenarios}: te weinig doorrekeningen.",
        "Nothing can be said about worldviews with {scenarios}: too few runs.",
    ),
    "holds_topic": ("Ernstige problemen", "Serious problems"),
    "holds_count_all_less": ("minder in alle wereldbeelden bij {count}", "fewer in all worldviews with {count}"),
    "holds_count_all_more": ("meer in alle wereldbeelden bij {count}", "more in all worldviews with {count}"),
    "holds_count_some_less": ("minder in sommige wereldbeelden bij {count}", "fewer in some worldviews with {count}"),
    "holds_count_some_more": ("meer in sommige wereldbeelden bij {count}", "more in some worldviews with {count}"),
    "holds_count_opposite": (
        "minder of meer, naar het wereldbeeld, bij {count}",
        "fewer or more, by worldview, with {count}",
    ),
    "holds_count_none": ("geen verschil te zien bij {count}", "no difference to be seen with {count}"),
    "holds_count_unknown": ("niets te zeggen bij {count}", "nothing can be said with {count}"),
    "holds_scenarios": ("{count} van de {number} scenario’s", "{count} of {number} scenarios"),
    "holds_in_all": ("houdt stand in alle wereldbeelden", "holds in all worldviews"),
    "holds_in_some": (
        "houdt stand in {count} van de {number} wereldbeelden",
        "holds in {count} of {number} worldviews",
    ),
    "holds_in_opposite": ("keert om tussen wereldbeelden", "turns round between worldviews"),
    "holds_in_none": ("geen verschil te zien", "no difference to be seen"),
    "holds_in_unknown": ("niet te zeggen", "cannot be told"),
    "holds_unit": (
        "weken met een ernstig probleem, verschil met {reference}",
        "weeks with a serious problem, difference from {reference}",
    ),
    "holds_note": (
        "Verschil met {reference} over {years} jaar {place}, met 95%-interval. Blauw: minder; oranje: meer; grijs: "
        "geen verschil dat de doorrekeningen kunnen tonen. Meer kosten is duurder.",
        "Difference from {reference} over {years} years {place}, with 95% interval. Blue: less; orange: more; grey: "
        "no difference that the runs can show. More cost is dearer.",
    ),
    "holds_alt": ("{title} Tabel. {parts}", "{title} Table. {parts}"),
    "holds_alt_part": ("{scenario}, {outcome}: {cells}.", "{scenario}, {outcome}: {cells}."),
    "holds_alt_cell": ("{worldview} {what}", "{worldview} {what}"),
    "holds_column": ("Houdt stand in", "Holds in"),
    "holds_serious_weeks": ("weken met een ernstig probleem", "weeks with a serious problem"),
    "holds_total_cost_eur": ("kosten, alle betalers", "cost, all payers"),
    # what is best
    "accept_always": (
        "Tot € {most} voor een week zonder probleem komt ‘{scenario}’ {payer} het vaakst als beste uit de trekkingen.",
        "Up to €{most} for a week without a problem ‘{scenario}’ comes out best most often {payer}.",
    ),
    "accept_tied": (
        "Geen keuze komt {payer} vaker als beste uit de trekkingen dan een andere.",
        "No choice comes out best more often than another {payer}.",
    ),
    "accept_turns": (
        "Wat het vaakst het beste uitkomt {payer}, hangt af van wat een week zonder probleem waard is: {parts}.",
        "What comes out best most often {payer} depends on what a week without a problem is worth: {parts}.",
    ),
    "accept_many": (
        "Wat het vaakst het beste uitkomt {payer}, hangt af van wat een week zonder probleem waard is: het wisselt "
        "tussen {parts}.",
        "What comes out best most often {payer} depends on what a week without a problem is worth: it changes between "
        "{parts}.",
    ),
    "accept_rest": (
        "Dun en grijs: {number} keuzes die nergens het vaakst het beste zijn.",
        "Thin and grey: {number} choices that are nowhere best most often.",
    ),
    "accept_until": ("tot € {worth} ‘{scenario}’", "up to €{worth} ‘{scenario}’"),
    "accept_from": ("vanaf € {worth} ‘{scenario}’", "from €{worth} on ‘{scenario}’"),
    "accept_payer_all": ("voor alle betalers samen", "for all payers together"),
    "accept_payer_municipality": ("voor de gemeente", "for the municipality"),
    "accept_note": (
        "Hoe vaak elke keuze het beste uitkomt in {draws} trekkingen van alle onbekenden, naar wat een week minder "
        "met een probleem waard is. Die waarde kiest u zelf: er is geen prijs voor. Vaak het beste is niet zeker het "
        "beste. Toeval is eruit gehaald waar dat kan.",
        "How often each choice comes out best in {draws} draws of all unknowns, by what a week less with a problem is"
        " worth. You choose that worth yourself: it has no price. Best most often is not surely best. Chance is taken"
        " out where that can be done.",
    ),
    "accept_axis": ("waard per week minder met een probleem, in euro", "worth of a week less with a problem, in euros"),
    "accept_share": ("beste in hoeveel van de 100 trekkingen", "best in how many of 100 draws"),
    "accept_alt": ("{title} Lijnen. {parts}", "{title} Lines. {parts}"),
    "accept_alt_part": ("{payer}: {cells}.", "{payer}: {cells}."),
    "accept_alt_cell": ("{scenario} van {first} naar {last} van de 100", "{scenario} from {first} to {last} of 100"),
    "accept_unit": ("vaakst het beste, van de 100 trekkingen", "best most often, of 100 draws"),
    "accept_across": ("waarde van een week minder met een probleem", "worth of a week less with a problem"),
    "accept_column_payer": ("betaler", "payer"),
    "accept_column_worth": ("waard (euro)", "worth (euros)"),
    "accept_column_option": ("keuze", "choice"),
    "accept_column_share": ("beste (%)", "best (%)"),
}
"""name: Dutch, English; words in braces are filled in"""
