"""The colour of a community: read, held to what can be read, derived for both themes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.charts.tokens import TOKENS
from kpi.model.look.accent import (
    DARK_GROUNDS,
    LEAST_CONTRAST,
    LIGHT_GROUNDS,
    accent_of,
    contrast,
    nearest_readable,
    written_colour,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("#7a1f5c", "#7A1F5C"), (" 7A1F5C ", "#7A1F5C"), ("#7A1", None), ("red", None), ("#7A1F5C80", None), ("", None)],
)
def test_how_a_colour_is_written(text: str, wanted: str | None) -> None:
    assert written_colour(text) == wanted


def test_the_grounds_are_those_of_the_pages() -> None:
    grounds = [TOKENS[name] for name in ("page", "surface", "surface-2")]
    assert (tuple(g.light for g in grounds), tuple(g.dark for g in grounds)) == (LIGHT_GROUNDS, DARK_GROUNDS)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_what_is_offered_instead_can_be_read_in_both_themes(colour: str) -> None:
    offered = nearest_readable(colour)
    accent = accent_of(offered)
    assert accent is not None
    assert accent.light == offered
    assert min(contrast(offered, ground) for ground in LIGHT_GROUNDS) >= LEAST_CONTRAST
    assert min(contrast(accent.dark, ground) for ground in DARK_GROUNDS) >= LEAST_CONTRAST
    assert (offered == colour) == (accent_of(colour) is not None)
