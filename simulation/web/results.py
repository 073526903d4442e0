"""Results and charts, read and drawn once for each folder and language, and the earlier results that can be opened."""

import shutil
from pathlib import Path

import streamlit as st

from simulation.present.chart import Chart
from simulation.present.council import council_charts
from simulation.present.council.time import problems_chart
from simulation.present.folder import Results, read_results
from simulation.present.house import read_house
from simulation.present.theme import House
from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.errors import show
from simulation.settings.folders import shown
from simulation.settings.words import Language
from simulation.study.folder import COMPARISON, read_manifest
from simulation.web import serve
from simulation.web.files import MOST_GIVEN, FormError
from simulation.web.live import LIVE, RESULTS
from simulation.web.pieces import picture

KEPT = 4
"""folders that are kept at hand"""
NAMED_BY = 8
"""digits of a hash in the name of a folder"""


def house() -> House:
    """Return the house style that the server was asked for."""
    return read_house(Path(serve.asked.theme) if serve.asked.theme else None)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def results_in(folder: Path) -> Results:
    """Read a complete results folder."""
    return read_results(folder)


@st.cache_resource(max_entries=2 * KEPT, show_spinner=False)
def charts_in(folder: Path, lang: Language) -> dict[str, Chart]:
    """Return all charts of a folder by name, still to be drawn."""
    return {chart.name: chart for chart in council_charts(results_in(folder), Words(lang), house())}


@st.cache_resource(max_entries=2 * KEPT, show_spinner=False)
def first_chart(folder: Path, lang: Language) -> Chart | None:
    """Return the chart of the first page alone, which is there sooner than all."""
    return problems_chart(results_in(folder), Words(lang), house())


@st.cache_resource(max_entries=8 * KEPT, show_spinner=False)
def picture_of(folder: Path, name: str, lang: Language, _chart: Chart) -> bytes:
    """Return the picture of a chart."""
    return picture(_chart)


def earlier() -> list[str]:
    """Name the folders in results that hold a complete comparison with usual care, the newest first."""
    if not RESULTS.is_dir():
        return []
    found = [each for each in RESULTS.iterdir() if each.name != LIVE and _is_complete(each)]
    return [each.name for each in sorted(found, key=lambda each: -each.stat().st_mtime)]


def _is_complete(folder: Path) -> bool:
    """Tell whether a folder is one of ours, and in results itself: no link that leads elsewhere."""
    if folder.is_symlink() or not (folder / COMPARISON).is_file():
        return False
    manifest = read_manifest(folder)
    return bool(manifest and manifest.get("complete") and manifest.get("plan"))


def earlier_folder(name: str) -> Path:
    """Return one of the earlier results.

    Raises:
        SettingsError: There is none of this name.
    """
    if name not in earlier():
        raise FormError("page_no_results", given=show(name[:MOST_GIVEN]))
    return RESULTS / name


def keep(folder: Path) -> Path:
    """Keep live results beside the others; return their folder.

    Raises:
        SettingsError: The folder is there already, or cannot be written.
    """
    manifest = read_manifest(folder) or {}
    kept = RESULTS / f"{manifest['town']}-{manifest['study']}-{folder.name[:NAMED_BY]}"
    if kept.exists():
        raise FormError("page_kept_already", path=shown(kept))
    try:
        shutil.copytree(folder, kept)
    except OSError as error:
        raise SettingsError(f"{shown(kept)}: cannot be written: {error.strerror or 'not all files'}") from error
    return kept
