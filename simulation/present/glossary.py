"""Words of the social domain and of this simulation, explained in plain language."""

from dataclasses import dataclass

from simulation.present.words import Words
from simulation.settings import Label


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    name: Label
    meaning: Label


def glossary(words: Words) -> list[tuple[str, str]]:
    """Gives all words with their meaning in one language, by alphabet."""
    return sorted(((words.of(term.name), words.of(term.meaning)) for term in TERMS), key=lambda pair: pair[0].lower())


def _term(dutch: str, english: str, meaning_dutch: str, meaning_english: str) -> Term:
    return Term(Label(nl=dutch, en=english), Label(nl=meaning_dutch, en=meaning_english))


TERMS = (
    _term(
        "gewone hulp",
        "usual care",
        "Hulp zonder de nieuwe aanpak: voor elk soort probleem een eigen loket en een eigen wachtlijst.",
        "Help without the new approach: for each kind of problem a desk and a list of its own.",
    ),
    _term(
        "wijkcoach",
        "neighbourhood coach",
        "Iemand die een huishouden met alles tegelijk helpt en zorgt dat alle hulp bij elkaar past.",
        "Somebody who helps a household with everything at once and sees that all help fits together.",
    ),
    _term(
        "intaker",
        "intaker",
        "Iemand bij wie u zo kunt binnenlopen. De intaker lost de vraag zelf op of stuurt u door.",
        "Somebody you can walk in on, who solves a question or passes it on.",
    ),
    _term(
        "buurtassistent",
        "neighbourhood assistant",
        "Een bewoner met bijstand die in dienst komt, aanbelt bij buren en mensen met elkaar in contact brengt.",
        "A resident on social assistance who is hired, rings doorbells and brings neighbours together.",
    ),
    _term(
        "buurtcirkel",
        "circle",
        "Een groep van acht tot twaalf bewoners die elkaar helpen, met een coach en een vrijwilliger.",
        "A group of eight to twelve residents who help each other, with a coach and a volunteer.",
    ),
    _term(
        "achter de voordeur",
        "behind the front door",
        "Zelf naar mensen toe gaan, en niet wachten tot zij om hulp vragen.",
        "Going to people, rather than waiting until they ask for help.",
    ),
    _term(
        "mandaat",
        "mandate",
        "De afspraak dat instanties doen wat de coach adviseert.",
        "The agreement that agencies follow the coach's advice.",
    ),
    _term(
        "instantie",
        "agency",
        "Een organisatie die hulp of zorg geeft en daarvoor vaak een wachtlijst heeft.",
        "An organisation that gives help or care, often with a waiting list.",
    ),
    _term(
        "verwijzing",
        "referral",
        "Een huishouden doorsturen naar een instantie.",
        "Passing a household on to an agency.",
    ),
    _term(
        "verloren overdracht",
        "lost hand-off",
        "Een verwijzing die nergens aankomt: de instantie pakt haar niet op.",
        "A referral that arrives nowhere: the agency does not take it up.",
    ),
    _term(
        "probleemweek",
        "problem-week",
        "Een week waarin een huishouden op één gebied een probleem heeft. Twee gebieden tellen als twee weken.",
        "A week in which a household has a problem in one domain. Two domains count as two weeks.",
    ),
    _term(
        "ernstig probleem",
        "serious problem",
        "Een probleem dat een huishouden niet meer zelf oplost.",
        "A problem that a household no longer solves by itself.",
    ),
    _term(
        "crisis",
        "crisis",
        "Het ergste niveau van een probleem, met vaak dure hulp: opname, uithuisplaatsing of ontruiming.",
        "The worst level of a problem, often with costly help: admission, placement or eviction.",
    ),
    _term(
        "Wmo",
        "Wmo",
        "Wet maatschappelijke ondersteuning: hulp thuis en begeleiding, betaald door de gemeente.",
        "The Social Support Act: help at home and support, paid by the municipality.",
    ),
    _term(
        "jeugdhulp",
        "youth care",
        "Hulp aan kinderen en hun ouders, betaald door de gemeente.",
        "Help for children and their parents, paid by the municipality.",
    ),
    _term(
        "schuldhulpverlening",
        "debt help",
        "Hulp om van schulden af te komen, betaald door de gemeente.",
        "Help to get out of debt, paid by the municipality.",
    ),
    _term(
        "bijstand",
        "social assistance",
        "Geld van de overheid voor wie niets anders heeft om van te leven.",
        "Money from the state for those who have nothing else to live on.",
    ),
    _term(
        "ggz",
        "mental health care",
        "Geestelijke gezondheidszorg, betaald door de zorgverzekeraar.",
        "Mental health care, paid by the health insurer.",
    ),
    _term(
        "extra geld",
        "additional money",
        "Tijdelijk geld, vaak subsidie, boven op wat de gemeente zelf betaalt. Het stopt na een afgesproken tijd.",
        "Temporary money, often a grant, on top of what the municipality pays. It ends after an agreed time.",
    ),
    _term(
        "structureel",
        "structural",
        "Elk jaar opnieuw, dus niet eenmalig. Hier: gemiddeld over de jaren na de laatste verandering.",
        "Every year again, so not once. Here: the mean of the years after the last change.",
    ),
    _term(
        "eenmalig",
        "one-off",
        "Eén keer, of een afgesproken tijd. Het komt daarna niet terug.",
        "Once, or for an agreed time. It does not come back after that.",
    ),
    _term(
        "prijspeil",
        "price year",
        "Het jaar waarvan de prijzen gelden. Bedragen van latere jaren zijn niet hoger gemaakt voor inflatie.",
        "The year whose prices are used. Amounts of later years are not raised for inflation.",
    ),
    _term(
        "fte",
        "fte",
        "Eén volledige baan. Twee halve banen zijn samen één fte.",
        "One full-time post. Two half posts are one fte.",
    ),
    _term(
        "scenario",
        "scenario",
        "Wat de gemeenteraad kiest: welke aanpak, waar, hoe groot, en wie betaalt.",
        "What a council chooses: which approach, where, how large, and who pays.",
    ),
    _term(
        "wereldbeeld",
        "worldview",
        "Wat u aanneemt over wat coachen zelf doet: het helpt, het doet niets, of het doet soms kwaad.",
        "What you assume about coaching itself: it helps, it does nothing, or it sometimes does harm.",
    ),
    _term(
        "doorrekening",
        "run",
        "Eén keer het hele verhaal nagespeeld, met één trekking van toeval en van wat niemand zeker weet.",
        "The whole story played once, with one draw of chance and of what nobody knows for sure.",
    ),
    _term(
        "band",
        "band",
        "Waarbinnen de doorrekeningen vallen: de lichte band bevat er 9 van de 10, de donkere de helft.",
        "Where runs fall: the light band holds 9 of 10, the dark one half.",
    ),
    _term(
        "interval",
        "interval",
        "De grenzen om een gemiddeld verschil. Ligt nul ertussen, dan is er geen verschil dat te zien is.",
        "The limits around a mean difference. If zero lies between, no difference is to be seen.",
    ),
    _term(
        "simulatie",
        "simulation",
        "Een nagespeelde gemeente in de computer. Zij laat zien wat uit aannames volgt; zij voorspelt niets.",
        "A municipality played in the computer. It shows what follows from assumptions; it forecasts nothing.",
    ),
)
"""kept in one place: the report and the page read them here"""
