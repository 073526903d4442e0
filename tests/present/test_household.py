"""The life of a household: what is told is what happened, in both languages, and what it cost adds up."""

import io
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from rich.console import Console

from simulation.__main__ import main
from simulation.model import CoachingModel
from simulation.present.household import facts_of, tell
from simulation.present.life_words import LIFE
from simulation.present.story import Story, parting
from simulation.present.words import Words
from simulation.services.world import World
from simulation.settings import Payer, Study
from simulation.settings.words import Language
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.bills import bills_of
from simulation.study.keys import Key
from simulation.study.life import Life, week_of
from simulation.study.lives import lives_of
from simulation.study.replay import Asked, observed
from simulation.study.run import payments_of
from simulation.study.settled import settled_town
from tests.present.conftest import joined
from tests.study.conftest import study_of

SMALL = ("town=example", "town.households=1500", "study.years=4", "study.warm_up_years=3", "study.workers=1")
KEY = Key(worldview="optimistic", scenario="combined", draw=0, run=0)


@cache
def study() -> Study:
    more = ("scenarios=combined,wijkcoaches", "worldviews=[optimistic]")
    return study_of(
        *SMALL,
        *more,
        "uncertainties.streets.eviction_probability.value=0.3",
        "uncertainties.streets.eviction_probability.high=0.3",
    )


@cache
def settled() -> World:
    return settled_town(study(), 0, 0)


@cache
def played() -> CoachingModel:
    return observed(study(), KEY, settled(), lambda model: None)


@cache
def accounts() -> Accounts:
    return accounts_of(played(), payments_of(played()))


@cache
def lives(address: int, against: str | None = None) -> tuple[Life, ...]:
    return lives_of(Asked(study(), KEY, None), address, against)


def told(address: int, lang: Language = Language.EN, against: str | None = None) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False, markup=False)
    tell(lives(address, against), Words(lang), console)
    return console.file.getvalue()  # type: ignore[attr-defined]


@cache
def somebody(who: str) -> int:
    """An address where something happened in the run with everything together."""
    world, ours = played().world, accounts()
    if who == "never helped":
        return int(ours.address[(ours.serious & ~ours.helped & ~ours.known).argmax()])
    if who == "in crisis":
        return int(ours.address[ours.crises.argmax()])
    if who == "evicted":
        return int(ours.address[ours.evictions.argmax()])
    if who == "moved":
        return int(world.departed["household"][0])
    cases = world.cases[: world.town[0]["cases"]]
    closed = cases[(cases["state"] == 3) & (cases["acute"] > 60)]
    return int(closed["household"][0])


EVERYBODY = ("never helped", "in crisis", "evicted", "moved", "coached")


class TestBills:
    def test_the_bill_of_every_household_is_what_it_cost(self) -> None:
        model, ours = played(), accounts()
        ledger = payments_of(model)
        for address in range(0, study().town.households, 3):
            bills = bills_of(model, ledger, address)
            cents = ours.cents[ours.address == address]
            assert [sum(item.cents for item in bill) for bill in bills] == pytest.approx(cents, rel=1e-9, abs=1e-6)
        assert ours.cents[::3].sum() > 1e6

    @pytest.mark.parametrize("who", EVERYBODY)
    def test_what_payers_pay_is_what_is_told(self, who: str) -> None:
        text = told(somebody(who))
        for life in lives(somebody(who)):
            for resident in life.residents:
                assert sum(item.cents for item in resident.bill) == pytest.approx(resident.cents, abs=1e-6)
                assert f"€{resident.cents / 100:,.0f}" in text


class TestStory:
    @pytest.mark.parametrize("who", EVERYBODY)
    def test_every_start_of_help_is_told(self, who: str) -> None:
        life = lives(somebody(who))[0]
        lines = [line.text for line in Story(life, Words(Language.EN)).lines()]
        starts = [journey.dates.get("started", -1.0) for journey in life.journeys if journey.kind == "referral"]
        starts += [journey.dates.get("acute", -1.0) for journey in life.journeys if journey.kind == "case"]
        general = sum(event.kind == "general provision" and event.event == "started" for event in life.events)
        assert sum("HELP" in line for line in lines) == sum(date >= 0 for date in starts) + general

    def test_who_is_coached(self) -> None:
        text = joined(told(somebody("coached")))
        assert "HELP starts: a coach, after waiting" in text
        assert "The coach has finished the plan." in text
        assert re.search(r"Wait: coach .* Who helped .*coach", text)

    def test_who_is_never_helped(self) -> None:
        address = somebody("never helped")
        text = joined(told(address))
        assert "HELP" not in text.partition("In both worlds")[0]
        assert "(serious)" in text or "CRISIS" in text
        assert "nobody" in text

    def test_crises_and_evictions_are_told_and_counted(self) -> None:
        life = lives(somebody("evicted"))[0]
        lines = [line.text for line in Story(life, Words(Language.EN)).lines()]
        assert sum("EVICTED" in line for line in lines) == sum(resident.evictions for resident in life.residents) > 0
        life = lives(somebody("in crisis"))[0]
        lines = [line.text for line in Story(life, Words(Language.EN)).lines()]
        most = max(resident.crises for resident in life.residents)
        assert most > 1
        assert f"Crises {most}" in joined(told(somebody("in crisis")))
        assert sum("CRISIS" in line for line in lines) >= most / 2

    def test_a_new_household_is_another_one(self) -> None:
        address = somebody("moved")
        life = lives(address)[0]
        assert len(life.residents) > 1
        text = joined(told(address))
        moves = text.count("The household moves out. New residents:")
        assert moves == len(life.residents) - 1
        assert text.count("In short: the household of weeks") == len(life.residents)
        week = week_of(life.residents[1].since)
        assert f"In short: the household of weeks 1 to {week}" in text

    def test_lines_are_in_order(self) -> None:
        for who in EVERYBODY:
            weeks = [line.week for line in Story(lives(somebody(who))[0], Words(Language.NL)).lines()]
            assert weeks == sorted(weeks)
            assert all(1 <= week <= 208 for week in weeks)

    @pytest.mark.parametrize("who", EVERYBODY)
    def test_both_languages_tell_as_much(self, who: str) -> None:
        english, dutch = (Story(lives(somebody(who))[0], Words(lang)) for lang in (Language.EN, Language.NL))
        assert [line.week for line in english.lines()] == [line.week for line in dutch.lines()]
        text = told(somebody(who), Language.NL)
        assert "Het huishouden op adres" in text
        assert not re.search(r"\b(week|life)_", text)
        assert "Vaste kosten" in text


class TestTwoWorlds:
    def test_the_first_week_at_which_they_part(self) -> None:
        one, other = (Story(life, Words(Language.EN)) for life in lives(somebody("coached")))
        found = parting(one.lines(), other.lines())
        assert found is not None
        week, here, there = found
        assert here or there
        before = [[line for line in story.lines() if line.week < week] for story in (one, other)]
        assert before[0] == before[1]
        ours, theirs = ([line.text for line in story.lines() if line.week == week] for story in (one, other))
        assert ours != theirs
        assert set(here) == set(ours) - set(theirs)
        assert f"Up to week {week - 1} it goes exactly so in both worlds." in joined(told(somebody("coached")))

    def test_usual_care_stands_alone(self) -> None:
        key = Key(worldview="", scenario="usual_care", draw=0, run=0)
        assert len(lives_of(Asked(study(), key, None), 5, None)) == 1

    def test_another_scenario(self) -> None:
        text = joined(told(somebody("coached"), against="wijkcoaches"))
        assert "Neighbourhood coaches in the pilot, week" in text
        assert "Usual care" not in text

    def test_who_is_far_from_the_pilot_lives_the_same_life(self) -> None:
        """Somebody elsewhere without problems: nothing of what differs touches them."""
        ours = accounts()
        calm = int(ours.address[np.flatnonzero((ours.problem_weeks == 0) & (ours.place == 2))[0]])
        assert "there is no difference" in joined(told(calm))


class TestTask:
    def test_it_is_printed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        given = [*SMALL, "task=household", "scenarios=wijkcoaches", f"results={tmp_path / 'none'}"]
        assert main([*given, "run=adverse/wijkcoaches/0/0", "household=3", "lang=nl"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("Het huishouden op adres 3 in Oosterpoort (pilotwijk), Voorbeeldstad")
        assert "In beide werelden" in said
        assert not any(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (["run=usual_care/0/0"], "household is missing; give an address, as in household=123"),
            (["run=usual_care/0/0", "household=1500"], "household = 1500: the addresses of example are 0 to 1499"),
            (["run=usual_care/0/0", "household=-1"], "household = -1: the addresses of example are 0 to 1499"),
            (["run=usual_care/0/0", "household=x"], "household = 'x': must be a whole number"),
            (["household=3"], "task=household: run is missing"),
            (["run=usual_care/0/0", "household=3", "against=wijkcoaches"], "usual_care/0/0 has no worldview"),
            (["run=adverse/wijkcoaches/0/0", "household=3", "against=wijkcoach"], "did you mean 'wijkcoaches'?"),
        ],
    )
    def test_bad_input(self, given: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        before = [*SMALL, "task=household", "scenarios=wijkcoaches", f"results={tmp_path / 'none'}"]
        assert main([*before, *given]) == 2
        assert said in capsys.readouterr().err
        assert not any(tmp_path.iterdir())

    def test_a_stylised_town_has_no_lives(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        given = ["town=queue", "task=household", "run=usual_care/0/0", "household=3", f"results={tmp_path / 'none'}"]
        assert main(given) == 2
        assert "queue is a stylised town" in capsys.readouterr().err


def test_a_payer_who_pays_in_one_world_only_pays_nothing_in_the_other() -> None:
    paid = SimpleNamespace(payer=Payer.MUNICIPALITY, cents=329800, product="home_help")
    bills = ((paid,), ())
    same = {"occupant": 1, "problem_weeks": 367, "crises": 0, "evictions": 0, "until": 520.0}
    ours = [SimpleNamespace(bill=bill, cents=sum(each.cents for each in bill), **same) for bill in bills]
    story = SimpleNamespace(life=SimpleNamespace(journeys=()))
    told_of = dict(facts_of(cast(Any, ours), cast(Any, [story, story]), Words(Language.NL)))
    said = {name: [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] for name, texts in told_of.items()}
    assert said["Kosten voor de gemeente"] == said["Kosten samen"] == ["€ 3.298", "€ 0"]
    assert list(said)[-2:] == ["Kosten voor de gemeente", "Kosten samen"]


def test_every_text_has_the_same_parts_in_both_languages() -> None:
    for name, texts in LIFE.items():
        parts = [sorted(re.findall(r"{(\w+)}", text)) for text in texts]
        assert parts[0] == parts[1], name
