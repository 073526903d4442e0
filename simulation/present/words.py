"""All words of tables, sentences and charts, in Dutch and English; names of scenarios and towns come with the results."""

from collections.abc import Sequence

from simulation.settings.words import Language

TEXTS: dict[str, tuple[str, str]] = {
    # the table
    "study": ("{town}, studie {study}: {years} jaar, {runs} runs", "{town}, study {study}: {years} years, {runs} runs"),
    "table_pilot": (
        "Pilotwijk ({places}): verschil met {reference} over {years} jaar, 95%-interval",
        "Pilot neighbourhood ({places}): difference from {reference} over {years} years, 95% interval",
    ),
    "table_town": (
        "Hele gemeente ({places}): verschil met {reference} over {years} jaar, 95%-interval",
        "Whole town ({places}): difference from {reference} over {years} years, 95% interval",
    ),
    "levels": ("{reference} (gemiddelde per run)", "{reference} (mean of a run)"),
    "levels_only": ("{scenario}, hele gemeente, gemiddelde per run", "{scenario}, whole town, mean of a run"),
    "outcome": ("uitkomst", "outcome"),
    "no_interval": ("geen interval", "no interval"),
    "missing": ("onbekend", "not known"),
    "thousand": ("duizend", "thousand"),
    "million": ("miljoen", "million"),
    "percent": ("%", "%"),
    "percentage_points": ("%-punt", "%-points"),
    # worldviews
    "worldview_optimistic": ("optimistisch", "optimistic"),
    "worldview_no_effect": ("geen effect", "no effect"),
    "worldview_adverse": ("ongunstig", "adverse"),
    "worldview_mixed": ("gemengd", "mixed"),
    # comparatives, by unit of an outcome; the outcome's own label follows
    "less_count": ("minder", "fewer"),
    "more_count": ("meer", "more"),
    "less_weeks": ("kortere", "shorter"),
    "more_weeks": ("langere", "longer"),
    "less_euros": ("lagere", "lower"),
    "more_euros": ("hogere", "higher"),
    "less_share": ("lager", "lower"),
    "more_share": ("hoger", "higher"),
    "compared": ("{comparative} {outcome}", "{comparative} {outcome}"),
    # sentences: questions
    "question_wijkcoaches": (
        "Werken wijkcoaches zolang het extra geld er is?",
        "Do coaches work while the additional money lasts?",
    ),
    "question_funding_ends": (
        "Werken wijkcoaches nog als het extra geld stopt?",
        "Do coaches still work when the additional money ends?",
    ),
    "question_city_wide": (
        "Werken wijkcoaches nog als de hele stad ze krijgt?",
        "Do coaches still work when the whole city gets them?",
    ),
    "question_other": ("{scenario}", "{scenario}"),
    "not_asked": (
        "Deze studie bevat {scenarios} niet, en zegt dus niets over die vraag.",
        "This study does not include {scenarios}, so it says nothing on that question.",
    ),
    "verdict": (
        "Gemeten in weken met ernstige problemen{scope}, tegen {reference}: {parts}.",
        "In serious problem-weeks{scope}, against {reference}: {parts}.",
    ),
    "verdict_less": ("ja in {where}", "yes in {where}"),
    "verdict_more": ("nee, het wordt slechter, in {where}", "no, it gets worse, in {where}"),
    "verdict_unclear": ("niet aantoonbaar in {where}", "not that the runs can show in {where}"),
    "verdict_unknown": ("niet te zeggen in {where} (geen interval)", "cannot be told in {where} (no interval)"),
    "in_pilot": (" in de pilotwijk", " in the pilot neighbourhood"),
    "in_town": (" in de hele gemeente", " in the whole town"),
    "after_end": (
        " in de pilotwijk, alleen de tijd vanaf maand {month}",
        " in the pilot neighbourhood, counting only from month {month} on",
    ),
    # sentences: what holds where
    "against": ("Tegen {reference}{scope}.", "Against {reference}{scope}."),
    "all": ("In alle wereldbeelden: {phrases}.", "In all worldviews: {phrases}."),
    "only": ("In het enige wereldbeeld ({where}): {phrases}.", "In the only worldview ({where}): {phrases}."),
    "some": ("In sommige: {phrases}.", "In some: {phrases}."),
    "none": (
        "In geen enkel wereldbeeld laten de runs verschil zien in: {phrases}.",
        "In none of the worldviews do the runs show a difference in: {phrases}.",
    ),
    "untold": (
        "Zonder interval valt niets te zeggen over: {phrases}.",
        "Without an interval nothing can be said about: {phrases}.",
    ),
    "phrase_in": ("{phrase} (in {where})", "{phrase} (in {where})"),
    "or": (" of ", " or "),
    "and": (" en ", " and "),
    # sentences: what to keep in mind
    "access": (
        "Toegang: in {worldview} verandert coachen zelf niets; wat daar verschilt van {reference} komt doordat mensen "
        "anders en bij anderen binnenkomen en anders worden doorverwezen. Voor {scenario}{scope}: {parts}.",
        "Access: in {worldview} coaching itself changes nothing; what differs there from {reference} comes from who "
        "gets in, where, and how they are passed on. For {scenario}{scope}: {parts}.",
    ),
    "covers_chance": (
        "Het interval in {where} omvat alleen toeval ({runs} runs): elke onbekende staat op zijn middelste waarde.",
        "The interval in {where} covers chance only ({runs} runs): every unknown has its central value.",
    ),
    "covers_both": (
        "Het interval in {where} omvat toeval en onbekenden ({draws} trekkingen van elk {runs} runs).",
        "The interval in {where} covers chance and unknowns ({draws} draws of {runs} runs each).",
    ),
    "covers_nothing": (
        "In {where} is er geen interval: {runs} run is te weinig.",
        "In {where} there is no interval: {runs} run is too few.",
    ),
    "calibrated": (
        "Het model is bijgesteld tot gewone hulp bij bekende cijfers past. Dat is iets anders dan gevalideerd: geen "
        "vergelijkend onderzoek heeft het effect van deze aanpak gemeten, dus de wereldbeelden zijn aannames.",
        "The model was adjusted until usual care fits known figures. A calibrated model is not a validated one: no "
        "controlled study has measured what this approach does, so the worldviews are assumptions.",
    ),
    "nothing_to_compare": (
        "Er is alleen {reference} doorgerekend; er valt niets te vergelijken.",
        "Only {reference} was run; there is nothing to compare.",
    ),
    "results": ("Resultaten: {folder}", "Results: {folder}"),
    "figures": ("Figuren: {folder}", "Figures: {folder}"),
    # charts
    "years": ("jaren sinds het begin", "years since the start"),
    "band_levels": ("Band: 95%-interval van het gemiddelde.", "Band: 95% interval of the mean."),
    "band_difference": (
        "Band: 95%-interval van het gepaarde verschil met {reference}.",
        "Band: 95% interval of the paired difference from {reference}.",
    ),
    "chance_only": ("Het interval omvat alleen toeval.", "The interval covers chance only."),
    "chance_and_unknowns": (
        "Het interval omvat alleen toeval; bij gemengd ook onbekenden.",
        "The interval covers chance only; in mixed, unknowns too.",
    ),
    "no_band": ("Geen band: te weinig runs.", "No band: too few runs."),
    "money_ends": ("extra geld stopt", "additional money ends"),
    "scaling_starts": ("opschaling begint", "scaling starts"),
    "phase_starts": ("nieuwe fase", "new phase"),
    "waiting_title": ("Wachten in {town}", "Waiting in {town}"),
    "agency_lists": ("Mensen op de lijsten van instanties, hele gemeente", "People on agencies' lists, whole town"),
    "coach_lists": ("Huishoudens op de lijst van de coaches", "Households on the coaches' own list"),
    "problems_title": ("Problemen in {places}", "Problems in {places}"),
    "problems_difference_title": (
        "Problemen in {places}: verschil met {reference}",
        "Problems in {places}: difference from {reference}",
    ),
    "problem_weeks": (
        "Probleemweken per week, per 1.000 huishoudens",
        "Problem-weeks per week, per 1,000 households",
    ),
    "serious_weeks": (
        "Waarvan ernstig, per 1.000 huishoudens",
        "Of which serious, per 1,000 households",
    ),
    "crises": ("Crises per jaar, per 1.000 huishoudens", "Crises a year, per 1,000 households"),
    "costs_title": (
        "Kosten per betaler in {town}: verschil met {reference}, per jaar",
        "Cost by payer in {town}: difference from {reference}, a year",
    ),
    "million_eur": ("{payer}, € miljoen", "{payer}, € million"),
    "payer_other": ("overige betalers", "other payers"),
    "coaching_title": ("Coaches en instanties in {town}", "Coaches and agencies in {town}"),
    "cooperation": (
        "Medewerking van instanties, gemiddeld (0 tot 1)",
        "Cooperation of agencies, mean (0 to 1)",
    ),
    "caseload": ("Huishoudens per fte coach", "Households per fte of coach"),
    "outreach": ("Uren op straat per fte, per week", "Hours in the street per fte, a week"),
    "differences_title": (
        "Verschil met {reference} over {years} jaar, in procenten",
        "Difference from {reference} over {years} years, in per cent",
    ),
    "differences_note": (
        "Stip: gemiddeld verschil; streep: 95%-interval. Links van nul: minder dan {reference}.",
        "Dot: mean difference; line: 95% interval. Left of zero: less than {reference}.",
    ),
    "pilot": ("pilotwijk", "pilot neighbourhood"),
    "town": ("hele gemeente", "whole town"),
}
"""name: Dutch, English; words in braces are filled in"""


class Words:
    """The words of one language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._index = 0 if lang is Language.NL else 1

    def __call__(self, name: str, **parts: object) -> str:
        """Gives a text with its parts filled in.

        Raises:
            KeyError: no text has this name, or a part is missing
        """
        return TEXTS[name][self._index].format(**parts)

    def named(self, kind: str, name: str) -> str:
        """Gives the word for a name of a kind (worldview, payer), or the name itself where none is known."""
        known = TEXTS.get(f"{kind}_{name}")
        return known[self._index] if known else name.replace("_", " ")

    def listed(self, items: Sequence[str], last: str = "and") -> str:
        """Joins words: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self(last) + items[-1]
