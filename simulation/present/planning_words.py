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
    "even_head": ("{setting} ({low} tot {high}, nu {now})", "{setting} ({low} to {high}, now {now})"),
    "even_changing": ("wisselend", "changing"),
    "even_from": ("vanaf {value} {bounds}", "from {value} {bounds}"),
    "even_up_to": ("tot {value} {bounds}", "up to {value} {bounds}"),
    "even_everywhere": ("overal", "everywhere"),
    "even_nowhere": ("nergens", "nowhere"),
    "even_in_parts": ("wisselt bij {values}", "changes at {values}"),
    "even_unsure": ("{text}, niet zeker", "{text}, not certain"),
    "even_holds": (
        "{scenario}, voor {payer}: de runs laten zien dat het zich terugverdient {parts}.",
        "{scenario}, for {payer}: the runs show that it pays {parts}.",
    ),
    "planning_or": (" of ", " or "),
    "even_part": ("{where} bij een waarde van {settings}", "{where} at a value of {settings}"),
    "even_in_all": ("in alle wereldbeelden", "in all worldviews"),
    "even_in_some": ("alleen in {where}", "only in {where}"),
    "even_in_no": ("in geen enkel wereldbeeld", "in no worldview"),
    "even_untold": (
        "{scenario}, voor {payer}: met één run valt niets aan te tonen.",
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
        "Elk interval dekt {covers}: {runs} runs{of_draws}. Het wereldbeeld is in elk interval een aanname.",
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
    "margins_added": (
        "Er is telkens {parts} toegevoegd, en door dat aantal gedeeld. Plekken zijn naar verhouding over alle "
        "instanties met een beperkt aantal verdeeld. Voor veel meer of minder dan dit geldt het niet.",
        "Each time {parts} was added, and differences divided by it. Places are spread in proportion over all "
        "agencies with a limited number. It does not hold for far more or less than this.",
    ),
    "margins_read": (
        "Een interval dat nul omvat, zegt dat de runs niet laten zien of één meer iets doet; meer runs of een grotere"
        " stap (margins.fte) maken het smaller.",
        "An interval that includes zero says that the runs do not show whether one more does anything; more runs or a"
        " larger step (margins.fte) make it narrower.",
    ),
    "margins_title": ("{scenario}: wat één meer van elk doet", "{scenario}: what one more of each does"),
    "margins_note": (
        "Verschil met hetzelfde scenario zonder die ene, {place}. Streep: 95%-interval ({covers}).",
        "Difference from the same scenario without it, {place}. Bar: 95% interval ({covers}).",
    ),
}
"""name: Dutch, English; words in braces are filled in"""
