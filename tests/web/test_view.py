"""What is looked at: in the address bar, as levers, and as a study."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulation.present.words import Words
from simulation.settings import MIXED, SettingsError
from simulation.settings.checks import levers_problems
from simulation.settings.levers import Coaches
from simulation.settings.scenario_files import load_scenario
from simulation.settings.words import Language
from simulation.web import state
from simulation.web.files import reason
from simulation.web.levers import MONEY, SLIDERS, Own, content_of
from simulation.web.view import OWN, View, address_of, scenarios, study_of, town_of, towns, view_at, worldviews

EXAMPLE = View(town="example", size=2000)
CHOICE = Own(where="city", fte_per_10000_households=12, mandate=45, caseload_per_fte=30, substitution=35, money_years=3)


def test_a_link_opens_the_same_view() -> None:
    view = View(
        town="almelo",
        size=0,
        worldviews=("no_effect",),
        scenarios=("intakers", "funding_ends"),
        own=replace(CHOICE, after="own_money"),
    )
    assert view_at(address_of(view)) == (view, [])
    assert address_of(View()) == {}
    assert view_at({}) == (View(), [])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("town", "enschde", "did you mean 'enschede'?"),
        ("town", "../../etc/passwd", "choose from"),
        ("town", "queue", "choose from"),
        ("size", "1000000000", "size = '1000000000'"),
        ("size", "-1", "choose from"),
        ("worldviews", "optimistic.sunny", "worldviews = 'sunny'"),
        ("scenarios", "../configs/voordeur", "scenarios = "),
        ("scenarios", "<script>alert(1)</script>", "scenarios = "),
        ("mandate", "101", "must be a whole number from 0 to 100"),
        ("mandate", "nan", "must be a whole number"),
        ("fte_per_10000_households", "1e9", "must be a whole number from 0 to 50"),
        ("money_years", "0", "must be a whole number from 1 to 10"),
        ("after", "party", "choose from"),
        ("where", "Atlantis", "where = 'Atlantis': choose from"),
    ],
)
def test_what_cannot_be_in_a_link_is_said(key: str, value: str, said: str) -> None:
    view, problems = view_at({key: value, "caseload_per_fte": "20"})
    assert len(problems) == 1
    assert said in str(problems[0])
    assert view == View(own=Own(caseload_per_fte=20))


def test_what_cannot_be_in_a_link_is_said_in_the_language_of_the_page_on_a_line_or_two() -> None:
    for key, value, said in (("scenarios", "x" * 900, "kies uit"), ("mandate", "-5", "moet een heel getal zijn")):
        text = reason(view_at({key: value})[1][0], Words(Language.NL))
        assert said in text
        assert len(text) < 200


def test_other_parameters_change_nothing() -> None:
    assert view_at({"lang": "en", "utm_source": "x", "embed": "true"}) == (View(), [])


def test_no_stylised_town_is_offered() -> None:
    assert {"enschede", "example"} <= set(towns())
    assert not {"queue", "ladder"} & set(towns())
    assert "usual_care" not in scenarios()
    assert worldviews()[-1] == MIXED


def test_at_first_the_choice_is_wijkcoaches() -> None:
    study = study_of(EXAMPLE, 2)
    same = load_scenario("wijkcoaches", town=study.town, years=study.settings.years)
    assert [each.name for each in study.scenarios] == [OWN]
    assert study.scenarios[0].phases == same.phases


def test_the_choice_is_what_the_sliders_say() -> None:
    levers = study_of(replace(EXAMPLE, own=CHOICE), 2).scenarios[0].phases[0].levers
    coaches = Coaches(
        where="city", fte_per_10000_households=12.0, mandate=0.45, caseload_per_fte=30.0, substitution=0.35
    )
    assert levers.coaches == coaches
    assert (levers.funding.additional_until_month, levers.funding.after) == (36, "stop")
    named = study_of(replace(EXAMPLE, own=replace(CHOICE, where="Nieuwland")), 2)
    assert named.scenarios[0].phases[0].levers.coaches.where == ("Nieuwland",)


def test_a_neighbourhood_of_another_town_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"unknown neighbourhood 'Velve-Lindenhof'"):
        study_of(replace(EXAMPLE, own=Own(where="Velve-Lindenhof")), 2)


def test_every_end_of_a_slider_is_a_lever_that_settings_allow() -> None:
    town = town_of(EXAMPLE)
    for slider in (*SLIDERS, MONEY):
        for end in (slider.low, slider.high):
            own = replace(Own(), **{slider.name: end})  # type: ignore[arg-type]
            levers = study_of(replace(EXAMPLE, own=own), 2).scenarios[0].phases[0].levers
            assert list(levers_problems(levers, "levers", town.town)) == []
            assert getattr(view_at({slider.name: str(end)})[0].own, slider.name) == end


def test_a_share_beyond_its_end_is_refused() -> None:
    with pytest.raises(SettingsError, match="must be between 0 and 1"):
        study_of(replace(EXAMPLE, own=Own(mandate=105)), 2)


def test_money_to_the_last_year_has_no_end() -> None:
    town = town_of(EXAMPLE)
    assert content_of(Own(money_years=10), town)["levers"]["funding"] == {"additional_until_month": None}
    assert content_of(Own(money_years=9), town)["levers"]["funding"]["additional_until_month"] == 108


def test_the_mixture_draws_the_unknowns() -> None:
    study = study_of(replace(EXAMPLE, worldviews=(MIXED,)), 8)
    assert (study.settings.runs, list(study.draws_of(MIXED))) == (1, list(range(1, 9)))
    plain = study_of(EXAMPLE, 8)
    assert (plain.settings.runs, plain.settings.draws) == (8, 1)


def test_a_town_that_does_not_fit_in_memory_is_refused(desk: Path) -> None:
    from simulation.web.live import Live, Studio

    (desk / "configs" / "town").mkdir(parents=True)
    shipped = (Path(__file__).parents[2] / "configs" / "town" / "example.yaml").read_text(encoding="utf-8")
    assert "households: 3500" in shipped
    huge = shipped.replace("households: 3500", "households: 1000000000")
    (desk / "configs" / "town" / "huge.yaml").write_text(huge, encoding="utf-8")
    studio = Studio.__new__(Studio)  # without workers: it is refused before any of them is asked
    from simulation.web.pool import Pool

    studio.pool = Pool.__new__(Pool)
    studio.pool.workers = 2
    live = Live(View(town="huge", size=0))
    with pytest.raises(SettingsError, match=r"town.households = 1000000000: needs about .* GB of memory"):
        studio._step(live, 2)
    assert not (desk / "results" / "voordeur-page").exists()


class Kept(dict[str, object]):
    """A state of a session that remembers what was given."""

    def __init__(self) -> None:
        super().__init__(untold=set())
        self.given: list[str] = []

    def __getattr__(self, name: str) -> object:
        return self[name]

    def __setitem__(self, name: str, value: object) -> None:
        self.given.append(name)
        super().__setitem__(name, value)


def test_a_run_that_is_broken_off_gives_its_values_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser shows only what the last run gave; see Streamlit's ``register_widget``."""
    kept = Kept()
    monkeypatch.setattr(state.st, "session_state", kept)
    state.seed("mandate", 90)
    state.seed("mandate", 80)  # the run before was broken off; its value stays
    assert (kept["mandate"], kept.given) == (90, ["mandate", "mandate"])
    state.told()
    state.seed("mandate", 80)
    assert kept.given == ["mandate", "mandate"]
