"""The four fonts: small, licensed, and with the characters that Ukrainian pages need."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "kpi/figures/static/fonts"
FILES = sorted(FONTS.glob("*.woff2"))
NEEDED = "\u00a0\u202f\u2009−№₴«»’ʼҐґЄєІіЇї–—…0123456789,.%²³°"


def characters(family):
    return {code for path in FONTS.glob(f"{family}-*.woff2") for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("family", ["inter", "arsenal"])
def test_coverage(family):
    have = characters(family)
    assert [c for c in NEEDED if ord(c) not in have] == []


def test_inter_has_the_arrow_and_comparison_signs():
    have = characters("inter")
    assert [c for c in "→≥≤×↓" if ord(c) not in have] == []


def test_narrow_space_has_no_ink_and_is_narrow():
    font = TTFont(FONTS / "arsenal-latin.woff2")
    cmap, widths = font.getBestCmap(), font["hmtx"]
    assert 0 < widths[cmap[0x202F]][0] < widths[cmap[0x00A0]][0]


@pytest.mark.parametrize("name", ["inter-latin", "inter-cyrillic"])
def test_inter_is_variable_in_weight_only(name):
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(FONTS / f"{name}.woff2")["fvar"].axes}
    assert axes == {"wght": (400, 700)}


def test_tabular_digits():
    records = TTFont(FONTS / "inter-latin.woff2")["GSUB"].table.FeatureList.FeatureRecord
    assert "tnum" in {record.FeatureTag for record in records}


def test_budget_and_licences():
    assert len(FILES) == 4
    assert sum(path.stat().st_size for path in FILES) <= 140_000
    for family in ("Inter", "Arsenal"):
        assert "SIL Open Font License" in (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
