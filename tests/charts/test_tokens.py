"""Colours: enough contrast for every text and sign (WCAG 2.2), and the style sheet that says the same as the table."""

import re
from pathlib import Path

import pytest

from kpi.charts.tokens import COLOURED, STATUS_TOKENS, TOKENS, Theme, colour
from kpi.model import Status
from tools.make_tokens import with_tokens

CSS = Path(__file__).resolve().parents[2] / "kpi/charts/static/postup.css"
BOTH = pytest.mark.parametrize("theme", list(Theme))


def relative_luminance(hex_colour: str) -> float:
    """WCAG 2.x relative luminance of #RRGGBB, 0..1."""
    channels = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.x contrast ratio of two opaque colours, 1..21."""
    high, low = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_formula_against_known_ratios() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#1E7AB8") == pytest.approx(4.63, abs=0.01)
    assert contrast("#13202B", "#FFFFFF") == pytest.approx(16.55, abs=0.01)


@BOTH
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "link", "on_track-text", "at_risk-text", "off_track-text"])
def test_text_on_page_and_surface(ink: str, theme: Theme) -> None:
    for ground in ("page", "surface"):
        assert contrast(colour(ink, theme), colour(ground, theme)) >= 4.5


@BOTH
@pytest.mark.parametrize("ink", ["ink", "ink-2"])
def test_text_on_beds_and_zones(ink: str, theme: Theme) -> None:
    for ground in ("surface-2", "zone-risk", "zone-off", "zone-risk-calm", "zone-off-calm", "share-area"):
        assert contrast(colour(ink, theme), colour(ground, theme)) >= 4.5


@BOTH
@pytest.mark.parametrize("status", list(Status))
def test_status_text_and_shape(status: Status, theme: Theme) -> None:
    names = STATUS_TOKENS[status]
    page = colour("page", theme)
    assert contrast(colour(names.text, theme), page) >= 4.5
    assert contrast(colour(names.line, theme), page) >= 3
    if status in COLOURED:
        assert contrast(colour(names.on, theme), colour(names.fill, theme)) >= 4.5


@BOTH
def test_amber_is_the_only_fill_that_needs_its_outline(theme: Theme) -> None:
    weak = {s for s in COLOURED if contrast(colour(STATUS_TOKENS[s].fill, theme), colour("page", theme)) < 3}
    assert weak == ({Status.AT_RISK} if theme is Theme.LIGHT else set())


@BOTH
def test_counts_in_grey_segments(theme: Theme) -> None:
    assert contrast(colour("grey-text", theme), colour("not_due-bed", theme)) >= 4.5
    assert contrast(colour("grey-text", theme), colour("page", theme)) >= 4.5


@BOTH
@pytest.mark.parametrize("level", range(5))
def test_heat_cells(level: int, theme: Theme) -> None:
    assert contrast(colour(f"heat-{level}-ink", theme), colour(f"heat-{level}", theme)) >= 4.5


@BOTH
def test_controls_and_primary_button(theme: Theme) -> None:
    assert contrast(colour("control", theme), colour("page", theme)) >= 3
    assert contrast(colour("page", theme), colour("link", theme)) >= 4.5


def test_style_sheet_has_the_present_tokens() -> None:
    css = CSS.read_text(encoding="utf-8")
    assert with_tokens(css) == css, "run tools/make_tokens.py"


def test_style_sheet_names_no_other_colour_and_no_other_host() -> None:
    css = CSS.read_text(encoding="utf-8")
    outside = css[css.index("/* tokens: end */") :] + css[: css.index("/* tokens: begin")]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", outside) == []
    assert "http" not in css
    assert "@import" not in css


def test_every_used_property_is_declared() -> None:
    css = CSS.read_text(encoding="utf-8")
    used, declared = set(re.findall(r"var\((--p-[\w-]+)", css)), set(re.findall(r"(--p-[\w-]+):", css))
    assert used <= declared


def test_rules_stay_inside_the_root() -> None:
    css = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.S)
    css = re.sub(r"@font-face\s*\{[^}]*\}|@page\s*\{[^}]*\}|@keyframes[^{]*\{(?:[^{}]*\{[^}]*\})*\s*\}", "", css)
    for selector in re.findall(r"([^{}]+)\{", css):
        while "(" in selector:
            selector = re.sub(r"\([^()]*\)", "", selector)  # noqa: PLW2901
        for part in selector.split(","):
            cleaned = part.strip()
            if cleaned and not cleaned.startswith("@"):
                # besides the page: the document that holds one, and the theme that a reader chose for it
                assert ".postup" in cleaned or cleaned.startswith(("html:has", ":root")), cleaned


def test_all_tokens_are_hex() -> None:
    for token in TOKENS.values():
        assert re.fullmatch(r"#[0-9A-F]{6}([0-9A-F]{2})?", token.light)
        assert re.fullmatch(r"#[0-9A-F]{6}([0-9A-F]{2})?", token.dark)
