"""Colours that everybody can read: the contrasts of WCAG 2.2 AA, worked out."""

import re
from collections.abc import Iterator

import pytest

from milestone_ls.project.schedule.schedule import State
from milestone_ls.render.pictures.glyphs import glyph
from milestone_ls.render.pictures.markup import as_xml
from milestone_ls.render.pictures.mermaid import TEXT, fill_of
from milestone_ls.render.pictures.palette import DARK, LIGHT, Palette, theme_variables, variables

PALETTES = {"light": LIGHT, "dark": DARK}
TEXTS = ("text", "muted", "focus", "critical", "cycle", *(str(state) for state in State))
SHAPES = ("line", "arrow")
SURFACES = ("page", "card", "band")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs(palette: Palette, names: tuple[str, ...], least: float) -> Iterator[str]:
    for name in names:
        for surface in SURFACES:
            found = contrast(palette.of(name), palette.of(surface))
            if found < least:
                yield f"{name} on {surface}: {found:.2f}"


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_text_has_a_contrast_of_4_5_on_every_surface(palette: Palette) -> None:
    assert list(pairs(palette, TEXTS, 4.5)) == []


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_lines_have_a_contrast_of_3_on_every_surface(palette: Palette) -> None:
    assert list(pairs(palette, SHAPES, 3)) == []


def test_text_on_the_fills_of_flowcharts_has_a_contrast_of_4_5() -> None:
    assert {state: contrast(TEXT, fill_of(state)) for state in State if contrast(TEXT, fill_of(state)) < 4.5} == {}


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = {re.sub(r"#\w+|class=\"glyph \w+\"", "", as_xml(glyph(state, 0, 0))) for state in State}
    assert len(shapes) == len(State)


def test_every_colour_is_declared_for_light_and_dark_and_for_themes() -> None:
    for sheet in (variables("svg"), theme_variables()):
        for palette in PALETTES.values():
            assert all(palette.of(name) in sheet for name in palette.__struct_fields__)
    assert "var(--vscode-editor-background, #ffffff)" in variables(":root")
