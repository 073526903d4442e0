"""One run: settle a town, continue a copy of it in one scenario, measure.

Pure: no files, nothing global, nothing mutated.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from simulation.model import WEEKS_PER_YEAR, Clockwork, CoachingModel, continue_world, prepare
from simulation.money import Ledger
from simulation.services.world import World
from simulation.settings import Scenario, SettingsError, Study, Tables, Town, TownKind, Values, Worldview
from simulation.streets.luck import seed_of
from simulation.streets.stylised import with_households
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.journeys import journeys_of
from simulation.study.keys import NO_WORLDVIEW, Key, named, values_in
from simulation.study.outcomes import outcomes_of
from simulation.study.tables import Columns, classes_of, ledger_of, months_of


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What one run measured; tables that were not wanted are empty."""

    key: Key
    outcomes: dict[str, float]
    months: Columns
    """by month and neighbourhood, see ``tables.months_of``"""
    ledger: Columns
    """by year, neighbourhood and product, see ``tables.ledger_of``"""
    classes: Columns
    """by neighbourhood, composition and income, see ``tables.classes_of``"""
    accounts: Accounts | None
    """every household, to compare another scenario with; left out where nothing is"""
    journeys: Columns = field(default_factory=dict)
    """every request, case and referral, see ``journeys.journeys_of``"""


def clockwork_of(study: Study, run: int, years: float) -> Clockwork:
    """Return how a stretch of a run is calculated."""
    settings = study.settings
    return Clockwork(
        seed=seed_of(settings.seed, run),
        years=years,
        rounds_per_week=settings.rounds_per_week,
        numerics=settings.numerics,
    )


def town_in(study: Study) -> Town:
    """Return the town of a study; a queue town has addresses for all requests until the horizon."""
    years = study.settings.warm_up_years + study.settings.years
    return with_households(study.town, years * WEEKS_PER_YEAR)


def settle(study: Study, draw: int = 0, run: int = 0) -> World:
    """Return the town at week 0, after the warm-up under usual care, whatever the worldview or scenario."""
    clockwork = clockwork_of(study, run, study.settings.warm_up_years)
    return prepare(town_in(study), study.reference, values_in(study, None, draw), clockwork)


def run_once(
    study: Study,
    scenario: Scenario | str,
    worldview: Worldview | str | None = None,
    *,
    draw: int = 0,
    run: int = 0,
    settled: World | None = None,
    reference: RunResult | None = None,
) -> RunResult:
    """Run one scenario once.

    Args:
        study: Town, uncertainties, horizon and seed.
        scenario: One of the study, by name, or any other.
        worldview: One of the study, by name, or any other; usual care needs none.
        draw: Which values of the uncertainties; 0 are the central ones.
        run: Which luck.
        settled: The town at week 0, if ``settle`` was called before for this draw and run; it is not changed.
        reference: Usual care in the same draw and run. Without it the parts of the effect (``effect_...``) have no
            value.

    Raises:
        SettingsError: The study has no scenario or worldview of this name, or the reference is of another draw or run.
    """
    if isinstance(scenario, str):
        scenario = named((study.reference, *study.scenarios), scenario, "scenario")
    if isinstance(worldview, str):
        worldview = named(study.worldviews, worldview, "worldview") if worldview else None
    if reference is not None and (reference.key.draw, reference.key.run) != (draw, run):
        raise SettingsError(f"reference: is draw {reference.key.draw} run {reference.key.run}, not {draw} run {run}")
    town = settled if settled is not None else settle(study, draw, run)
    model = play(study, scenario, values_in(study, worldview, draw), run, town)
    name = NO_WORLDVIEW if worldview is None else worldview.name
    key = Key(worldview=name, scenario=scenario.name, draw=draw, run=run)
    itself = reference is None and scenario.phases == study.reference.phases
    return measure(model, key, None if reference is None else reference.accounts, itself=itself)


def play(
    study: Study,
    scenario: Scenario,
    values: Values,
    run: int,
    settled: World,
    spare: World | None = None,
    *,
    observe: Callable[[CoachingModel], None] | None = None,
    each_month: Callable[[int], None] | None = None,
) -> CoachingModel:
    """Return a model that continued a copy of a settled town to the horizon.

    Args:
        study: Town, horizon and seed.
        scenario: What the council decides.
        values: One value for each uncertainty.
        run: Which luck.
        settled: The town at week 0; it is not changed.
        spare: The world of a run that is measured already; its memory is used again.
        observe: See ``CoachingModel``.
        each_month: See ``CoachingModel``.
    """
    clockwork = clockwork_of(study, run, study.settings.years)
    model = continue_world(
        town_in(study), scenario, values, settled, clockwork, spare, observe=observe, each_month=each_month
    )
    model.run()
    return model


def payments_of(model: CoachingModel) -> Ledger:
    """Return all payments; a stylised town has none."""
    if model.town.kind is TownKind.REAL:
        return model.ledger()
    return Ledger((), model.months, len(model.town.neighbourhoods))


def measure(
    model: CoachingModel,
    key: Key,
    reference: Accounts | None = None,
    *,
    itself: bool = False,
    tables: Tables = Tables.ALL,
    journeys: bool = False,
) -> RunResult:
    """Return what a finished model has to tell.

    Args:
        model: A model that was run to its horizon.
        key: Which run it is.
        reference: The households of the reference in the same draw and run.
        itself: Whether this is the reference, from which it differs in nothing.
        tables: Which are wanted besides outcomes; ``runs`` are outcomes alone.
        journeys: Whether every request, case and referral is wanted.
    """
    ledger = payments_of(model)
    accounts = accounts_of(model, ledger)
    more = tables is not Tables.RUNS
    return RunResult(
        key=key,
        outcomes=outcomes_of(model, ledger, accounts, accounts if itself else reference),
        months=months_of(model) if more else {},
        ledger=ledger_of(model, ledger) if more else {},
        classes=classes_of(model.town, accounts) if more else {},
        accounts=accounts,
        journeys=journeys_of(model) if journeys else {},
    )
