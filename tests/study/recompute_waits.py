"""Every reported wait and count of journeys once more, from the table of journeys and the facts of the town alone.

Plain Python; nothing of the package is used. Run on a results folder with ``journeys.parquet`` it says how far its
numbers are from those of the runs:

    python tests/study/recompute_waits.py results/FOLDER
"""

import json
import math
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

KEYS = ["worldview", "scenario", "draw", "run"]
DOORS = ("desk", "signal", "outreach", "coach", "intaker")
DOMAINS = ("finances", "housing", "work", "parenting", "health", "loneliness", "daily_living")
YEAR, QUARTER = 52.0, 13.0
Row = Mapping[str, Any]


def recomputed(journeys: pd.DataFrame, town: Mapping[str, Any], weeks: float) -> dict[str, float]:
    """The outcomes that follow from the journeys of one run, for the town and (``_pilot``) its pilot neighbourhoods.

    ``town`` is that of the manifest: its neighbourhoods and agencies; ``weeks`` the length of the run.
    """
    pilots = {place["name"] for place in town["neighbourhoods"] if place["pilot"]}
    rows = journeys.to_dict("records")
    asked = asked_by_household(row for row in rows if row["kind"] == "request")
    found = scope(rows, town, weeks, asked)
    here = [row for row in rows if row["neighbourhood"] in pilots]
    return found | {f"{name}_pilot": value for name, value in scope(here, town, weeks, asked).items()}


def scope(rows: list[Row], town: Mapping[str, Any], weeks: float, asked: Mapping[Any, list[float]]) -> dict[str, float]:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row)
    requests, cases, referrals = (by_kind[kind] for kind in ("request", "case", "referral"))
    referred = {row["request"] for row in referrals}
    return {
        **of_requests([row for row in requests if row["asked"] >= 0], referred, weeks),
        **of_paths([row for row in requests if row["asked"] >= 0], referred, {row["request"] for row in cases}),
        **of_cases(cases, weeks, asked),
        **of_intakers(requests, weeks),
        **of_referrals(referrals, by_kind["candidacy"], town, weeks),
        **of_approaches(by_kind["candidacy"], by_kind["match"], weeks),
    }


def of_requests(requests: list[Row], referred: set[int], weeks: float) -> dict[str, float]:
    """Waits to first help; to agency care for those who were referred; what it took for those who were helped."""
    specialist = [row for row in requests if row["number"] in referred]
    helped = [row for row in requests if known(row["helped"])]
    return {
        **waits("", "wait_weeks", requests, "asked", "helped", weeks),
        **waits("", "wait_specialist_weeks", specialist, "asked", "specialist", weeks),
        "story_told_mean": mean(row["stories"] for row in helped),
        "helpers_mean": mean(row["helpers"] for row in helped),
        **{f"requests_{door}": float(sum(row["door"] == door for row in requests)) for door in DOORS},
    }


def of_paths(requests: list[Row], referred: set[int], coached: set[int]) -> dict[str, float]:
    """How requests went and ended; every one in one place."""
    ends = ("helped", "lost", "gone", "waiting")
    found = {f"path_{route}_{end}": 0.0 for route in ("coached", "referred", "nowhere") for end in ends}
    found["path_solved"] = 0.0
    for row in requests:
        number, state = row["number"], row["state"]
        route = "coached" if number in coached else "referred" if number in referred else "nowhere"
        end = {"lost": "lost", "left": "lost", "recovered": "gone", "moved": "gone"}.get(state, "waiting")
        name = "solved" if state == "solved at the door" else f"{route}_{'helped' if known(row['helped']) else end}"
        found[f"path_{name}"] += 1.0
    return found


def of_cases(cases: list[Row], weeks: float, asked: Mapping[Any, list[float]]) -> dict[str, float]:
    closed = [row for row in cases if known(row["acute"]) and row["ended"] <= weeks - YEAR]
    closed = [row for row in closed if row["state"] in ("plan done", "all clear", "left")]
    back = [within(asked[row["household"], row["occupant"]], row["ended"], YEAR) for row in closed]
    in_line = sum(waited(row, "waiting", "acute", weeks) for row in cases)
    return {
        **waits("coaches_", "wait_weeks", cases, "waiting", "acute", weeks),
        "coaches_mean_length": in_line / weeks,
        "cases_opened": float(sum(known(row["acute"]) for row in cases)),
        "able_to_go_on_share": 1 - mean(back),
    }


def of_intakers(requests: list[Row], weeks: float) -> dict[str, float]:
    seen = [row for row in requests if known(row["intake"])]
    judged = [row for row in seen if row["intake"] <= weeks - QUARTER]
    solved = [row for row in judged if row["state"] == "solved at the door"]
    asked = defaultdict(list)
    for row in requests:
        for domain in row["domains"].split():
            asked[row["household"], row["occupant"], domain].append(row["asked"])
    stayed = [row for row in solved if not came_back(row, asked)]
    return {
        "intakes": float(len(seen)),
        "intaker_mean_wait_weeks": ratio(sum(row["intaker_weeks"] for row in requests), len(seen)),
        "intaker_solved_share": ratio(len(stayed), len(judged)),
    }


def came_back(row: Row, asked: Mapping[Any, list[float]]) -> bool:
    """Whether the household asked again in a domain that was solved, within a quarter; not at that very moment."""
    who = row["household"], row["occupant"]
    again = (asked[*who, domain] for domain in row["domains"].split())
    return any(0 < when - row["intake"] <= QUARTER for times in again for when in times)


def of_referrals(
    referrals: list[Row], candidacies: list[Row], town: Mapping[str, Any], weeks: float
) -> dict[str, float]:
    started = [row for row in referrals if row["started"] >= 0]
    states, advice = ([row[name] for row in referrals] for name in ("state", "advice"))
    lost = [*states, *(row["state"] for row in candidacies)].count("lost")
    found = {
        "provisions_started": float(len(started)),
        **{f"provisions_started_{name}": float(sum(row["domains"] == name for row in started)) for name in DOMAINS},
        "lost_handoffs": float(lost),
        "drop_outs": float(states.count("dropped out")),
        "left_lists": float(states.count("left the list")),
        "adopted_advice": float(advice.count("adopted") + advice.count("wrong")),
        "refused_advice": float(advice.count("refused")),
        "wrong_advice": float(advice.count("wrong")),
    }
    for agency in town["agencies"]:
        ours = [row for row in referrals if row["agency"] == agency["name"]]
        new = [row for row in ours if row["sent"] >= 0]
        found |= waits(f"{agency['name']}_", "wait_weeks", new, "sent", "started", weeks)
        on_list = [max(0.0, until(row, "started", weeks) - max(0.0, row["waiting"])) for row in ours if on_a_list(row)]
        found[f"{agency['name']}_mean_length"] = sum(on_list) / weeks
        if agency["term_weeks"] is not None:
            found[f"{agency['name']}_within_term_share"] = in_time(new, agency["term_weeks"], weeks)
    return found


def on_a_list(row: Row) -> bool:
    return known(row["waiting"])


def in_time(rows: list[Row], term: float, weeks: float) -> float:
    """The share that started within a term, of those that started or waited longer."""
    started = [waited(row, "sent", "started", weeks) for row in rows if known(row["started"])]
    not_started = [waited(row, "sent", "started", weeks) for row in rows if not known(row["started"])]
    early = sum(wait <= term for wait in started)
    return ratio(early, len(started) + sum(wait > term for wait in not_started))


def of_approaches(candidacies: list[Row], matches: list[Row], weeks: float) -> dict[str, float]:
    """Circles and assistants; each match has two rows, one for each of the two neighbours."""
    return {
        "circle_referrals": float(len(candidacies)),
        "circle_mean_wait_weeks": mean(waited(row, "sent", "started", weeks) for row in candidacies),
        "matches": len(matches) / 2,
        "matches_alive": sum(row["state"] == "lasting" for row in matches) / 2,
        "match_weeks": sum(waited(row, "started", "ended", weeks) for row in matches) / 2,
    }


def waits(first: str, last: str, rows: list[Row], start: str, reached: str, weeks: float) -> dict[str, float]:
    """Mean, and median and 90th percentile by Kaplan-Meier."""
    times = [waited(row, start, reached, weeks) for row in rows]
    events = [known(row[reached]) for row in rows]
    return {
        f"{first}mean_{last}": mean(times),
        f"{first}median_{last}": kaplan_meier(times, events, 0.5),
        f"{first}p90_{last}": kaplan_meier(times, events, 0.9),
    }


def kaplan_meier(times: list[float], events: list[bool], share: float) -> float:
    """The first time at which at most ``1 - share`` still waits; those censored at a time are at risk at it."""
    reached: dict[float, int] = defaultdict(int)
    for time, event in zip(times, events, strict=True):
        reached[time] += event
    ordered, waiting = sorted(times), 1.0
    for time in sorted(time for time, number in reached.items() if number):
        at_risk = len(ordered) - bisect_left(ordered, time)
        waiting *= 1 - reached[time] / at_risk
        if waiting <= 1 - share + 1e-12:
            return time
    return math.nan


def waited(row: Row, start: str, reached: str, weeks: float) -> float:
    return until(row, reached, weeks) - row[start]


def until(row: Row, reached: str, weeks: float) -> float:
    """When a wait was over: it was reached, or the row ended, or the run did."""
    return min(date for date in (row[reached], row["ended"], weeks) if known(date))


def asked_by_household(requests: Iterable[Row]) -> Mapping[Any, list[float]]:
    found = defaultdict(list)
    for row in requests:
        found[row["household"], row["occupant"]].append(row["asked"])
    return found


def within(times: list[float], start: float, weeks: float) -> bool:
    return any(0 <= time - start <= weeks for time in times)


def known(date: float) -> bool:
    return not math.isnan(date)


def mean(numbers: Iterable[float]) -> float:
    every = list(numbers)
    return ratio(math.fsum(every), len(every))


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def deviation(ours: float, theirs: float) -> float:
    """How far two numbers are apart, relative to the larger; infinite if one of them is missing."""
    if math.isnan(ours) or math.isnan(theirs):
        return 0.0 if math.isnan(ours) and math.isnan(theirs) else math.inf
    return abs(ours - theirs) / max(1.0, abs(ours), abs(theirs))


def main(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    town, weeks = manifest["configuration"]["town"], YEAR * manifest["plan"]["years"]
    runs = pd.read_parquet(folder / "runs.parquet").set_index(KEYS)
    worst = 0.0
    for key, journeys in pd.read_parquet(folder / "journeys.parquet").groupby(KEYS, sort=False):
        for name, value in recomputed(journeys, town, weeks).items():
            apart = deviation(value, float(runs.loc[key, name])) if name in runs else 0.0
            worst = max(worst, apart)
            if apart > 1e-9:
                print(*key, name, value, runs.loc[key, name])
    print(f"largest deviation: {worst:.1e}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
