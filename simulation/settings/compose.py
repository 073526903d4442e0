"""From the command line and the folders of the user and the package to one typed, checked study."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, get_type_hints

from simulation.settings import folders, sections
from simulation.settings.approaches import brought, levers_class
from simulation.settings.checks import name_problems
from simulation.settings.chosen_levers import chosen_in, is_lever, with_chosen
from simulation.settings.command_line import settings_from
from simulation.settings.composition import composed, plain, with_settings
from simulation.settings.draws_file import draws_path, with_draws
from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.idle_settings import idle_settings
from simulation.settings.levers import Levers
from simulation.settings.origins import COMMAND_LINE, Layer, Origins
from simulation.settings.results import default_folder, default_store
from simulation.settings.scenario_files import load_scenario, merged
from simulation.settings.study import Engine, Study, StudySettings
from simulation.settings.sweep import Sweep
from simulation.settings.sweep_section import SweepSection, check_task, sweep_of
from simulation.settings.task_sections import OWN_RUNS, check_section, section_of
from simulation.settings.task_sections import SECTIONS as TASK_SECTIONS
from simulation.settings.town import Town
from simulation.settings.validate import refuse_first, validated
from simulation.settings.values import MIXED
from simulation.settings.words import Language, TownKind
from simulation.settings.worldview_files import MIXTURE, load_worldview

REFERENCE = "usual_care"


@dataclass(frozen=True, kw_only=True)
class Options:
    """The settings at the top: what to do, in which language, where to, and the names on two axes."""

    task: str
    lang: Language
    results: str | None
    fresh: bool
    scenarios: tuple[str, ...]
    worldviews: tuple[str, ...]
    store: str | None = None
    engine: Engine = field(default_factory=Engine)
    quiet: bool = False
    log: str | None = None
    run: str | None = None
    household: int | None = None
    against: str | None = None
    draws: str | None = None
    targets: str | None = None
    theme: str | None = None


ONLY_FOR = {
    "run": ("replay", "household"),
    "household": ("household",),
    "against": ("household",),
    "targets": ("calibrate",),
}
"""options that only some tasks have"""
FOLDERS = ("results", "store", "log")
"""options that say where is written"""

SECTIONS = ("study", "town", "levers", "uncertainties", "price_index", "sweep", *TASK_SECTIONS)


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A study with what a task needs besides."""

    study: Study
    task: str
    lang: Language
    results: Path
    """folder for the results; need not exist"""
    store: Path
    """folder with the runs of all studies; need not exist"""
    fresh: bool
    """whether complete results are computed again"""
    engine: Engine
    quiet: bool
    """whether only errors and results are told"""
    log: Path | None
    """file for what is done, one line of JSON each"""
    levers: Levers
    """what files say holds in every scenario unless it says otherwise"""
    configuration: Mapping[str, Any]
    """the composed settings as plain values, for the manifest"""
    sweep: Sweep | None
    """the points that the study is run at; none if it is run as it is"""
    section: Any = None
    """the settings of the task alone, see ``task_sections``"""
    run: str | None = None
    """the key of one run, see ``study.keys``"""
    household: int | None = None
    """an address"""
    against: str | None = None
    """a scenario to lay beside that of the run"""
    targets: Path | None = None
    """a file with reported figures; the shipped ones if not given"""
    theme: Path | None = None
    """a file with a house style"""
    replaced: Sequence[str] = ()
    """what levers of the command line change in scenarios, a line each"""


def compose_study(overrides: Sequence[str], directory: Path | None = None) -> Composed:
    """Composes, checks and types all settings of a study.

    Args:
        overrides: as on the command line: ``town=enschede``, ``scenarios=a,b``, ``study.runs=10``
        directory: where the user works, with perhaps configs/ and scenarios/; the current folder if not given

    Raises:
        SettingsError: something cannot be used; says where it was given
    """
    configs = folders.folders("configs", directory)
    given = settings_from(overrides, configs, known_keys())
    ours = [setting for setting in given if is_lever(setting)]
    raw, layers = composed([setting for setting in given if not is_lever(setting)], configs)
    own = [Layer(each.uncertainties, "uncertainties") for each in brought()]
    keys = [setting.key for setting in given if not setting.chooses_file]
    origins = Origins((*layers, *own), keys)
    in_files = plain(raw, origins).get("levers") if ours else None
    configuration = plain(with_settings(raw, ours) if ours else raw, origins)
    for each in brought():
        configuration = merged({"uncertainties": _brought_by(each)}, configuration)
    options = _options(configuration, origins)
    refuse_first(origins.row_problems(configuration), origins.of)
    swept = configuration.get("sweep")
    check_task(options.task, swept, origins)
    check_section(options.task, configuration, origins)
    chosen = (
        chosen_in(ours, sections.levers(configuration, sections.town(configuration, origins), origins)) if ours else {}
    )
    levers, study = _study(
        {**configuration, "levers": in_files} if ours else configuration, options, origins, directory
    )
    sweep = None if swept is None else sweep_of(swept, study, origins)
    study, replaced = with_chosen(study, chosen, options.task, sweep)
    values = {setting.key: setting.value for setting in given}
    refuse_first(idle_settings(values, options.task, options.engine, study), lambda key: COMMAND_LINE)
    here = directory or Path()
    section = section_of(options.task, configuration, study, origins, directory)
    if options.draws is not None:
        study = with_draws(study, draws_path(options.draws, directory))
    asked = section if isinstance(section, OWN_RUNS) else None
    results = here / (Path(options.results).expanduser() if options.results else default_folder(study, sweep, asked))
    return Composed(
        study=study,
        task=options.task,
        lang=options.lang,
        results=results,
        store=here / Path(options.store).expanduser() if options.store else default_store(results),
        fresh=options.fresh,
        engine=options.engine,
        quiet=options.quiet,
        log=here / Path(options.log).expanduser() if options.log else None,
        levers=levers,
        configuration=configuration,
        sweep=sweep,
        section=section,
        run=options.run,
        household=options.household,
        against=options.against,
        targets=here / Path(options.targets).expanduser() if options.targets else None,
        theme=here / Path(options.theme).expanduser() if options.theme else None,
        replaced=replaced,
    )


def _brought_by(approach: Any) -> dict[str, Any]:
    """The uncertainties of an approach, which are in a group of its own name."""
    content, where = folders.read(approach.uncertainties), folders.shown(approach.uncertainties)
    if approach.name in folders.names((folders.shipped("configs") / "uncertainties",)):
        raise SettingsError(f"{where}: the name '{approach.name}' is taken by the shipped uncertainties")
    if list(content) != [approach.name]:
        raise SettingsError(f"{where}: must hold one block, '{approach.name}', not {', '.join(content) or 'nothing'}")
    return content


@cache
def known_keys() -> tuple[str, ...]:
    """Lists the dotted names of all settings that are known beforehand (rows of tables are not)."""
    return (*_keys_within(Options, ""), *_section_keys())


def _section_keys() -> Iterator[str]:
    kinds = {
        "study": StudySettings,
        "town": Town,
        "levers": levers_class(),
        "sweep": SweepSection,
        **TASK_SECTIONS,
    }
    for name in SECTIONS:
        yield name
        yield from _keys_within(kinds.get(name), f"{name}.")


def _keys_within(kind: Any, prefix: str) -> Iterator[str]:
    if is_dataclass(kind):
        for name, inner in get_type_hints(kind).items():
            yield f"{prefix}{name}"
            yield from _keys_within(inner, f"{prefix}{name}.")


def _options(configuration: Mapping[str, Any], origins: Origins) -> Options:
    own = {each.name for each in fields(Options)}
    for key, value in configuration.items():
        if key not in own and key not in SECTIONS:
            hint = nearest(key, [*sorted(own), *SECTIONS])
            raise refusal(origins.of(key), key, value, f"unknown key; {hint}")
    given = {key: value for key, value in configuration.items() if key in own}
    options = validated(Options, given, "", origins.of)
    for key, tasks in ONLY_FOR.items():
        if getattr(options, key) is not None and options.task not in tasks:
            of_tasks = " and ".join(f"task={task}" for task in tasks)
            raise refusal(origins.of(key), key, getattr(options, key), f"only for {of_tasks}")
    for key in FOLDERS:
        if (path := getattr(options, key)) and origins.of(key) != COMMAND_LINE and not folders.is_within(path):
            raise refusal(origins.of(key), key, path, "a file can only name a place in the current folder")
    refuse_first(name_problems("scenarios", options.scenarios, allow_none=True), origins.of)
    refuse_first(name_problems("worldviews", options.worldviews), origins.of)
    return options


def _study(
    configuration: Mapping[str, Any], options: Options, origins: Origins, directory: Path | None
) -> tuple[Levers, Study]:
    settings = sections.study_settings(configuration, origins)
    town = sections.town(configuration, origins)
    levers = sections.levers(configuration, town, origins)
    uncertainties = sections.uncertainties(configuration, town, origins)
    _check_axes(options, settings, origins, directory)
    scenario = partial(load_scenario, base=levers, town=town, years=settings.years, directory=directory)
    worldview = partial(load_worldview, uncertainties=uncertainties, directory=directory)
    asked = options.scenarios if town.kind is TownKind.REAL else ()  # nothing can be chosen in a stylised town
    names = [name for name in asked if name != REFERENCE]
    return levers, Study(
        settings=settings,
        town=town,
        uncertainties=uncertainties,
        worldviews=tuple(worldview(name) for name in options.worldviews),
        mixture=tuple(worldview(name) for name in MIXTURE),
        scenarios=tuple(scenario(name) for name in names),
        reference=scenario(REFERENCE),
    )


def _check_axes(options: Options, settings: StudySettings, origins: Origins, directory: Path | None) -> None:
    """Refuses unknown names where the list of them was given, and a mixture without draws."""
    worldviews = [folder / "worldview" for folder in folders.folders("configs", directory)]
    known = {
        "scenarios": folders.names(folders.folders("scenarios", directory)),
        "worldviews": [*folders.names(tuple(worldviews)), MIXED],
    }
    for key, names in known.items():
        for name in getattr(options, key):
            if name not in names:
                raise refusal(origins.of(key), key, name, f"unknown {key[:-1]}; {nearest(name, names)}")
    if MIXED in options.worldviews and settings.draws < 2:
        allowed = f"has no draw 0: needs study.draws=2 or more, not {settings.draws}"
        raise refusal(origins.of("worldviews"), "worldviews", MIXED, allowed)
