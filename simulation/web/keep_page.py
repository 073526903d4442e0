"""Save the choice, add a scenario file, make the pack, keep results and open earlier ones."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from simulation.present.pack import write_pack
from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.web.files import FormError, check_label, read_upload, reason, save
from simulation.web.levers import content_of
from simulation.web.pieces import DRAWING, plain
from simulation.web.progress import with_results
from simulation.web.results import earlier, keep
from simulation.web.state import open_results, opened_folder, view, words
from simulation.web.view import town_of


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_keep"))
    folder = with_results()
    st.header(ours("page_link"))
    st.write(ours("page_link_of"))
    if opened_folder() is None:
        _save(ours)
        _upload(ours)
    if folder is not None:
        _pack(folder, ours)
    if folder is not None and opened_folder() is None:
        _keep(folder, ours)
    _open(ours)


def _save(ours: Words) -> None:
    st.header(ours("page_save"))
    st.write(ours("page_save_of"))
    with st.form("save"):
        name = st.text_input(ours("page_save_name"), max_chars=60, key="save_name")
        label = st.text_input(ours("page_save_label"), max_chars=120, key="save_label")
        pressed = st.form_submit_button(ours("page_save_button"))
    if pressed:
        try:
            check_label(label)
            town = town_of(view())
            content = content_of(view().own, town) | {"label": {"nl": label, "en": label}}
            _said(save(name, content, town), ours)
        except SettingsError as error:
            _refuse(error, ours)


def _said(path: Path, ours: Words) -> None:
    st.success(plain(ours("page_saved", path=path)))


def _refuse(error: SettingsError, ours: Words) -> None:
    st.error(plain(ours("page_refused", error=reason(error, ours))))


def _upload(ours: Words) -> None:
    st.header(ours("page_upload"))
    with st.form("upload"):
        file = st.file_uploader(ours("page_upload_file"), type=["yaml", "yml"], key="upload_file")
        name = st.text_input(ours("page_save_name"), max_chars=60, key="upload_name")
        pressed = st.form_submit_button(ours("page_upload_button"))
    if pressed:
        try:
            if file is None:
                raise FormError("page_no_file")
            _said(save(name, read_upload(file.getvalue(), file.name), town_of(view())), ours)
        except SettingsError as error:
            _refuse(error, ours)


def _pack(folder: Path, ours: Words) -> None:
    st.header(ours("page_pack"))
    st.write(ours("page_pack_of"))
    made = (str(folder), ours.lang)
    if st.button(ours("page_pack_make")):
        try:
            with st.spinner(ours("page_pack_busy")):
                st.session_state.pack = made, zipped(folder, ours)
        except SettingsError as error:
            _refuse(error, ours)
    found, content = st.session_state.get("pack", (None, b""))
    if found == made:
        st.download_button(ours("page_pack_load"), content, f"voordeur_{ours.lang}.zip", "application/zip")


def zipped(folder: Path, ours: Words) -> bytes:
    """Make the pack of a results folder; return it as one file."""
    file = io.BytesIO()
    with DRAWING, tempfile.TemporaryDirectory() as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in write_pack(folder, Path(made), ours):
            archive.write(path, path.name)
    return file.getvalue()


def _keep(folder: Path, ours: Words) -> None:
    st.header(ours("page_keep_results"))
    st.write(ours("page_keep_of"))
    if st.button(ours("page_keep_button")):
        try:
            _said(keep(folder), ours)
        except SettingsError as error:
            _refuse(error, ours)


def _open(ours: Words) -> None:
    st.header(ours("page_open"))
    known = earlier()
    if not known:
        st.write(ours("page_open_none"))
        return
    with st.form("open"):
        name = st.selectbox(ours("page_open_which"), known, key="open_name")
        pressed = st.form_submit_button(ours("page_open_button"))
    if pressed:
        open_results(name)
        st.rerun()
