"""The words of break-even, margins and optimisation."""

PLANNING_TEXTS: dict[str, tuple[str, str]] = {
    "even_payer_all": ("alle betalers samen", "all payers together"),
    "even_payer_municipality": ("de gemeente", "the municipality"),
    "even_payer_insurer": ("de zorgverzekeraar", "the health insurer"),
    "even_payer_care_office": ("het zorgkantoor", "the care office"),
    "even_payer_corporations": ("de woningcorporaties", "the housing associations"),
    "even_payer_central_government": ("het rijk", "central government"),
    "even_payer_province": ("de provincie", "the province"),
    "even_payer_funders": ("de subsidiegevers", "the funders"),
    "even_where": (
        "{scenario}, tegen {reference}, kosten over {years} jaar, {place}. Elke instelling is apart gevarieerd.",
        "{scenario}, against {reference}, cost over {years} years, {place}. Each setting was varied by itself.",
    ),
    # what can be set, in plain words
    "lever_coaches.mandate": ("het mandaat van de wijkcoach", "the coach's mandate"),
    "lever_coaches.caseload_per_fte": (
        "het aantal huishoudens per voltijdcoach",
        "the number of households per full-time coach",
    ),
    "lever_coaches.substitution": (
        "het deel van de coach-uren uit bestaande hulp",
        "the share of coach hours out of existing help",
    ),
    "lever_coaches.fte_per_10000_households": (
        "wijkcoaches (fte per 10.000 huishoudens)",
        "coaches (fte per 10,000 households)",
    ),
    "lever_intakers.fte_per_10000_households": (
        "intakers (fte per 10.000 huishoudens)",
        "intakers (fte per 10,000 households)",
    ),
    "lever_assistants.fte_per_10000_households": (
        "buurtassistenten (fte per 10.000 huishoudens)",
        "assistants (fte per 10,000 households)",
    ),
    "lever_circles.circles_per_10000_households": (
        "buurtcirkels per 10.000 huishoudens",
        "circles per 10,000 households",
    ),
    "even_head": ("{setting} ({low} tot {high}, nu {now})", "{setting} ({low} to {high}, now {now})"),
    "even_changing": ("wisselend", "changing"),
    "even_from": ("vanaf {value} {bounds}", "from {value} {bounds}"),
    "even_up_to": ("tot {value} {bounds}", "up to {value} {bounds}"),
    "even_everywhere": ("overal", "everywhere"),
    "even_nowhere": ("nergens", "nowhere"),
    "even_in_parts": ("wisselt bij {values}", "changes at {values}"),
    "even_unsure": ("{text}, niet zeker", "{text}, not certain"),
    "even_holds": (
        "{scenario}, voor {payer}: de doorrekeningen laten zien dat het zich terugverdient {parts}.",
        "{scenario}, for {payer}: the runs show that it pays {parts}.",
    ),
    "planning_or": (" of ", " or "),
    "even_part": ("{where} door {settings} te veranderen", "{where} by changing {settings}"),
    "even_in_all": ("in alle wereldbeelden", "in all worldviews"),
    "even_in_some": ("alleen in {where}", "only in {where}"),
    "even_in_no": ("in geen enkel wereldbeeld", "in no worldview"),
    "even_untold": (
        "{scenario}, voor {payer}: met één doorrekening valt niets aan te tonen.",
        "{scenario}, for {payer}: one run can show nothing.",
    ),
    "even_read": (
        "Het verdient zich terug waar de betaler niet meer uitgeeft dan bij {reference}. Tussen haakjes de waarden "
        "waarbij het 95%-interval van het kostenverschil nul omvat; < en > betekenen: verder dan is bekeken. Tussen "
        "twee bekeken waarden is een rechte lijn aangenomen. Niet zeker: het interval laat nul toe.",
        "It pays where the payer spends no more than in {reference}. In brackets the values at which the 95% interval"
        " of the difference in cost includes zero; < and > mean: beyond what was looked at. Between two values that "
        "were looked at a straight line is taken. Not certain: the interval admits zero.",
    ),
    "even_money": (
        "Terugverdienen gaat over geld van deze betaler alleen. Het zegt niets over wat bewoners er aan hebben.",
        "Paying is about the money of this payer alone. It says nothing about what residents gain.",
    ),
    "even_title_of": ("Kosten voor {payer}: {scenario}", "Cost to {payer}: {scenario}"),
    "even_note": (
        "Verschil met {reference} over {years} jaar, {place}, € {size}. Onder nul verdient het zich terug. Band: "
        "95%-interval ({covers}). Stip: waar het omslaat. Stippellijn: de waarde nu.",
        "Difference from {reference} over {years} years, {place}, € {size}. Below zero it pays. Band: 95% interval "
        "({covers}). Dot: where it turns. Dotted line: the value now.",
    ),
    "covers_chance_short": ("toeval", "chance"),
    "covers_chance and unknowns_short": ("toeval en onbekenden", "chance and unknowns"),
    "covers_nothing_short": ("geen interval", "no interval"),
    "answers_cover": (
        "Elk interval dekt {covers}: {runs} doorrekeningen{of_draws}. Het wereldbeeld is in elk interval een aanname.",
        "Each interval covers {covers}: {runs} runs{of_draws}. The worldview is an assumption in each interval.",
    ),
    "answers_of_draws": (" van {draws} trekkingen", " of {draws} draws"),
    "a_year": ("per jaar", "a year"),
    "one_more_coaches": ("1 wijkcoach (fte)", "1 coach (fte)"),
    "one_more_intakers": ("1 intaker (fte)", "1 intaker (fte)"),
    "one_more_outreach": ("1 fte outreach", "1 outreach worker (fte)"),
    "one_more_assistants": ("1 buurtassistent (fte)", "1 assistant (fte)"),
    "one_more_circles": ("1 buurtcirkel", "1 circle"),
    "one_more_places": ("1 plek bij instanties", "1 place with agencies"),
    "kind_coaches": ("fte wijkcoaches", "fte of coaches"),
    "kind_intakers": ("fte intakers", "fte of intakers"),
    "kind_outreach": ("fte outreach", "fte of outreach"),
    "kind_assistants": ("fte buurtassistenten", "fte of assistants"),
    "kind_circles": ("cirkels", "circles"),
    "kind_places": ("plekken", "places"),
    "margins_where": (
        "Wat één meer van elk doet, {place}, gemiddeld over {years} jaar, tegen hetzelfde scenario zonder. De kosten "
        "ervan zelf zijn meegeteld.",
        "What one more of each does, {place}, on average over {years} years, against the same scenario without. What "
        "it costs itself is counted.",
    ),
    "margins_holds": (
        "{scenario}, {more} erbij: in alle wereldbeelden {parts}.",
        "{scenario}, {more} more: in all worldviews {parts}.",
    ),
    "margins_open": (
        "{scenario}, {more} erbij: geen verschil dat in alle wereldbeelden dezelfde kant op te zien is.",
        "{scenario}, {more} more: no difference that can be seen in the same direction in all worldviews.",
    ),
    "margins_added": (
        "Er is telkens {parts} toegevoegd, en door dat aantal gedeeld. Plekken zijn naar verhouding over alle "
        "instanties met een beperkt aantal verdeeld. Voor veel meer of minder dan dit geldt het niet.",
        "Each time {parts} was added, and differences divided by it. Places are spread in proportion over all "
        "agencies with a limited number. It does not hold for far more or less than this.",
    ),
    "margins_read": (
        "Een interval dat nul omvat, zegt dat de doorrekeningen niet laten zien of één meer iets doet; meer "
        "doorrekeningen of een grotere stap (margins.fte) maken het smaller.",
        "An interval that includes zero says that the runs do not show whether one more does anything; more runs or a"
        " larger step (margins.fte) make it narrower.",
    ),
    "margins_title": ("{scenario}: wat één meer van elk doet", "{scenario}: what one more of each does"),
    "margins_note": (
        "Verschil met hetzelfde scenario zonder die ene, {place}. Streep: 95%-interval ({covers}).",
        "Difference from the same scenario without it, {place}. Bar: 95% interval ({covers}).",
    ),
    "best_where": (
        "{scenario}: {trials} keuzen beproefd, elk met {runs} doorrekeningen per wereldbeeld, {place}, tegen "
        "{reference} over {years} jaar.",
        "{scenario}: {trials} choices tried, each with {runs} runs a worldview, {place}, against {reference} over "
        "{years} years.",
    ),
    "best_choice": ("keuze", "choice"),
    "best_front": (
        "Het front: geen andere beproefde keuze is op elk doel minstens zo goed",
        "The front: no other choice that was tried is at least as good by every objective",
    ),
    "best_again": (
        "Wat nieuwe doorrekeningen ervan zeggen: verschil met {reference}, 95%-interval",
        "What new runs say of it: difference from {reference}, 95% interval",
    ),
    "best_seen": ("in zoektocht", "in search"),
    "best_none": (
        "Geen enkele beproefde keuze blijft binnen het budget.",
        "No choice that was tried keeps to the budget.",
    ),
    "best_flattered": (
        "De zoektocht koos uit velen, en wie uit velen wint, is door toeval gevleid. De keuzen op het front zijn "
        "daarom opnieuw beoordeeld met {runs} nieuwe doorrekeningen per wereldbeeld: {count} van de {total} "
        "cijfers vallen dan slechter uit. Gebruik de nieuwe cijfers.",
        "The search chose from many, and what wins from many is flattered by chance. The choices on the front were "
        "therefore judged again by {runs} new runs a worldview: {count} of {total} figures turn out worse. Use the "
        "new figures.",
    ),
    "best_read": (
        "De zoektocht beoordeelt elk doel in het wereldbeeld waarin het het slechtst uitvalt (kolom in zoektocht). "
        "Wie op het front staat, hangt ook zelf van toeval af: overlappende intervallen onderscheiden keuzen niet.",
        "The search judges each objective in the worldview in which it does worst (column in search). Which choices "
        "are on the front depends on chance too: intervals that overlap do not tell choices apart.",
    ),
    "best_small": (
        "Er zijn {trials} keuzen beproefd; een betere kan gemist zijn. Welke keuze op het front de beste is, is een "
        "afweging van doelen en geen uitkomst.",
        "{trials} choices were tried; a better one may have been missed. Which choice on the front is best is a "
        "matter of weighing objectives, not a result.",
    ),
    "best_title": (
        "{scenario}: wat kan beter, en ten koste van wat?",
        "{scenario}: what can be better, and at what cost?",
    ),
    "best_note": (
        "Verschil met {reference}, {place}. Grijs: alle beproefde keuzen, in het wereldbeeld waarin ze het "
        "slechtst uitvallen. Genummerd: het front volgens nieuwe doorrekeningen, met 95%-intervallen; een dunne lijn "
        "verbindt de wereldbeelden van één keuze.",
        "Difference from {reference}, {place}. Grey: all choices that were tried, in the worldview in which they do "
        "worst. Numbered: the front as new runs judge it, with 95% intervals; a thin line joins the worldviews of a "
        "choice.",
    ),
}
"""name: Dutch, English; words in braces are filled in"""
