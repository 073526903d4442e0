"""The section ``sweep`` of the composed configuration, made into a sweep and checked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args, get_type_hints

from simulation.settings.approaches import levers_class
from simulation.settings.checks import levers_problems
from simulation.settings.errors import Problem, nearest, refusal
from simulation.settings.origins import COMMAND_LINE, Origins
from simulation.settings.study import Study
from simulation.settings.sweep import LEVERS, UNCERTAINTIES, WORLD, Range, Sweep, Value, size_of
from simulation.settings.validate import refuse_first, validated
from simulation.settings.words import Design, TownKind

SECTION = "sweep"
OVER = f"{SECTION}.over"
SEARCHES = "discovery"
"""the task that goes through the points of a sweep if there is one"""
SWEEPING = (SECTION, "break_even", "optimise")
"""tasks that look at several values of settings"""
MOST_POINTS = 100_000
OWN_RANGE = "range"
"""word for the range that an uncertainty has itself"""
POSTS = "fte_per_10000_households"
BOUNDS = ("low", "high", "steps")
WRITTEN = "must be a list [a, b], or a range {low: a, high: b}"


@dataclass(frozen=True, kw_only=True)
class SweepSection:
    """The section as it is written; ``over`` may be nested, or have dotted names."""

    design: Design = Design.GRID
    points: int | None = None
    over: Mapping[str, Any] = field(default_factory=dict)


def sweep_of(content: Any, study: Study, origins: Origins) -> Sweep:
    """Makes a sweep of what is written.

    Args:
        content: of the section, as plain values
        study: what is swept; its levers and uncertainties are what can be swept over
        origins: tells where a key was given

    Raises:
        SettingsError: the first thing that is wrong, whatever point it is at
    """
    section = validated(SweepSection, content, SECTION, origins.of)
    written = _flat(content.get("over") or {}, origins)
    if not written:
        raise refusal(origins.of(OVER), OVER, {}, f"must name a lever or uncertainty, as in {LEVERS}.coaches.mandate")
    over = {key: _typed(key, values, study, origins) for key, values in written.items()}
    sweep = Sweep(design=section.design, points=section.points, over=over)
    refuse_first(_size_problems(sweep), origins.of)
    idle = idle_levers(sweep.over, study, sweep)
    refuse_first((Problem(f"{OVER}.{key}", written[key], why) for key, why in idle), origins.of)
    return sweep


def _flat(over: Mapping[str, Any], origins: Origins) -> dict[str, Any]:
    """What is swept over by dotted name, in the order written, files first.

    What the command line says comes nested, next to others of its block, and replaces what files say.
    """
    found: dict[str, Any] = {}
    for name, values in _leaves(over, ""):
        key = name.removesuffix(".value") if name.startswith(f"{UNCERTAINTIES}.") else name
        if key in found and (where := origins.of(f"{OVER}.{key}")) != COMMAND_LINE:
            raise refusal(where, f"{OVER}.{key}", values, "is there twice; write it once, with dots or in blocks")
        if key not in found or _is_nested(over, name):
            found[key] = values
    return dict(sorted(found.items(), key=lambda each: origins.place(f"{OVER}.{each[0]}")))


def _leaves(content: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, inner in content.items():
        is_block = isinstance(inner, Mapping) and inner and not set(inner) & set(BOUNDS)
        if is_block:
            yield from _leaves(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner


def _is_nested(content: Any, name: str) -> bool:
    for part in name.split("."):
        if not isinstance(content, Mapping) or part not in content:
            return False
        content = content[part]
    return True


def _typed(key: str, values: Any, study: Study, origins: Origins) -> tuple[Value, ...] | Range:
    """Checks what is swept over by one name, and every value of it."""
    refuse_first(_name_problems(key, values, study), origins.of)
    if values == OWN_RANGE:
        values = _own_range(key, study, origins)
    full = f"{OVER}.{key}"
    if isinstance(values, Mapping):
        return _range(key, values, study, origins)
    if not isinstance(values, list) or not values:
        word = f", or the word {OWN_RANGE}" if key.startswith(UNCERTAINTIES) else ""
        raise refusal(origins.of(full), full, values, f"{WRITTEN}{word}")
    typed = tuple(_value(key, value, study, origins) for value in values)
    if len(set(typed)) < len(typed):
        twice = next(value for place, value in enumerate(typed) if value in typed[:place])
        raise refusal(origins.of(full), full, twice, "is there twice; each value must be unique")
    return typed


def _name_problems(key: str, values: Any, study: Study) -> Iterator[Problem]:
    kind, _, rest = key.partition(".")
    group, _, name = rest.partition(".")
    known: dict[str, Mapping[str, Collection[str]]] = {LEVERS: _levers(), UNCERTAINTIES: _uncertainties(study)}
    if kind not in known:
        other = "only levers and uncertainties have points; -m runs a study for each value of anything else"
        yield Problem(f"{OVER}.{key}", values, f"{other}, as in -m town=almelo,deventer")
    elif group not in known[kind]:
        yield Problem(f"{OVER}.{key}", values, f"unknown name; {nearest(group, known[kind])}")
    elif name not in known[kind][group]:
        yield Problem(f"{OVER}.{key}", values, f"unknown name; {nearest(name, known[kind][group])}")


def _levers() -> dict[str, dict[str, Any]]:
    """The levers of each block, with their types."""
    return {name: get_type_hints(block) for name, block in get_type_hints(levers_class()).items()}


def _uncertainties(study: Study) -> dict[str, list[str]]:
    """The names in each group."""
    groups: dict[str, list[str]] = {}
    for name in study.uncertainties.rows:
        groups.setdefault(name.partition(".")[0], []).append(name.partition(".")[2])
    return groups


def _own_range(key: str, study: Study, origins: Origins) -> Any:
    full = f"{OVER}.{key}"
    if key.startswith(LEVERS):
        raise refusal(origins.of(full), full, OWN_RANGE, f"only an uncertainty has a range of its own; {WRITTEN}")
    row = study.uncertainties.rows[key.partition(".")[2]]
    if row.low == row.high:
        allowed = f"it has no range: is {row.value:g}; give {key} a low and high first"
        raise refusal(origins.of(full), full, OWN_RANGE, allowed)
    return {"low": row.low, "high": row.high}


def _range(key: str, values: Mapping[str, Any], study: Study, origins: Origins) -> Range:
    full = f"{OVER}.{key}"
    block, lever = key.split(".")[1:]
    if key.startswith(LEVERS) and not _is_number(_levers()[block][lever]):
        raise refusal(origins.of(full), full, dict(values), "cannot have a range; must be a list [a, b]")
    steps = validated(Range, values, full, origins.of).steps
    low, high = (_value(key, values[bound], study, origins, f".{bound}") for bound in ("low", "high"))
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    if not low < high:
        raise refusal(origins.of(full), full, dict(values), "must have low < high")
    if steps is not None and steps < 2:
        raise refusal(origins.of(full), f"{full}.steps", steps, "must be at least 2: low and high are among them")
    if isinstance(low, int) and (steps or 0) > (most := int(high - low) + 1):
        raise refusal(origins.of(full), f"{full}.steps", steps, f"there are only {most} whole numbers in this range")
    return Range(low=low, high=high, steps=steps)


def _is_number(hint: Any) -> bool:
    return bool({int, float} & {hint, *get_args(hint)})


def _value(key: str, value: Any, study: Study, origins: Origins, part: str = "") -> Value:
    """Checks one value as if it were an ordinary setting.

    Args:
        key: ``levers.<block>.<lever>`` or ``uncertainties.<group>.<name>``
        value: as written
        study: with the town whose places can be named, and the ranges of uncertainties
        origins: tells where a key was given
        part: of the key, where it is not all of it
    """
    kind, group, name = key.split(".")
    prefix = f"{OVER}.{kind}"

    def origin(wrong: str) -> str:
        return origins.of(f"{OVER}.{key}")

    if kind == LEVERS:
        levers = validated(levers_class(), {group: {name: value}}, prefix, origin)
        refuse_first(levers_problems(levers, prefix, study.town), origin)
        typed: Value = getattr(getattr(levers, group), name)
        return typed
    full = f"{group}.{name}"
    number: float = validated(dict[str, float], {full: value}, prefix, origin)[full]
    row = study.uncertainties.rows[full]
    if not row.low <= number <= row.high:
        allowed = f"must be in its range, {row.low:g} to {row.high:g}; to go beyond, widen {key}.low or .high first"
        raise refusal(origin(key), f"{OVER}.{key}{part}", value, allowed)
    return number


def _size_problems(sweep: Sweep) -> Iterator[Problem]:
    count = f"{SECTION}.points"
    if sweep.points is not None and sweep.points < 1:
        yield Problem(count, sweep.points, "must be at least 1")
    if sweep.design is Design.GRID:
        yield from _grid_problems(sweep)
        return
    if sweep.points is None:
        yield Problem(
            count,
            None,
            "must say how many points; only a grid has a number of its own",
        )
    elif sweep.points > MOST_POINTS:
        yield Problem(count, sweep.points, f"must be at most {MOST_POINTS:,}")
    elif sweep.design is Design.SOBOL and sweep.points & (sweep.points - 1):
        below = 1 << (sweep.points.bit_length() - 1)
        allowed = f"must be a power of 2 for sobol, {below} or {2 * below}; latin_hypercube takes any number"
        yield Problem(count, sweep.points, allowed)


def _grid_problems(sweep: Sweep) -> Iterator[Problem]:
    for key, values in sweep.over.items():
        if isinstance(values, Range) and values.steps is None:
            bounds = {"low": values.low, "high": values.high}
            written = f"{{low: {values.low:g}, high: {values.high:g}, steps: 5}}"
            yield Problem(f"{OVER}.{key}", bounds, f"has no steps, which a grid needs; write {written}, for example")
    if (size := size_of(sweep)) > MOST_POINTS:
        counts = " x ".join(
            str(values.steps if isinstance(values, Range) else len(values)) for values in sweep.over.values()
        )
        yield Problem(OVER, counts, f"is a grid of {size:,} points; at most {MOST_POINTS:,} can be run")


def idle_levers(keys: Collection[str], study: Study, sweep: Sweep | None) -> Iterator[tuple[str, str]]:
    """Finds levers of approaches that no scenario uses, and says why each moves nothing.

    Args:
        keys: dotted names, of levers or of anything else
        study: as it is run
        sweep: over what, if it is run at several points
    """
    working = _at_work(keys, sweep, study)
    names = ", ".join(scenario.name for scenario in study.scenarios) or "there is none"
    for key in keys:
        kind, block = key.split(".")[:2]
        if kind != LEVERS or block in WORLD or block in working or (block == "funding" and working):
            continue
        why = f"no scenario ({names}) has {'an approach' if block == 'funding' else block} at work in any phase"
        if study.town.kind is not TownKind.REAL:
            why = f"nothing can be chosen in {study.town.name}, a stylised town"
        yield key, f"moves nothing: {why}"


def _at_work(keys: Collection[str], sweep: Sweep | None, study: Study) -> set[str]:
    """The approaches that some phase of some scenario has somewhere and with posts, at some point at least."""
    working, given = set(), {*keys, *(() if sweep is None else sweep.over)}
    for scenario in study.scenarios:
        for block in (each.name for each in fields(scenario.phases[0].levers)):
            places = None if sweep is None else sweep.over.get(f"{LEVERS}.{block}.where")
            if not isinstance(places, tuple):
                places = tuple(getattr(getattr(each.levers, block), "where", "nowhere") for each in scenario.phases)
            posts = (getattr(getattr(each.levers, block), POSTS, 1.0) for each in scenario.phases)
            has_posts = f"{LEVERS}.{block}.{POSTS}" in given or any(posts)
            if has_posts and any(place != "nowhere" for place in places):
                working.add(block)
    return working


def check_task(task: str, sweep: object, origins: Origins) -> None:
    """Refuses a sweep that would not be run, and the task that has nothing to sweep.

    Args:
        task: what is to be done
        sweep: content of the section; none if there is no section
        origins: tells where a key was given
    """
    if task in SWEEPING and sweep is None:
        allowed = f"nothing to sweep; give {OVER}.<lever or uncertainty>=[a,b], or a study with it, as study=sweep"
        raise refusal(origins.of("task"), "task", task, allowed)
    if task not in (*SWEEPING, SEARCHES) and sweep is not None:
        allowed = f"only task={SECTION} runs it, not task={task}; task={SEARCHES} also goes through its points"
        raise refusal(origins.of(SECTION), SECTION, sweep, allowed)
