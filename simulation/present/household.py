"""The task ``household``: the life at one address, in plain words, alone or beside another world."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from simulation.present.numbers import written
from simulation.present.story import Line, Story, parting, residents_of
from simulation.present.words import Words, capitalised, uncapitalised
from simulation.settings import Payer, SettingsError
from simulation.settings.compose import Composed
from simulation.study.catalogue_words import PAYER_LABELS
from simulation.study.keys import text_of
from simulation.study.life import Journey, Life, Resident, week_of
from simulation.study.progress import Terminal

WIDTH = 100
WEEKS_PER_YEAR = 52
INDENT = "  "
DONE = 0


def run(composed: Composed) -> int:
    """Prints the life of a household.

    Args:
        composed: all settings

    Returns:
        The exit code
    """
    # The engine is loaded only here: others take from this module what they tell of lives.
    from simulation.study.compiling import compile_all
    from simulation.study.lives import check_address, lives_of
    from simulation.study.replay import asked_in

    asked = asked_in(composed)
    if composed.household is None:
        raise SettingsError("task=household: household is missing; give an address, as in household=123")
    check_address(asked.study, composed.household)
    with Terminal().busy("compiling; once for each version, about half a minute"):
        compile_all(asked.study)
    lives = lives_of(asked, composed.household, composed.against)
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    tell(lives, Words(composed.lang), console)
    return DONE


def tell(lives: tuple[Life, ...], words: Words, console: Console) -> None:
    """Prints the life in the first world week by week, and what is other in the second, if there is one."""
    life, stories = lives[0], [Story(each, words) for each in lives]
    place = words("life_pilot", place=life.place) if life.is_pilot else life.place
    console.print(words("life_title", address=life.address, place=place, town=words.of(life.town)), style="bold")
    years = round(life.weeks / WEEKS_PER_YEAR)
    scenario = uncapitalised(world(life, words))
    _say(console, words("life_run", key=text_of(life.key), scenario=scenario, years=years))
    _say(console, words("life_made_up"))
    console.print()
    for sentence in stories[0].beginning():
        _say(console, sentence)
    _print_lines(stories[0].lines(), words, console)
    if len(stories) > 1:
        _print_parting(stories, words, console)
    for residents in residents_of(lives):
        console.print()
        _print_short(residents, stories, words, console)
    _say(console, words("life_fixed"))


def world(life: Life, words: Words) -> str:
    """Gives the name of a world: scenario and, where it has one, worldview."""
    scenario = words.of(life.scenario)
    if not life.key.worldview:
        return scenario
    return words("life_world", scenario=scenario, worldview=words.named("worldview", life.key.worldview))


def _say(console: Console, text: str, indent: str = INDENT) -> None:
    console.print(fill(text, console.width, initial_indent=indent, subsequent_indent=indent), soft_wrap=True)


def _print_lines(lines: Sequence[Line], words: Words, console: Console) -> None:
    """Prints what happened under a heading for each year, with the week before its first line."""
    console.print()
    if not lines:
        _say(console, words("life_nothing"))
    year = week = 0
    for line in lines:
        if (line.week - 1) // WEEKS_PER_YEAR + 1 != year:
            year = (line.week - 1) // WEEKS_PER_YEAR + 1
            console.print(words("life_year", year=year), style="bold")
        label = words("life_week", week=line.week) if line.week != week else ""
        week = line.week
        text = fill(line.text, console.width, initial_indent=f"{INDENT}{label:<10}", subsequent_indent=" " * 12)
        console.print(text, soft_wrap=True)


def _print_parting(stories: Sequence[Story], words: Words, console: Console) -> None:
    console.print()
    console.print(words("life_both"), style="bold")
    found = parting(*(story.lines() for story in stories))
    if found is None:
        _say(console, words("life_never", other=uncapitalised(words.of(stories[1].life.scenario))))
        return
    week, *told = found
    _say(console, words("life_until_then", week=week - 1) if week > 1 else words("life_from_start"))
    for story, texts in zip(stories, told, strict=True):
        scenario = capitalised(words.of(story.life.scenario))
        said = " ".join(texts) or words("life_nothing_then")
        _say(console, f"{words('life_only_here', scenario=scenario, week=week)} {said}", INDENT * 2)


def _print_short(residents: tuple[Resident, ...], stories: Sequence[Story], words: Words, console: Console) -> None:
    """Prints waits, help, problems and cost of one household, a column for each world."""
    first = residents[0]
    alone = len(stories[0].life.residents) == 1
    since, until = week_of(first.since + 1e-9), week_of(first.until)
    console.print(words("life_short") if alone else words("life_short_of", since=since, until=until), style="bold")
    table = Table(box=None, show_edge=False, show_header=len(stories) > 1, padding=(0, 2, 0, 0))
    table.add_column("", max_width=50)
    for story in stories:
        table.add_column(capitalised(words.of(story.life.scenario)), max_width=24)
    for name, texts in facts_of(residents, stories, words):
        table.add_row(name, *texts)
    console.print(Padding(table, (0, 0, 0, len(INDENT))))


def _facts(resident: Resident, story: Story, words: Words) -> tuple[dict[str, str], ...]:
    """Gives what there is to say in short about one household in one world, in parts, by what it is about."""
    ours = [journey for journey in story.life.journeys if journey.occupant == resident.occupant]
    new = [journey for journey in ours if journey.kind == "request" and journey.dates["asked"] >= 0.0]
    helpers = words.listed(_helpers(ours, resident, story, words)) or words("life_nobody")
    went_through = {
        words("life_problem_weeks"): written(resident.problem_weeks, 0, words.lang),
        words("life_crises"): str(resident.crises),
        words("life_evictions"): str(resident.evictions),
        words("life_requests"): str(len(new)),
    }
    total = {words("life_total"): _euros(resident.cents, words)}
    return (
        went_through,
        _waits(ours, new, story, words),
        {words("life_helpers"): helpers},
        _cost(resident, words),
        total,
    )


def facts_of(
    residents: Sequence[Resident], stories: Sequence[Story], words: Words
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Gives in short what one household went through in each world: problems, waits, help, cost."""
    columns = [_facts(resident, story, words) for resident, story in zip(residents, stories, strict=True)]
    none, free = words("life_not_here"), _euros(0.0, words)
    for lacking, *parts in zip((none, none, none, free, free), *columns, strict=True):
        for name in dict.fromkeys(name for part in parts for name in part):
            yield name, tuple(part.get(name, lacking) for part in parts)


def _waits(ours: Sequence[Journey], requests: Sequence[Journey], story: Story, words: Words) -> dict[str, str]:
    """Gives every wait since week 0 in order, by what was waited for."""
    waits: dict[str, list[str]] = defaultdict(list)
    for journey in requests:
        waits[words("life_first_wait")].append(_wait(journey, "asked", "helped", story, words))
    for journey in ours:
        if journey.kind == "case":
            waits[words("life_wait_coach")].append(_wait(journey, "waiting", "acute", story, words))
        if journey.kind == "referral" and journey.dates["sent"] >= 0.0:
            name = words("life_wait_agency", agency=story.agency(journey.agency))
            waits[name].append(_wait(journey, "sent", "started", story, words))
    return {name: "\n".join(each) for name, each in waits.items()}


def _wait(journey: Journey, start: str, reached: str, story: Story, words: Words) -> str:
    dates: Mapping[str, float] = journey.dates
    end = dates.get(reached, dates.get("ended", story.life.weeks))
    weeks = story.weeks(end - dates[start])
    if reached in dates:
        return weeks
    if journey.state == "solved at the door":
        return words("life_at_the_door", weeks=weeks)
    return words("life_in_vain" if "ended" in dates else "life_still", weeks=weeks)


def _helpers(ours: Sequence[Journey], resident: Resident, story: Story, words: Words) -> list[str]:
    """Gives who helped, each once, in order of the first time."""
    found = []
    for journey in ours:
        if journey.kind == "referral" and "started" in journey.dates:
            found.append((journey.dates["started"], story.agency(journey.agency)))
        for kind, date, name in (
            ("case", "acute", "life_a_coach"),
            ("candidacy", "started", "life_a_circle"),
            ("match", "started", "life_a_neighbour"),
        ):
            if journey.kind == kind and date in journey.dates:
                found.append((journey.dates[date], words(name)))
    if any(item.product == "general_provision" for item in resident.bill):
        found.append((resident.until, words("life_a_general")))
    return list(dict.fromkeys(name for _, name in sorted(found)))


def _cost(resident: Resident, words: Words) -> dict[str, str]:
    """Gives the cost to each payer who pays anything."""
    paid: dict[Payer, float] = defaultdict(float)
    for item in resident.bill:
        paid[item.payer] += item.cents
    return {
        words("life_cost", payer=words.of(PAYER_LABELS[payer])): _euros(paid[payer], words)
        for payer in Payer
        if payer in paid
    }


def _euros(cents: float, words: Words) -> str:
    return words("life_euros", amount=written(cents / 100, 0, words.lang))
