"""All words of tables, sentences and charts, in Dutch and English.

Names of towns, scenarios and outcomes come with the results.
"""

from collections.abc import Sequence

from simulation.present.calibration_words import CALIBRATION_TEXTS
from simulation.present.case_words import CASE_TEXTS
from simulation.present.certainty_words import CERTAINTY_TEXTS
from simulation.present.council_words import COUNCIL_TEXTS
from simulation.present.decision_words import DECISION_TEXTS
from simulation.present.discovery_words import DISCOVERY
from simulation.present.evidence_words import EVIDENCE_TEXTS
from simulation.present.life_words import LIFE
from simulation.present.monitoring_words import MONITORING_TEXTS
from simulation.present.pack_words import PACK_TEXTS
from simulation.present.page_words import PAGE_TEXTS
from simulation.present.path_words import PATH_TEXTS
from simulation.present.planning_words import PLANNING_TEXTS
from simulation.present.sensitivity_words import SENSITIVITY
from simulation.present.sweep_words import SWEEP_TEXTS
from simulation.settings import Label
from simulation.settings.words import Language

TEXTS: dict[str, tuple[str, str]] = {
    # the table
    "table_pilot": (
        "Pilotwijk ({places}): verschil met {reference} over {years} jaar, 95%-interval",
        "Pilot neighbourhood ({places}): difference from {reference} over {years} years, 95% interval",
    ),
    "table_town": (
        "Hele gemeente ({places}): verschil met {reference} over {years} jaar, 95%-interval",
        "Whole town ({places}): difference from {reference} over {years} years, 95% interval",
    ),
    "levels": ("{reference} (gemiddelde per doorrekening)", "{reference} (mean of a run)"),
    "levels_only": ("{scenario}, hele gemeente, gemiddelde per doorrekening", "{scenario}, whole town, mean of a run"),
    "outcome": ("uitkomst", "outcome"),
    "no_interval": ("geen interval", "no interval"),
    "missing": ("onbekend", "not known"),
    "nearly_none": ("bijna 0", "nearly 0"),
    "thousand": ("1.000", "1,000"),
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
    "less_other": ("lager", "lower"),
    "more_other": ("hoger", "higher"),
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
    "not_asked": (
        "Deze studie bevat {scenarios} niet en zegt daar dus niets over.",
        "This study does not include {scenarios}, so it says nothing about that.",
    ),
    "verdict": (
        "{outcome} {scope}{since}, tegen {reference}: {parts}.",
        "{outcome} {scope}{since}, against {reference}: {parts}.",
    ),
    "verdict_less": ("minder bij {where}", "fewer in {where}"),
    "verdict_more": ("meer bij {where}", "more in {where}"),
    "verdict_unclear": (
        "geen verschil dat de doorrekeningen kunnen tonen bij {where}",
        "no difference that the runs can show in {where}",
    ),
    "verdict_unknown": (
        "niet te zeggen (geen interval) bij {where}",
        "cannot be told (no interval) in {where}",
    ),
    "sized": ("{worldview} ({size}%)", "{worldview} ({size}%)"),
    "all_sized": ("alle wereldbeelden: {where}", "all worldviews: {where}"),
    "in_pilot": ("in de pilotwijk", "in the pilot neighbourhood"),
    "in_town": ("in de hele gemeente", "in the whole town"),
    "since": (" vanaf maand {month}", " from month {month} on"),
    "all_worldviews": ("alle wereldbeelden", "all worldviews"),
    # sentences: what holds where
    "against": (
        "Over alle {years} jaar, tegen {reference}, {rest}",
        "Over all {years} years, against {reference}, {rest}",
    ),
    "all": ("In alle wereldbeelden: {phrases}.", "In all worldviews: {phrases}."),
    "only": ("In het enige wereldbeeld, {where}: {phrases}.", "In the only worldview, {where}: {phrases}."),
    "some": ("In sommige wereldbeelden, niet alle: {phrases}.", "In some worldviews, not all: {phrases}."),
    "none": (
        "In geen enkel wereldbeeld laten de doorrekeningen een verschil zien in {phrases}.",
        "In none of the worldviews do the runs show a difference in {phrases}.",
    ),
    "untold": (
        "Zonder interval valt niets te zeggen over {phrases}.",
        "Without an interval nothing can be said about {phrases}.",
    ),
    "none_measured": ("Geen uitkomst gemeten.", "No outcome measured."),
    "besides": ("{scope}, tegen {other}: {phrases}.", "{scope}, against {other}: {phrases}."),
    "phrase_in": ("{phrase} bij {where}", "{phrase} in {where}"),
    "untold_one": ("zonder interval niets over {outcome}", "without an interval nothing on {outcome}"),
    "no_difference": (
        "geen verschil dat de doorrekeningen kunnen tonen in {outcome}",
        "no difference that the runs can show in {outcome}",
    ),
    "but": (", maar ", ", but "),
    "and": (" en ", " and "),
    # sentences: what to keep in mind
    "keep_in_mind": ("Wat u erbij moet weten", "What to keep in mind"),
    "access": (
        "In het wereldbeeld ‘{worldview}’ verandert coachen zelf niets. Wat daar nog verschilt van "
        "{reference} is toegang: wie waar binnenkomt en hoe iemand wordt doorverwezen. {scope}, bij "
        "{scenario}: {parts}.",
        "In the worldview ‘{worldview}’ coaching itself changes nothing. What still differs there from "
        "{reference} is access: who gets in where, and how they are passed on. {scope}, with "
        "{scenario}: {parts}.",
    ),
    "nothing_shown": ("niets dat de doorrekeningen kunnen tonen", "nothing that the runs can show"),
    "covers_chance": (
        "Het interval bij {where} omvat alleen toeval ({runs} doorrekeningen): elke onbekende heeft zijn "
        "middelste waarde.",
        "The interval in {where} covers chance only ({runs} runs): every unknown has its central value.",
    ),
    "covers_chance_and_unknowns": (
        "Het interval bij {where} omvat toeval en onbekenden ({draws} trekkingen, samen {runs} doorrekeningen).",
        "The interval in {where} covers chance and unknowns ({draws} draws, {runs} runs in all).",
    ),
    "covers_nothing": (
        "Bij {where} is er geen interval: daarvoor zijn minstens twee doorrekeningen nodig.",
        "In {where} there is no interval: that takes at least two runs.",
    ),
    "calibrated": (
        "Het model is geijkt: bijgesteld tot gewone hulp bij bekende cijfers past. Geijkt is niet "
        "gevalideerd: geen vergelijkend onderzoek heeft gemeten wat deze aanpak doet, dus de "
        "wereldbeelden zijn aannames.",
        "The model is calibrated: adjusted until usual care fits known figures. A calibrated model is not a "
        "validated one: no controlled study has measured what this approach does, so the worldviews are "
        "assumptions.",
    ),
    "nothing_to_compare": (
        "Er is alleen {reference} doorgerekend; er valt niets te vergelijken.",
        "Only {reference} was run; there is nothing to compare.",
    ),
    # pilots as they were
    "pilots_title": ("De pilots zoals ze waren", "The pilots as they were"),
    "pilots_note": (
        "Grijze balk: wat is gemeld, met marge. Stip: gemiddelde van de doorrekeningen; dikke streep: 90% van de "
        "doorrekeningen (toeval); dunne streep: ook onbekenden. Open stip: niet erin.",
        "Grey bar: what was reported, with its margin. Dot: mean of the runs; thick line: 90% of runs (chance); thin "
        "line: unknowns too. Open dot: not inside.",
    ),
    "pilots_axis": ("procent van wat is gemeld", "per cent of what was reported"),
    "pilots_share_axis": ("procent van de runs waarin het klopt", "per cent of runs in which it holds"),
    "pilots_numbers": ("Aantallen en aandelen", "Numbers and shares"),
    "pilots_yes_or_no": ("Wat wel of niet zo was", "What was so or not"),
    "pilots_year": ("{label} ({year}, {months} maanden)", "{label} ({year}, {months} months)"),
    "decimal": (",", "."),
    "fact": ("feit", "fact"),
    "reported": ("gemeld", "reported"),
    "simulated": ("runs", "runs"),
    "by_chance": ("90% toeval", "90% chance"),
    "by_both": ("en onbekenden", "and unknowns"),
    "margin": ("marge", "margin"),
    "inside": ("erin", "inside"),
    "use": ("gebruik, graad", "use, grade"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "not_measured": ("niet gemeten", "not measured"),
    "beyond_scale": ("{value}% →", "{value}% →"),
    "holds_in": ("{share}%", "{share}%"),
    "use_calibrate": ("geijkt", "calibrated"),
    "use_test": ("toets", "test"),
    "use_test_wide": ("te ruim", "too wide"),
    "use_by_construction": ("ingebouwd", "built in"),
    "pilots_inside": (
        "{inside} van {counted} getelde toetsfeiten erin.",
        "{inside} of {counted} counted test facts inside.",
    ),
    "pilots_rule": (
        "Erin: het gemelde getal ligt in het ruimste 90%-interval van de doorrekeningen; wat wel of niet zo was, "
        "klopt in de meeste runs. Geteld: toetsfeiten waarvan het interval hooguit driemaal zo breed is als de "
        "gemelde marge. Wat geen doorrekening meet, telt als niet erin. Geijkte en ingebouwde feiten bewijzen "
        "niets.",
        "Inside: the reported number lies in the widest 90% interval of the runs; what was so or not holds in most "
        "runs. Counted: test facts whose interval is at most three times as wide as the reported margin. What no run "
        "measures counts as not inside. Facts that were calibrated or built in prove nothing.",
    ),
    "pilots_few": (
        "Met minder dan 19 doorrekeningen of trekkingen dekt een interval minder dan 90%.",
        "With fewer than 19 runs or draws an interval covers less than 90%.",
    ),
    "fact_contacts": ("Bewoners voor het eerst gesproken", "Residents first spoken to"),
    "fact_conversations_coach": ("Gesprekken van coaches", "Coaches' conversations"),
    "fact_positive_share": ("Aandeel cliënten positief", "Share of clients positive"),
    "fact_top_topics_finances_housing": ("Vooral financiën en wonen", "Mostly finances and housing"),
    "fact_all_entry_routes": ("Alle drie wegen naar de coach", "All three routes to the coach"),
    "fact_intaker_solved_share": ("Aandeel opgelost door de intaker", "Share solved by the intaker"),
    "fact_complex_case_share": ("Aandeel complexe trajecten", "Share of complex cases"),
    "fact_provisions_per_request_change_sign": (
        "Niet meer voorzieningen per vraag",
        "No more provisions per request",
    ),
    "fact_cooperation_mean": ("Medewerking, gemiddeld", "Cooperation, mean"),
    "fact_lost_handoffs_below_no_mandate": (
        "Minder verloren dan zonder mandaat",
        "Fewer lost than without mandate",
    ),
    "fact_cooperation_min_below_half": ("Met een instantie stroef", "Stiff with some agency"),
    "fact_circle_members_mean": ("Deelnemers per cirkel", "Members of a circle"),
    "fact_circle_coach_hours_decline": ("Coachuren nemen af", "Coach hours decline"),
    "fact_addresses_visited": ("Adressen aangebeld", "Addresses rung"),
    "fact_conversations": ("Gesprekken van assistenten", "Assistants' conversations"),
    "fact_assistant_referral_share": ("Aandeel gesprekken verwezen", "Share of talks referred"),
    "results": ("Resultaten: {folder}", "Results: {folder}"),
    "figures": ("Figuren: {folder}", "Figures: {folder}"),
    # charts
    "years": ("jaren sinds het begin", "years since the start"),
    "chance_only": ("Het interval omvat alleen toeval.", "The interval covers chance only."),
    "chance_and_unknowns": (
        "Het interval omvat toeval en onbekenden.",
        "The interval covers chance and unknowns.",
    ),
    "chance_or_both": (
        "Het interval omvat alleen toeval; bij {where} ook onbekenden.",
        "The interval covers chance only; in {where}, unknowns too.",
    ),
    "no_band": ("Geen band: te weinig runs.", "No band: too few runs."),
    "differences_title": (
        "Verschil met {reference} over {years} jaar, in procenten",
        "Difference from {reference} over {years} years, in per cent",
    ),
    "differences_note": (
        "Stip: gemiddeld verschil; streep: 95%-interval. Links van nul: minder dan {reference}.",
        "Dot: mean difference; line: 95% interval. Left of zero: less than {reference}.",
    ),
    "places_pilot": ("Pilotwijk {places}", "Pilot neighbourhood {places}"),
    "places_town": ("Hele gemeente", "Whole town"),
    **CALIBRATION_TEXTS,
    **COUNCIL_TEXTS,
    **CASE_TEXTS,
    **PATH_TEXTS,
    **CERTAINTY_TEXTS,
    **LIFE,
    **SWEEP_TEXTS,
    **DECISION_TEXTS,
    **EVIDENCE_TEXTS,
    **SENSITIVITY,
    **DISCOVERY,
    **MONITORING_TEXTS,
    **PLANNING_TEXTS,
    **PACK_TEXTS,
    **PAGE_TEXTS,
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

    def of(self, label: Label) -> str:
        """Gives the word of a label."""
        return label.nl if self.lang is Language.NL else label.en

    def named(self, kind: str, name: str) -> str:
        """Gives the word for a name of a kind (worldview, payer), or the name itself where none is known."""
        known = TEXTS.get(f"{kind}_{name}")
        return known[self._index] if known else name.replace("_", " ")

    def listed(self, items: Sequence[str], last: str = "and") -> str:
        """Joins words: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self(last) + items[-1]


def capitalised(text: str) -> str:
    """Gives a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Gives a text as it stands inside a sentence."""
    return text[:1].lower() + text[1:]
