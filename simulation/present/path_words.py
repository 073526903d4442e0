"""Words of the chart of the pathway of requests."""

PATH_TEXTS: dict[str, tuple[str, str]] = {
    "path_lost_topic": ("Het deel van de hulpvragen dat doodloopt", "The share of requests that is lost"),
    "path_lost_less": (
        "een kleiner deel van de hulpvragen loopt dood",
        "a smaller share of requests is lost",
    ),
    "path_lost_more": (
        "een groter deel van de hulpvragen loopt dood",
        "a larger share of requests is lost",
    ),
    "path_lost_unclear": (
        "geen verschil in hulpvragen die doodlopen dat de doorrekeningen kunnen tonen",
        "no difference in requests lost that the runs can show",
    ),
    "path_lost_depends": (
        "of er minder hulpvragen doodlopen, hangt af van het wereldbeeld",
        "whether fewer requests are lost depends on the worldview",
    ),
    "path_lost_unknown": (
        "over hulpvragen die doodlopen valt niets te zeggen",
        "nothing can be said about requests lost",
    ),
    "path_text": ("van elke 100 lopen er {level} dood", "of every 100, {level} are lost"),
    "path_text_with": ("{text}: {difference}", "{text}: {difference}"),
    "path_note": (
        "Alle hulpvragen {place} in {years} jaar, gemiddeld per doorrekening; hoe breder, hoe meer; overal dezelfde "
        "schaal. Direct opgelost: aan de deur. Doodgelopen: opgegeven of zoekgeraakt, zonder hulp. Over of weg: het "
        "probleem ging over of het "
        "huishouden verhuisde. Wacht nog: open aan het eind, nog zonder hulp.",
        "All requests {place} in {years} years, mean of a run; the broader, the more; the same scale everywhere. "
        "Solved at once: at the door. Lost: "
        "given up or mislaid, without help. Over or gone: the problem went or the household moved. Still "
        "waiting: open at the end, no help so far.",
    ),
    "path_alt": (
        "{title} Stroomdiagram per scenario, van vraag naar afloop. {parts}",
        "{title} A flow diagram for each scenario, from request to end. {parts}",
    ),
    "path_alt_part": ("{scenario}: {flows}.", "{scenario}: {flows}."),
    "path_alt_flow": ("{what} {number}", "{what} {number}"),
    "path_asked": ("gevraagd", "asked"),
    "path_solved": ("direct opgelost", "solved at once"),
    "path_coached": ("naar wijkcoach", "to a coach"),
    "path_referred": ("naar instanties", "to agencies"),
    "path_nowhere": ("bij niemand", "nobody"),
    "path_helped": ("geholpen", "helped"),
    "path_lost": ("doodgelopen", "lost"),
    "path_gone": ("over of weg", "over or gone"),
    "path_waiting": ("wacht nog", "still waiting"),
    "path_unit": ("hulpvragen", "requests"),
    "path_column_scenario": ("scenario", "scenario"),
    "path_column_from": ("van", "from"),
    "path_column_to": ("naar", "to"),
    "path_column_mean": ("hulpvragen", "requests"),
    "path_in": ("in {places}", "in {places}"),
}
"""name: Dutch, English; words in braces are filled in"""
