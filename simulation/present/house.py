"""A municipality's house style: read from a small file, refused where people could not read the charts."""

from itertools import combinations
from pathlib import Path

import numpy as np
from matplotlib import colors, font_manager, image

from simulation.present.theme import PLAIN, REFERENCE_COLOUR, House
from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.folders import read, shown

KEYS = ("colours", "font", "logo")
FEWEST, MOST = 2, 10
"""colours of scenarios"""
LEAST_CONTRAST = 3.0
"""with white; WCAG 2.1, criterion 1.4.11"""
LEAST_DISTANCE = 15.0
"""between two colours in CIELAB; the nearest two of Okabe and Ito, as colour-blind people see them, are 16 apart"""
LARGEST_LOGO = 2_000_000
"""bytes"""
LOGOS = (".png", ".jpg", ".jpeg")

EYES = {
    "people who see all colours": np.eye(3),
    "people without red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "people without green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "people without blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""How linear red, green and blue are seen: Machado, Oliveira and Fernandes (2009), full severity."""
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""from linear sRGB (IEC 61966-2-1)"""


def read_house(path: Path | None) -> House:
    """Reads a house style; the plain one without a file.

    Raises:
        SettingsError: the file cannot be used; colours are too pale, or too like another for colour-blind people
    """
    if path is None:
        return PLAIN
    where, content = shown(path), read(path)
    for key in content:
        if key not in KEYS:
            raise refusal(where, key, content[key], f"no part of a house style; {nearest(key, KEYS)}")
    return House(
        colours=_colours(where, content["colours"]) if "colours" in content else PLAIN.colours,
        font=_font(where, content["font"]) if "font" in content else PLAIN.font,
        logo=_logo(where, content["logo"], path.parent) if "logo" in content else None,
    )


def _colours(where: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not FEWEST <= len(given) <= MOST:
        raise refusal(where, "colours", given, f"must be a list of {FEWEST} to {MOST} colours, as '#0072B2'")
    for number, colour in enumerate(given):
        key = f"colours[{number}]"
        if not isinstance(colour, str) or not colors.is_color_like(colour) or len(colors.to_rgba(colour)) != 4:
            raise refusal(where, key, colour, "must be a colour, as '#0072B2'")
        if (found := contrast(colour)) < LEAST_CONTRAST:
            raise refusal(
                where, key, colour, f"contrast with white is {found:.1f}; must be {LEAST_CONTRAST:.0f} or more"
            )
    found_colours = tuple(colors.to_hex(colour) for colour in given)
    _refuse_alike(where, found_colours)
    return found_colours


def _refuse_alike(where: str, colours: tuple[str, ...]) -> None:
    for one, other in combinations((*colours, REFERENCE_COLOUR), 2):
        distances = {who: distance(one, other, who) for who in EYES}
        who = min(distances, key=lambda each: distances[each])
        if distances[who] < LEAST_DISTANCE:
            usual = " (usual care)" if other == REFERENCE_COLOUR else ""
            raise SettingsError(
                f"{where}: colours: {one} and {other}{usual} are too alike for {who}: "
                f"{distances[who]:.0f} apart in CIELAB; must be {LEAST_DISTANCE:.0f} or more"
            )


def contrast(colour: str) -> float:
    """Gives the contrast of a colour with white, from 1 to 21."""
    return float(1.05 / (TO_XYZ[1] @ _linear(colour) + 0.05))


def distance(one: str, other: str, eyes: str) -> float:
    """Gives how far two colours are apart in CIELAB, for some people's eyes (a name in ``EYES``)."""
    first, second = (_lab(EYES[eyes] @ _linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(first - second))


def _linear(colour: str) -> np.ndarray:
    values = np.array(colors.to_rgb(colour))
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    """Gives lightness, green to red and blue to yellow (CIE 1976), beside white of sRGB."""
    shares = (TO_XYZ @ np.clip(linear, 0.0, 1.0)) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(shares > (6 / 29) ** 3, np.cbrt(shares), shares / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _font(where: str, given: object) -> str:
    known = font_manager.get_font_names()
    if given not in known:
        close = nearest(given, known)
        hint = close if close.startswith("did you") else f"such as '{PLAIN.font}'"
        raise refusal(where, "font", given, f"no font of this machine; {hint}")
    return str(given)


def _logo(where: str, given: object, folder: Path) -> Path:
    if not isinstance(given, str) or Path(given).suffix.lower() not in LOGOS:
        raise refusal(where, "logo", given, f"must be a file that ends in {', '.join(LOGOS)}")
    path = folder / Path(given).expanduser()
    if not path.is_file():
        raise refusal(where, "logo", given, f"no such file in {shown(folder)}")
    if path.stat().st_size > LARGEST_LOGO:
        raise refusal(where, "logo", given, f"larger than {LARGEST_LOGO // 1_000_000} MB")
    try:
        image.imread(str(path))
    except Exception as error:
        raise refusal(where, "logo", given, "no picture that can be read") from error
    return path
