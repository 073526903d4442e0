"""The command line: compose settings, hand over to one task."""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.settings.compose import Composed

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
TASKS = {
    "study": "simulation.study.command:run",
    "sweep": "simulation.study.command:run",
    "order": "simulation.study.order:run",
    "targets": "simulation.analysis.targets:run",
    "import_town": "simulation.settings.import_town:run",
    "pilots": "simulation.analysis.pilots:run",
    "evidence": "simulation.analysis.evidence:run",
    "guards": "simulation.analysis.guards:run",
    "calibrate": "simulation.analysis.calibrate:run",
    "break_even": "simulation.analysis.break_even:run",
    "margins": "simulation.analysis.margins:run",
    "monitoring": "simulation.analysis.monitoring:run",
    "optimise": "simulation.analysis.optimise:run",
    "replay": "simulation.study.replay:run",
    "household": "simulation.present.household:run",
    "decision": "simulation.present.decision:run",
    "report": "simulation.present.pack:run",
    "sensitivity": "simulation.analysis.sensitivity:run",
    "discovery": "simulation.analysis.discovery:run",
    "serve": "simulation.web.serve:run",
}
"""name of a task: the function that does it, given all composed settings, or its own if it has its own; it returns
an exit code, or the results folder that is to be shown"""

OWN_STUDIES = {
    f"task={name}": f"study={name}"
    for name in (
        *("pilots", "evidence", "guards", "calibrate", "sensitivity", "discovery"),
        *("break_even", "margins", "monitoring", "optimise"),
    )
}
"""tasks with a study of their own, unless another is given"""

MULTIRUN = ("-m", "--multirun")
GROUPS = ("town", "study", "worldview")

HELP = """\
Usage: voordeur [task=study] [setting=value ...]

Simulates neighbourhood coaches, front doors, agencies and waiting lists in a municipality,
and compares scenarios with usual care.

Examples
  voordeur                                      the quick study of Enschede
  voordeur town=enschede town.households=5000   a small Enschede
  voordeur scenarios=wijkcoaches,city_wide      these scenarios beside usual care
  voordeur worldviews=no_effect                 coaching changes access only
  voordeur study=council                        all unknowns drawn, for a decision
  voordeur study.runs=12 study.years=5          more runs, another horizon
  voordeur levers.coaches.mandate=0.5           a lever, in place of what scenarios say of it
  voordeur uncertainties.streets.spill.value=0.1   another central value of one unknown
  voordeur results=results/mine lang=nl         where to and in which language
  voordeur task=pilots                          each pilot as it was, fact by fact
  voordeur task=evidence                        every number: grade, source, what it moves
  voordeur task=guards town=example             what a pilot seems to do beside what it does
  voordeur task=calibrate town=almelo           what reported figures say about the unknowns
  voordeur study=sweep                          the same study at several values of two levers
  voordeur results=results/mine fresh=true      compute again what is already there
  voordeur task=sensitivity                     which unknowns move the difference, and which decide
  voordeur task=discovery                       under which conditions a policy fails
  voordeur task=replay results=results/mine run=optimistic/wijkcoaches/0/3
                                                one run again, with a journal of all that happened
  voordeur task=household results=results/mine run=optimistic/wijkcoaches/0/3 household=123
                                                the life of one household, beside usual care
  voordeur task=serve lang=nl                    a page in your browser, for this machine only
  voordeur task=decision results=results/mine    what the runs of a study mean for a choice
  voordeur task=report results=results/mine lang=nl   the pack for a council: PDF, slides, page

Settings
  task        {tasks}
  town        {town}
  study       {study}
  scenarios   {scenarios}
  worldviews  {worldviews}
  results     folder; results/<town>-<study>-<hash> if not given
  lang        nl, en
  theme       file with a house style: colours, font, logo; see README
  fresh       true: compute again
  run         of task=replay, household: worldview/scenario/draw/run, or usual_care/draw/run
  household   of task=household: an address, from 0 on
  against     of task=household: the scenario to lay beside it; usual_care if not given
  store       folder of finished runs; voordeur-store beside the results if not given
  engine      loky (this machine), dask (a cluster; engine.address=tcp://...)
  quiet       true: nothing on the way
  log         file for every event, as lines of JSON
  draws       CSV or Parquet with values of some unknowns, a row for each draw from 1 on
  targets     of task=calibrate: reported figures, in the columns of evidence/pilot_targets.csv

  study.precision    {{outcome:half-width}}: add runs until chance leaves no more, as in
                     'study.precision={{crises_pilot:5}}'
  study.max_runs     most runs of each draw that precision may take; 10 x study.runs if not given
  study.run_seconds  seconds that a run may take before it counts as failed
  study.fail_fast    true: stop at the first run that fails

Sweeps: one study at many points
  voordeur task=sweep sweep.over.levers.coaches.mandate=[0.5,0.7,0.9]
  voordeur task=sweep sweep.design=sobol sweep.points=8 sweep.over.uncertainties.streets.spill=range
  voordeur -m levers.coaches.mandate=0.5,0.7,0.9 uncertainties.streets.spill.value=0.1,0.12

  levers.X.Y=   replaces what every scenario says of a lever, in all its phases; usual care stays
                as it is, but for levers.agencies and levers.shocks; says what it replaced
  sweep.over    levers and uncertainties: =[a,b], or '={{low:a,high:b,steps:n}}' in quotes
  sweep.design  grid (if not given), latin_hypercube, sobol
  sweep.points  how many; a grid has all combinations, and needs steps for a range

-m takes lists a,b, choice(a,b) and range(start,stop,step). Those of a lever or an uncertainty are
points of one study; those of another setting are studies of their own, run one after another.

Which unknowns matter, and when a policy fails; each needs the packages of voordeur[analysis]
  voordeur task=sensitivity sensitivity.over=streets,coaches.multiplier sensitivity.method=morris
  voordeur task=discovery discovery.fails="cost_municipality_eur > 0 and crises > -10"

  sensitivity.over, .outcomes, .scenario, .worldview, .scope     what is compared; see README
  sensitivity.method                morris, sobol, both (if not given)
  sensitivity.trajectories, .points, .most, .chart_runs          how much is run
  discovery.fails                   a rule on differences from usual care: < <= > >=, and, or, not
  discovery.over, .scenario, .scope, .conditions, .permutations  where it is looked for, and how

Questions to paired runs; each has a study of its own, configs/study/<task>.yaml
  voordeur task=break_even break_even.payers=municipality,all   from which value on it pays
  voordeur task=margins margins.fte=2                           what one more of each kind does
  voordeur task=monitoring monitoring.baseline_months=24        would a council's figures show it
  voordeur task=optimise optimise.trials=48                     staff and mix by several objectives

Your own municipality, from CBS "Kerncijfers wijken en buurten"
  voordeur task=import_town file=kwb-2023.xlsx municipality=Hengelo
  voordeur task=import_town file=86165NED.zip municipality=Hengelo per=buurt pilot=Nijverheid

  file          workbook (XLSX, XLS, CSV), StatLine bundle (folder, ZIP), or cbs:<table> to fetch it
  municipality  writes configs/town/<municipality>.yaml in the current folder
  per           neighbourhoods: wijk (if not given) or buurt
  pilot         the pilot neighbourhood; a large one with the largest factor if not given
  fresh         true: write a town again that is already there

The page: choose, move a slider, see what the model makes of it; needs voordeur[page]
  voordeur task=serve lang=en server.port=8600

  lang          nl (if not given), en
  server.port   8501 if not given; the page is at http://127.0.0.1:8501
  theme         file with a house style

A choice between the scenarios of a study that was run, as study=council study.draws=129
  voordeur task=decision results=results/mine scope=pilot lang=nl

  results                folder of a complete study; tables and charts go in its folder decision
  scope                  town (if not given) or pilot
  under                  worldview whose runs count; mixed, or all that have draws, if not given
  most_per_problem_week  euros: the most that a week less with a problem may be worth; 1000
  most_per_crisis        euros: the same for a crisis; 50000

The pack for a council, of a study that was run; needs the packages of voordeur[report]
  voordeur task=report results=results/mine lang=nl

  results   folder of a complete study; what stands in its folder monitoring or discovery (results
            of those tasks) is told too
  to        folder that files go to; report in the results folder if not given
  scenario  that the households' stories and what moves the answer are about; the first if not given
  theme     file with a house style

Lists are written a,b or '[a,b]'. Files in ./configs and ./scenarios of the current folder come
first: a copy of scenarios/wijkcoaches.yaml under another name is a scenario of your own.

Options
  -h, --help     this text
  --version      the version
  -m, --multirun every combination of the values in lists

Ends with 0 done, 1 failure while running (what is done is kept), 2 a setting that cannot be used
(nothing is written), 130 interrupted.
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs one task.

    Args:
        arguments: as typed after ``voordeur``; those of the process if not given

    Returns:
        0 done, 1 failure while running, 2 bad input, 130 interrupted
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _answered(given)
    except KeyboardInterrupt:
        return _say("interrupted; what is done is kept", INTERRUPTED)
    except Exception as error:
        return _failure(error)


def _answered(arguments: list[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        print(_help(), end="")
        return DONE
    if "--version" in arguments:
        print(f"voordeur {version('voordeur')}")
        return DONE
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    from simulation.settings.results import check_writable
    from simulation.settings.tasks import TASK_SETTINGS, task_on, task_settings

    several = bool(set(MULTIRUN) & set(arguments))
    settings = [argument for argument in arguments if argument not in MULTIRUN]
    named = task_on(settings)
    _check_options(settings, named, several)
    if named is not None and named in TASK_SETTINGS:
        return _done(named, task_settings(named, settings))
    if named is not None:
        _check_task(named)
    studies = _studies(_with_own_study(settings), several)
    for composed in studies:
        _tell(composed)
        _check_task(composed.task)
        check_writable(composed.results)
        _check_theme(composed.theme)
    return max([_done(composed.task, composed, composed.lang, composed.theme) for composed in studies])


def _studies(settings: list[str], several: bool) -> "list[Composed]":
    """Composes what is asked for, all of it before anything is run."""
    if several:
        from simulation.settings.multirun import compose_studies

        return compose_studies(settings)
    from simulation.settings.compose import compose_study

    return [compose_study(settings)]


def _check_options(settings: list[str], task: str | None, several: bool) -> None:
    from simulation.settings.errors import SettingsError
    from simulation.settings.tasks import TASK_SETTINGS

    options = [argument for argument in settings if argument.startswith("-")]
    if options:
        raise SettingsError(f"{options[0]}: unknown option; choose from --help, --version, --multirun")
    if several and task in TASK_SETTINGS:
        raise SettingsError(f"{MULTIRUN[0]}: task={task} is done once, with one value of each setting")


def _check_task(task: str) -> None:
    """Refuses a task that is not there, or that a file names though it has settings of its own."""
    from simulation.settings.errors import SettingsError, nearest
    from simulation.settings.tasks import TASK_SETTINGS

    if task not in TASKS:
        raise SettingsError(f"task = {task!r}: unknown task; {nearest(task, TASKS)}")
    if task in TASK_SETTINGS:
        raise SettingsError(f"task = {task!r}: has settings of its own; name it on the command line")


def _check_theme(theme: Path | None) -> None:
    """Refuses a house style that cannot be used, before anything is run."""
    if theme is not None:
        from simulation.present.house import read_house

        read_house(theme)


def _tell(composed: "Composed") -> None:
    """Says what levers of the command line change in scenarios, which a reader of their names would not expect."""
    for line in () if composed.quiet else composed.replaced:
        print(f"voordeur: {line}", file=sys.stderr)


def _done(task: str, settings: object, lang: str = "en", theme: Path | None = None) -> int:
    """Does a task; shows the results folder that it gives, if it gives one."""
    module, _, function = TASKS[task].partition(":")
    run: Callable[[object], int | Path] = getattr(import_module(module), function)
    done = run(settings)
    if not isinstance(done, Path):
        return done
    from simulation.present import show
    from simulation.present.house import read_house

    show(done, lang, read_house(theme))
    return DONE


def _with_own_study(arguments: list[str]) -> list[str]:
    if any(argument.startswith("study=") for argument in arguments):
        return arguments
    return [*(study for task, study in OWN_STUDIES.items() if task in arguments), *arguments]


def _help() -> str:
    from simulation.settings import folders

    configs = folders.folders("configs")
    groups = {name: folders.names(tuple(each / name for each in configs)) for name in GROUPS}
    return HELP.format(
        tasks=_column(TASKS),
        town=_column(groups["town"]),
        study=_column(groups["study"]),
        scenarios=_column(folders.names(folders.folders("scenarios"))),
        worldviews=_column([*groups["worldview"], "mixed"]),
    )


def _column(names: Iterable[str]) -> str:
    """Names beside a heading, on as many lines as they need."""
    indent = " " * 14
    return fill(", ".join(names), 100, initial_indent=indent, subsequent_indent=indent).lstrip()


def _failure(error: Exception) -> int:
    from simulation.settings.errors import SettingsError

    if isinstance(error, SettingsError):
        return _say(str(error), BAD_INPUT)
    reason = " ".join(str(error).split()) or "no reason given"
    return _say(f"failed: {type(error).__name__}: {reason}; what is done is kept", FAILED)


def _say(text: str, code: int) -> int:
    print(f"voordeur: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
