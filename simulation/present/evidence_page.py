"""The register as one page of HTML that needs nothing from elsewhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.present.evidence import (
    DRAWN,
    Evidence,
    counts,
    group_in,
    heading,
    is_number,
    label_of,
    moves,
    number,
    range_of,
    reading,
    sentences,
    source_of,
    widened,
)
from simulation.present.unknowns import text_in, unit_in
from simulation.present.words import Words, capitalised
from simulation.study.folder import write_text

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 92rem; padding: 0 1rem; color: #111; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; }
th { text-align: left; border-bottom: 2px solid #767676; position: sticky; top: 0; background: #fff; }
th, td { padding: .25rem .6rem .25rem 0; vertical-align: top; }
td:first-child { min-width: 12rem; } td:last-child { overflow-wrap: anywhere; min-width: 14rem; }
td { border-bottom: 1px solid #d9d9d9; } td.number { text-align: right; white-space: nowrap; }
.D, .C { color: #a34700; font-weight: 600; } .A, .B { color: #0063a0; font-weight: 600; }
code { color: #555; font-size: .95em; }
details { color: #555; } summary { cursor: pointer; } p { max-width: 60rem; } nav a { margin-right: 1rem; }
"""
NAME = "register"


def write_page(evidence: Evidence, words: Words) -> Path:
    """Writes the page beside the tables.

    Returns:
        the file
    """
    path = evidence.folder / f"{NAME}_{words.lang}.html"
    write_text(path, page_of(evidence, words))
    return path


def page_of(evidence: Evidence, words: Words) -> str:
    """Gives the whole page: the numbers of the model by group, then what is behind and beside them by role."""
    title = escape(words("register_title"))
    texts = [heading(evidence, words), *counts(evidence, words), *reading(evidence, words), *sentences(evidence, words)]
    parts = [*_groups(evidence, words), *_roles(evidence, words)]
    links = "".join(f'<a href="#{key}">{escape(name)}</a>' for key, name, _ in parts)
    body = "".join(f'<h2 id="{key}">{escape(name)}</h2>\n{table}\n' for key, name, table in parts)
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
        + "".join(f"<p>{escape(text)}</p>\n" for text in texts)
        + f"<nav>{links}</nav>\n{body}</body>\n</html>\n"
    )


def _groups(evidence: Evidence, words: Words) -> Iterator[tuple[str, str, str]]:
    columns = ("name", "value", "range", "distribution", "unit", "grade", "used", "moves", "source")
    wider = bool(widened(evidence.drawn).any())
    for group, rows in evidence.drawn.groupby("group", sort=False):
        lines = [_drawn_line(evidence, row, wider, words) for _, row in rows.iterrows()]
        chosen = (*columns[:3], *(["drawn"] if wider else []), *columns[3:])
        yield str(group), f"{group_in(str(group), words)}, {words('role_drawn')}", _table(chosen, lines, words)


def _drawn_line(evidence: Evidence, row: "pd.Series[Any]", with_drawn: bool, words: Words) -> str:
    full = f"{row['group']}.{row['name']}"
    used = ", ".join(module.removeprefix("simulation.") for module in str(row["used_in"]).split())
    drawn = range_of(row.rename({"low": "_", "high": "__", "drawn_low": "low", "drawn_high": "high"}), words)
    return "".join(
        (
            _name(evidence, row, words),
            _cell(number(row["value"], words), "number"),
            _cell(range_of(row, words), "number"),
            _cell(drawn, "number") if with_drawn else "",
            _cell(words(f"distribution_{row['distribution']}")),
            _cell(unit_in(row["unit"], words)),
            _grade(row["grade"]),
            _cell(used),
            f"<td>{_moved(evidence, full, words)}</td>",
            _cell(source_of(row, words)),
        )
    )


def _moved(evidence: Evidence, name: str, words: Words) -> str:
    """Names what an unknown moves; every number of the screening opens under it."""
    rows = evidence.screening[(evidence.screening["name"] == name) & evidence.screening["moved"]]
    short = escape(moves(evidence, name, words, most=len(evidence.outcomes)))
    if rows.empty:
        return short
    return f"<details><summary>{short}</summary>{''.join(_swings(evidence, rows, words))}</details>"


def _swings(evidence: Evidence, rows: pd.DataFrame, words: Words) -> Iterator[str]:
    for kind, some in rows.groupby("of", sort=True):
        label = evidence.label("scenario" if kind == "difference" else "reference", words)
        yield f"<p><em>{escape(words(f'of_{kind}', scenario=label))}</em>, {escape(words('register_at'))}</p><ul>"
        for _, row in some.iterrows():
            shown = evidence.outcomes[row["outcome"]]
            scale = shown.scale([row["at_low"], row["at_high"]], half=2 * row["error"])
            ends = " → ".join(scale.write(row[key], words.lang) for key in ("at_low", "at_high"))
            unit = shown.measure(scale, kind == "difference", words)
            yield f"<li>{escape(words.of(shown.label))}: {escape(f'{ends} {unit}'.strip())}</li>"
        yield "</ul>"


def _roles(evidence: Evidence, words: Words) -> Iterator[tuple[str, str, str]]:
    others = evidence.register[evidence.register["role"] != DRAWN]
    for role, rows in others.groupby("role", sort=False):
        lines = [_other_line(evidence, row, words) for _, row in rows.iterrows()]
        columns = ("name", "about", "value", "range", "unit", "grade", "denominator", "source")
        yield str(role), f"{capitalised(words(f'role_{role}'))} ({len(rows)})", _table(columns, lines, words)


def _other_line(evidence: Evidence, row: "pd.Series[Any]", words: Words) -> str:
    return "".join(
        (
            _name(evidence, row, words),
            _cell(text_in(row["group"], words)),
            _cell(number(row["value"], words), "number" if is_number(row["value"]) else ""),
            _cell(range_of(row, words), "number"),
            _cell(unit_in(row["unit"], words) if row["unit"] == row["unit"] else ""),
            _grade(row["grade"]),
            _cell(number(row["denominator"], words), "number"),
            _cell(source_of(row, words)),
        )
    )


def _table(columns: tuple[str, ...], lines: list[str], words: Words) -> str:
    head = "".join(f"<th>{escape(words(f'register_{name}'))}</th>" for name in columns)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def _cell(content: object, kind: str = "") -> str:
    text = "" if content is None or content != content else escape(str(content))
    return f'<td class="{kind}">{text}</td>' if kind else f"<td>{text}</td>"


def _grade(grade: str) -> str:
    return f'<td class="{escape(grade)}">{escape(grade)}</td>'


def _name(evidence: Evidence, row: "pd.Series[Any]", words: Words) -> str:
    """Names a number in plain words, and as settings call it."""
    label, name = label_of(row, evidence.agencies, words), row["name"]
    fitted = f" ({words('register_fitted')})" if row["fitted"] else ""
    said = "" if label.casefold() == name else f"<div>{escape(label)}</div>"
    return f"<td>{said}<code>{escape(name)}</code>{escape(fitted)}</td>"
