"""The words of the register of numbers, and of the guards against wishful reading."""

EVIDENCE_TEXTS: dict[str, tuple[str, str]] = {
    # the register
    "register_title": (
        "Register: elk getal, hoe zeker het is en wat het beweegt",
        "Register: every number, how sure it is and what it moves",
    ),
    "register_of": (
        "{town} ({households} huishoudens), {scenario}, wereldbeeld {worldview}, {years} jaar",
        "{town} ({households} households), {scenario}, worldview {worldview}, {years} years",
    ),
    "register_count": (
        "{number} getallen waarmee het model rekent: {grades}. Daarnaast {others}.",
        "{number} numbers that the model calculates with: {grades}. Beside them {others}.",
    ),
    "grades_meaning": (
        "A: staat in een bron over de pilot. B: gelezen in een openbare bron. C: bekend, niet nagegaan. D: aanname, "
        "of met aannames afgeleid of gefit.",
        "A: stated by a source on the pilot. B: read in a public source. C: known, not verified. D: an assumption, or "
        "derived or fitted with assumptions.",
    ),
    "register_rule": (
        "Getrokken wordt tussen laag en hoog. Een lager cijfer maakt een marge nooit smaller: bij C is hij ten minste "
        "{c}% van de waarde breed, bij D {d}% (docs/evidence.md). Verbreed: {widened}.",
        "Numbers are drawn between low and high. A lower grade never narrows a range: for C it is at least {c}% of "
        "the value wide, for D {d}% (docs/evidence.md). Widened: {widened}.",
    ),
    "screening_note": (
        "Beweegt: een verkenning met {runs} doorrekeningen per uiteinde; elk getal alleen van laag naar hoog, al "
        "het andere op de centrale waarde, met hetzelfde geluk. Genoemd is wat verder beweegt dan {errors} "
        "standaardfouten (over alle getallen samen geschat); bij toeval alleen is dat ongeveer een op de "
        "tweeduizend. Wat er niet staat, kan nog steeds iets bewegen: minder dan {runs} doorrekeningen kunnen "
        "tonen, of samen met iets anders. Eerst wat het beweegt aan het verschil dat {scenario} maakt, na de "
        "streep wat het beweegt aan {reference} zelf.",
        "Moves: a screening with {runs} runs at each end; each number alone from low to high, all else at its central "
        "value, with the same luck. Named is what moves further than {errors} standard errors (pooled over all "
        "numbers), by chance alone about one in two thousand. What is not named may still move something: less than "
        "{runs} runs can show, or together with something else. First what it moves of the difference that {scenario} "
        "makes, after the bar what it moves of {reference} itself.",
    ),
    "screening_idle": (
        "{number} getallen bewegen in deze stad en dit scenario niets aan deze uitkomsten.",
        "{number} numbers move none of these outcomes in this town and scenario.",
    ),
    "register_label": ("wat", "what"),
    "register_name": ("naam", "name"),
    "register_value": ("waarde", "value"),
    "register_range": ("laag–hoog", "low–high"),
    "register_drawn": ("getrokken tussen", "drawn between"),
    "register_distribution": ("verdeling", "distribution"),
    "distribution_fixed": ("vast", "fixed"),
    "distribution_uniform": ("gelijkmatig", "uniform"),
    "distribution_loguniform": ("loguniform", "loguniform"),
    "distribution_triangular": ("driehoek", "triangular"),
    "register_unit": ("eenheid", "unit"),
    "register_grade": ("cijfer", "grade"),
    "register_source": ("bron en toelichting", "source and note"),
    "register_used": ("gelezen door", "read by"),
    "register_moves": ("beweegt", "moves"),
    "register_role": ("rol", "role"),
    "register_about": ("pilot of scenario", "pilot or scenario"),
    "register_denominator": ("op de", "of"),
    "register_fitted": ("gefit", "fitted"),
    "register_at": ("bij laag → bij hoog", "at low → at high"),
    "register_all": ("Alles, met bronnen: {page}", "All of it, with sources: {page}"),
    "moves_nothing": ("niets", "nothing"),
    "moves_unseen": ("–", "–"),
    "role_drawn": ("getrokken", "drawn"),
    "role_input": ("achter een getal, hefboom of stad", "behind a number, lever or town"),
    "role_check": ("alleen ter controle", "check only"),
    "role_background": ("achtergrond", "background"),
    "role_calibrate": ("doel om op te fitten", "target to fit to"),
    "role_test": ("doel om te toetsen", "target to test"),
    "role_by_construction": ("doel dat vanzelf klopt", "target met by construction"),
    "short_total_cost_eur": ("kosten", "cost"),
    "short_cost_municipality_eur": ("gemeente", "municipality"),
    "short_problem_weeks": ("problemen", "problems"),
    "short_crises": ("crises", "crises"),
    "short_mean_wait_weeks": ("wachten", "wait"),
    "short_mean_wait_specialist_weeks": ("wachten specialist", "specialist wait"),
    "short_reached_share": ("bereik", "reach"),
    "of_difference": ("het verschil dat {scenario} maakt", "the difference that {scenario} makes"),
    "of_usual_care": ("{scenario}", "{scenario}"),
    # bands by grade
    "grades_title": (
        "Waar komt de onzekerheid vandaan: verschil dat {scenario} maakt",
        "Where uncertainty comes from: the difference that {scenario} makes",
    ),
    "grades_note": (
        "{town}, {years} jaar, wereldbeeld {worldview}. Streep: 90% van {draws} trekkingen (elk het gemiddelde "
        "van {runs} doorrekeningen, dus met wat toeval); stip: gemiddelde.\nDezelfde trekkingen, met de andere "
        "getallen op hun centrale waarde. Rechts: deel van de variantie tussen trekkingen, zonder toeval "
        "[90%-interval];\ndelen hoeven niet op te tellen tot 100%, want getallen werken samen en zijn geschat.",
        "{town}, {years} years, worldview {worldview}. Line: 90% of {draws} draws (each the mean of {runs} runs, so "
        "with some luck); dot: mean.\nThe same draws, with the other numbers at their central values. Right: part of "
        "the variance between draws, luck taken out [90% interval];\nparts need not add up to 100%, as numbers work "
        "together and parts are estimates.",
    ),
    "grades_unsaid": (
        "Van de spreiding van {outcome} is niet te zeggen waar zij vandaan komt: toeval overheerst.",
        "Where the spread of {outcome} comes from cannot be told: chance prevails.",
    ),
    "varied_all": ("alle getallen", "all numbers"),
    "varied_facts": ("alleen A en B", "A and B only"),
    "varied_assumptions": ("alleen C en D", "C and D only"),
    "grades_share": ("{share}% [{low}–{high}]", "{share}% [{low}–{high}]"),
    "grades_untold": ("toeval overheerst", "chance prevails"),
    "grades_sentence": (
        "Van de spreiding van {outcome} komt {share}% [{low}–{high}] alleen uit getallen van C en D; uit A en B "
        "alleen {facts}%.",
        "Of the spread of {outcome}, {share}% [{low}–{high}] comes from numbers of C and D alone; from A and B alone "
        "{facts}%.",
    ),
    # guards
    "guards_title": (
        "Wat een pilot lijkt te doen, en wat hij in de simulatie doet",
        "What a pilot seems to do, and what it does in the simulation",
    ),
    "guard_cohort": (
        "1. Cliënten voor en na, met dezelfde huishoudens zonder coach ernaast",
        "1. Clients before and after, beside the same households without a coach",
    ),
    "guard_clients": ("cliënten per doorrekening", "clients a run"),
    "guard_problems": ("Problemen per cliënt (levensdomeinen)", "Problems of a client (life domains)"),
    "guard_serious": ("Cliënten met een ernstig probleem (%)", "Clients with a serious problem (%)"),
    "guard_before": ("bij opening van de zaak", "when the case opened"),
    "guard_after": ("een jaar later", "a year later"),
    "guard_naive": ("voor-na: wat de gemeente ziet", "before-after: what the council sees"),
    "guard_usual": ("zelfde huishoudens, zonder coach", "same households, without a coach"),
    "guard_true": ("wat de coach verschil maakt", "what the coach changes"),
    "guard_cohort_note": (
        "Wie hulp krijgt, heeft op dat moment meer problemen dan anders; een deel gaat vanzelf of met gewone "
        "hulp weer over. De laatste regel vergelijkt elk huishouden met zichzelf in dezelfde weken en met "
        "hetzelfde geluk; alleen die regel is een effect. Over {runs} doorrekeningen, 95%-interval van toeval; "
        "cliënten die verhuisden zijn niet gevolgd.",
        "People who get help have more problems then than at other times; some of it passes by itself or with usual "
        "care. The last line compares each household with itself in the same weeks and with the same luck; only that "
        "line is an effect. Over {runs} runs, 95% interval of chance; clients who moved away are not followed.",
    ),
    "guard_naive_said": (
        "{worldview}: cliënten hebben een jaar later {naive} problemen minder; zonder coach waren dat er {usual} "
        "minder geweest.",
        "{worldview}: a year later clients have {naive} fewer problems; without a coach it would have been {usual} "
        "fewer.",
    ),
    "guard_no_clients": (
        "{scenario} heeft in de pilotwijk geen cliënten van wie een jaar later te meten is.",
        "{scenario} has no clients in the pilot neighbourhood that can be measured a year later.",
    ),
    "guard_access": (
        "2. Verschil in weken met een probleem in de pilotwijk: van de aanpak zelf of van toegang",
        "2. Difference in weeks with a problem in the pilot: of the approach itself or of access",
    ),
    "guard_all": ("gepaard verschil", "paired difference"),
    "guard_own": ("  als instanties niemand helpen", "  where agencies help nobody"),
    "guard_exactly_zero": ("precies 0", "exactly 0"),
    "said_access": (
        "{worldview}: de aanpak neemt zelf niets weg (precies 0 in alle {pairs} paren); het verschil van {all} weken "
        "is toegang.",
        "{worldview}: the approach itself takes nothing away (exactly 0 in all {pairs} pairs); the difference of "
        "{all} weeks is access.",
    ),
    "said_nothing": (
        "{worldview}: de aanpak neemt zelf niets weg (precies 0 in alle {pairs} paren), en ook toegang maakt "
        "geen verschil dat de doorrekeningen kunnen tonen.",
        "{worldview}: the approach itself takes nothing away (exactly 0 in all {pairs} pairs), and access makes no "
        "difference that the runs can show.",
    ),
    "said_zero": (
        "{worldview}: het verschil is precies 0 in alle {pairs} paren. Aan problemen is niets veranderd, hoe "
        "goed de voor-na-cijfers bij 1 er ook uitzien.",
        "{worldview}: the difference is exactly 0 in all {pairs} pairs. Nothing about problems has changed, however "
        "good the before-after figures at 1 look.",
    ),
    "said_own": (
        "{worldview}: van het verschil van {all} weken komt ongeveer {own} door de aanpak zelf.",
        "{worldview}: of the difference of {all} weeks the approach itself makes about {own}.",
    ),
    "said_harm": (
        "{worldview}: door de aanpak zelf zijn er {own} weken bij; samen met de toegang is het verschil {all}.",
        "{worldview}: the approach itself adds {own} weeks; together with access the difference is {all}.",
    ),
    "said_unclear": (
        "{worldview}: of de aanpak zelf iets doet, kunnen de doorrekeningen niet tonen.",
        "{worldview}: whether the approach itself does anything the runs cannot show.",
    ),
    "guard_label": ("dus", "so it is"),
    "label_access": ("toegang", "access"),
    "label_zero": ("niets", "nothing"),
    "label_own": ("de aanpak zelf", "the approach itself"),
    "label_harm": ("toegang en schade", "access and harm"),
    "label_unclear": ("niet te zeggen", "cannot be told"),
    "label_nothing": ("geen effect te zien", "no effect to be seen"),
    "guard_access_note": (
        "De tweede regel is dezelfde gemeente waar zorg van instanties niemand helpt, ook zonder coaches niet. "
        "Wat daar overblijft, doet de aanpak zelf; is dat in elke doorrekening precies nul, dan is al het "
        "verschil toegang: mensen komen eerder, later of vaker bij instanties. Bij een aanpak die zelf iets doet "
        "is het verschil tussen de twee regels alleen bij benadering toegang.",
        "The second line is the same town where care at agencies helps nobody, nor without coaches. What is left "
        "there the approach does itself; if that is exactly zero in every run, all of the difference is access: "
        "people get to agencies sooner, later or more often. Where an approach does something itself, what lies "
        "between the two lines is access only roughly.",
    ),
    "guard_found": (
        "3. Weken met een probleem: voorkomen bij wie al bekend was, naast gevonden nood (pilotwijk)",
        "3. Weeks with a problem: prevented in those known already, beside need that was found (pilot)",
    ),
    "guard_direct_weeks": ("weken: al bekend", "weeks: known already"),
    "guard_found_weeks": ("weken: gevonden nood", "weeks: found need"),
    "guard_queue_weeks": ("weken: alleen de rij gevoeld", "weeks: felt the queue only"),
    "guard_found_note": (
        "Bekend is wie in gewone hulp ook om hulp vroeg, gesignaleerd werd of geholpen werd. Gevonden nood is geen "
        "voorkomen nood: hij was er al, en hulp ervoor kost eerst geld (zie 4).",
        "Known are those who in usual care also asked, were signalled or were helped. Need that is found is not need "
        "that is prevented: it was there, and help for it costs money first (see 4).",
    ),
    "guard_cash": (
        "4. Geld, hele gemeente en alle betalers, € 1.000: wat wordt echt minder betaald",
        "4. Money, whole town and all payers, € 1,000: what is really paid less",
    ),
    "cash_direct": ("zorg en uitkering: al bekend", "care and benefits: known already"),
    "cash_found": ("zorg en uitkering: gevonden nood", "care and benefits: found need"),
    "cash_queue": ("zorg en uitkering: anderen in de rij", "care and benefits: others in the queue"),
    "cash_idle": ("lege plaatsen die betaald blijven", "empty places that stay paid"),
    "cash_approach": ("de aanpak zelf", "the approach itself"),
    "cash_cash": ("samen: wat echt wordt betaald", "together: what is really paid"),
    "guard_cash_note": (
        "Een plaats die leegkomt wordt door een ander gebruikt of staat leeg en wordt doorbetaald: minder zorg is pas "
        "geld als de instantie krimpt. De regels tellen op tot de laatste (op afronding na).",
        "A place that falls free is used by somebody else, or stands empty and is still paid: less care is only money "
        "when the agency shrinks. The lines add up to the last (but for rounding).",
    ),
    "guard_cash_said": (
        "{worldview}: wat bekende huishoudens kosten verschilt € {paper}; wat er echt wordt betaald, de aanpak zelf "
        "niet meegeteld, verschilt € {cash}.",
        "{worldview}: what known households cost differs by € {paper}; what is really paid, apart from the approach "
        "itself, differs by € {cash}.",
    ),
    "guard_conclusions": (
        "5. Wat houdt stand ({scope})",
        "5. What holds ({scope})",
    ),
    "holds_all": ("in alle wereldbeelden", "in all worldviews"),
    "holds_some": ("in sommige", "in some"),
    "holds_none": ("in geen enkele", "in none"),
    "holds_untold": ("niet te zeggen", "cannot be told"),
    "guard_holds": ("houdt stand", "holds"),
    "guard_difference": ("verschil met {reference}", "difference from {reference}"),
    "guard_marks_note": (
        "Stand houdt een verschil waarvan het 95%-interval nul uitsluit, in elk wereldbeeld dezelfde kant op. In "
        "geen enkele: de doorrekeningen kunnen geen verschil tonen; dat is niet hetzelfde als geen verschil.",
        "A difference holds whose 95% interval excludes zero, in every worldview in the same direction. In none: the "
        "runs can show no difference, which is not the same as no difference.",
    ),
    "guards_end": (
        "Geen gecontroleerd onderzoek heeft gemeten wat deze aanpak doet; wereldbeelden zijn aannames. Een uitkomst "
        "die maar in sommige wereldbeelden standhoudt, is zo zeker als het wereldbeeld.",
        "No controlled study has measured what this approach does; worldviews are assumptions. A finding that holds "
        "in some worldviews only is as sure as the worldview.",
    ),
}
"""name: Dutch, English; words in braces are filled in"""
