"""The side of the page: what is looked at, and the sliders."""

from dataclasses import replace

import streamlit as st

from simulation.present.numbers import written
from simulation.present.words import Words
from simulation.settings import MIXED, AfterFunding, SettingsError, Town
from simulation.settings.scenario_files import load_scenario
from simulation.settings.words import Language
from simulation.web.levers import CITY, MONEY, PILOT, SLIDERS, YEARS, Own
from simulation.web.pieces import plain, told_apart
from simulation.web.state import LANG, choose, close, opened_folder, seed, told, view, words
from simulation.web.view import MOST_SCENARIOS, SIZES, WHOLE, View, label_of, scenarios, town_of, towns, worldviews

LANGUAGES = {Language.NL: "Nederlands", Language.EN: "English"}


def controls() -> None:
    """Draw the side, and look at what it says."""
    with st.sidebar:
        languages = [each.value for each in Language]
        st.radio(
            "Taal / Language",
            languages,
            key=seed(LANG, st.session_state.lang_now, languages),
            format_func=lambda each: LANGUAGES[Language(each)],
            horizontal=True,
        )
        ours, folder = words(), opened_folder()
        if folder is not None:
            st.info(ours("page_opened", folder=plain(folder.name)))
            st.button(ours("page_back"), on_click=close)
            choose(view())
            told()
            return
        st.header(ours("page_choose"))
        chosen = _place(view(), ours)
        try:
            town = town_of(chosen).town
        except SettingsError as error:
            st.error(plain(ours("page_error", error=error)))
            st.stop()
        chosen = _beside(chosen, ours)
        st.header(ours("page_own"))
        choose(replace(chosen, own=_own(chosen.own, town, ours)))
        told()


def _place(chosen: View, ours: Words) -> View:
    known, sizes = towns(), (*SIZES, WHOLE)
    labels = told_apart({name: plain(ours.of(label_of(name))) for name in known})
    town = st.selectbox(
        ours("page_town"), known, key=seed("town", chosen.town, known), format_func=lambda each: labels[each]
    )
    size = st.selectbox(
        ours("page_size"),
        sizes,
        key=seed("size", chosen.size, sizes),
        format_func=lambda each: _size(each, ours),
        help=ours("page_size_help"),
    )
    return replace(chosen, town=town, size=size)


def _size(households: int, ours: Words) -> str:
    if not households:
        return ours("page_whole")
    return ours("page_copy", households=written(households, 0, ours.lang))


def _beside(chosen: View, ours: Words) -> View:
    """Draw what is shown beside the own choice, and under which beliefs."""
    known = worldviews()
    held = st.multiselect(
        ours("page_worldviews"),
        known,
        key=seed("worldviews", list(chosen.worldviews)),
        format_func=lambda each: ours.named("worldview", each),
        help=ours("page_worldviews_help"),
        placeholder=ours("page_pick"),
        on_change=_alone,
    )
    labels = told_apart({name: _label(name, ours) for name in scenarios()})
    others = st.multiselect(
        ours("page_compare"),
        list(labels),
        key=seed("scenarios", list(chosen.scenarios)),
        format_func=lambda each: plain(labels[each]),
        max_selections=MOST_SCENARIOS,
        placeholder=ours("page_pick"),
    )
    return replace(chosen, worldviews=tuple(held) or chosen.worldviews, scenarios=tuple(others))


def _alone() -> None:
    """Let the mixture stand alone: the last that was chosen stays."""
    held = st.session_state.worldviews
    if MIXED in held and len(held) > 1:
        st.session_state.worldviews = [MIXED] if held[-1] == MIXED else [each for each in held if each != MIXED]


def _label(name: str, ours: Words) -> str:
    try:
        return ours.of(load_scenario(name).label)
    except SettingsError:
        return name


def _own(own: Own, town: Town, ours: Words) -> Own:
    pilots = [place.name for place in town.neighbourhoods if place.pilot]
    wheres = [*([PILOT] if pilots else []), CITY, *(place.name for place in town.neighbourhoods)]
    names = {PILOT: ours("page_where_pilot", places=", ".join(pilots)), CITY: ours("page_where_city")}
    where = st.selectbox(
        ours("page_where"), wheres, key=seed("where", own.where, wheres), format_func=lambda each: names.get(each, each)
    )
    numbers = {
        slider.name: st.slider(
            ours(f"page_{slider.name}"),
            slider.low,
            slider.high,
            step=slider.step,
            format=slider.format,
            key=seed(slider.name, getattr(own, slider.name)),
        )
        for slider in SLIDERS
    }
    label = ours("page_money_years", years=YEARS)
    money = st.slider(label, MONEY.low, MONEY.high, key=seed(MONEY.name, own.money_years))
    afters = [each.value for each in AfterFunding]
    after = st.selectbox(
        ours("page_after"),
        afters,
        key=seed("after", own.after, afters),
        format_func=lambda each: ours(f"page_after_{each}"),
        disabled=money == YEARS,
    )
    return Own(where=where, money_years=money, after=after, **numbers)
