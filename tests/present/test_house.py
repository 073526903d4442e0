"""The house style of a municipality: read, and refused where people could not read the charts."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from simulation.present.house import EYES, LEAST_CONTRAST, LEAST_DISTANCE, contrast, distance, read_house
from simulation.present.theme import COLOURS, PLAIN, REFERENCE_COLOUR
from simulation.settings import SettingsError


def write(folder: Path, text: str) -> Path:
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_house_style_is_read(tmp_path: Path) -> None:
    Image.new("RGB", (40, 10), (200, 30, 60)).save(tmp_path / "logo.png")
    house = read_house(write(tmp_path, "colours: ['#7B1FA2', '#00897B']\nfont: DejaVu Serif\nlogo: logo.png\n"))
    assert house.colours == ("#7b1fa2", "#00897b")
    assert house.font == "DejaVu Serif"
    assert house.logo == tmp_path / "logo.png"
    assert read_house(None) is PLAIN


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    house = read_house(write(tmp_path, "font: DejaVu Serif\n"))
    assert (house.colours, house.logo) == (PLAIN.colours, None)


def test_our_own_colours_pass_our_own_rules() -> None:
    assert min(contrast(colour) for colour in COLOURS) >= LEAST_CONTRAST
    pairs = combinations((*COLOURS, REFERENCE_COLOUR), 2)
    assert min(distance(*pair, eyes) for pair in pairs for eyes in EYES) >= LEAST_DISTANCE


def test_contrast_and_distance_have_known_values() -> None:
    assert contrast("#ffffff") == pytest.approx(1.0)
    assert contrast("#000000") == pytest.approx(21.0)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    seen = "people who see all colours"
    assert distance("#000000", "#ffffff", seen) == pytest.approx(100.0, abs=0.1)
    assert distance("#ff0000", "#00ff00", seen) == pytest.approx(170.6, abs=0.5)
    for eyes, matrix in EYES.items():
        assert np.allclose(matrix.sum(axis=1), 1.0, atol=1e-5), f"{eyes}: white stays white"
    assert distance("#00ff00", "#ff9900", "people without green cones") < distance("#00ff00", "#ff9900", seen) / 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colours: ['#FFEB3B', '#0277BD']", "colours[0] = '#FFEB3B': contrast with white is 1.2; must be 3 or more"),
        ("colours: ['#B00020', '#3E6B00']", "#b00020 and #3e6b00 are too alike for people without green cones"),
        ("colours: ['#4d4d50', '#0072B2']", "#4d4d50 and #4d4d4d (usual care) are too alike"),
        ("colours: ['#0072B2']", "must be a list of 2 to 10 colours"),
        ("colours: [red-ish, '#0072B2']", "colours[0] = 'red-ish': must be a colour"),
        ("colours: '#0072B2'", "must be a list"),
        ("colors: ['#0072B2']", "no part of a house style; did you mean 'colours'?"),
        ("font: Comic Sans", "no font of this machine; such as 'DejaVu Sans'"),
        ("font: DejaVu Serief", "did you mean 'DejaVu Serif'?"),
        ("logo: none.png", "logo = 'none.png': no such file"),
        ("logo: house.yaml", "must be a file that ends in .png"),
        ("logo: broken.png", "no picture that can be read"),
        ("logo: 7", "must be a file that ends in"),
        ("[1, 2]", "must be a block of settings"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    with pytest.raises(SettingsError) as refused:
        read_house(write(tmp_path, text))
    message = str(refused.value)
    assert "house.yaml" in message
    assert said in message
    assert len(message) < 300


def test_the_command_line_refuses_a_house_style_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from simulation.__main__ import main

    theme = write(tmp_path, "font: Comic Sans")
    assert main(["town=example", f"results={tmp_path / 'results'}", f"theme={theme}"]) == 2
    assert "no font of this machine" in capsys.readouterr().err
    assert not (tmp_path / "results").exists()
