"""The fonts: small, licensed, and with the characters that Ukrainian pages need."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.languages import BOTH, partial_language
from tools.make_fonts import missing_letters

FONTS = Path(__file__).resolve().parents[2] / "kpi/charts/static/fonts"
FILES = sorted(FONTS.glob("*.woff2"))
NEEDED = "\u00a0\u202f\u2009−№₴«»’ʼҐґЄєІіЇї–—…0123456789,.%²³°"


def characters(family: str) -> set[int]:
    return {code for path in FONTS.glob(f"{family}-*.woff2") for code in TTFont(path).getBestCmap()}


@pytest.mark.parametrize("family", ["inter", "arsenal"])
def test_coverage(family: str) -> None:
    have = characters(family)
    assert [c for c in NEEDED if ord(c) not in have] == []


def test_inter_has_the_arrow_and_comparison_signs() -> None:
    have = characters("inter")
    assert [c for c in "→≥≤×↓" if ord(c) not in have] == []


@pytest.mark.parametrize("family", ["inter", "arsenal"])
def test_letters_of_other_languages(family: str) -> None:
    wanted = "łŁșțőűąęśćżźčřžěďťāģķļšđășțğışİ" + ("₀₂₅₉≥≤μΩ" if family == "inter" else "")
    have = characters(family)
    assert [c for c in wanted if ord(c) not in have] == []


def test_the_style_sheet_offers_every_letter_of_the_files() -> None:
    """A letter outside all ranges of its family would be borrowed from a font of the reader's."""
    css = (FONTS.parent / "postup.css").read_text(encoding="utf-8")
    for family in ("Inter", "Arsenal"):
        faces = re.findall(rf'font-family: "{family}";.*?unicode-range: ([^;]+);', css, re.DOTALL)
        bounds = [part.strip().removeprefix("U+").split("-") for face in faces for part in face.split(",")]
        offered = {code for ends in bounds for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)}
        missing = characters(family.lower()) - offered
        assert {f"{code:04X}" for code in missing} == set()


def test_no_letter_lies_in_two_files_that_a_page_fetches() -> None:
    """A letter that two ranges offer costs a reader both files."""
    for family in ("inter", "arsenal"):
        files = [
            set(TTFont(FONTS / f"{family}-{name}.woff2").getBestCmap()) for name in ("latin", "accented", "central")
        ]
        assert sum(map(len, files)) == len(set().union(*files))


def test_every_letter_of_a_language_is_in_the_files_of_its_pages_and_of_pictures() -> None:
    assert missing_letters() == []


def test_a_letter_that_no_file_has_is_told() -> None:
    with partial_language({}) as french:
        assert missing_letters() == [f"{french}: {family} {sign}" for family in ("inter", "arsenal") for sign in "Ÿ"]


def test_what_readers_of_ukrainian_and_english_fetch_has_not_grown() -> None:
    sizes = {path.stem: path.stat().st_size for path in FILES}
    fetched = {letters for language in BOTH for letters in language.fonts}
    assert fetched == {"cyrillic", "latin"}
    assert sum(sizes[f"{family}-{letters}"] for family in ("inter", "arsenal") for letters in fetched) == 46_952
    assert sizes["inter-central"] + sizes["arsenal-central"] < 16_000


def test_narrow_space_has_no_ink_and_is_narrow() -> None:
    font = TTFont(FONTS / "arsenal-latin.woff2")
    cmap, widths = font.getBestCmap(), font["hmtx"]
    assert 0 < widths[cmap[0x202F]][0] < widths[cmap[0x00A0]][0]


@pytest.mark.parametrize("name", ["inter-latin", "inter-cyrillic"])
def test_inter_is_variable_in_weight_only(name: str) -> None:
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(FONTS / f"{name}.woff2")["fvar"].axes}
    assert axes == {"wght": (400, 700)}


def test_tabular_digits() -> None:
    records = TTFont(FONTS / "inter-latin.woff2")["GSUB"].table.FeatureList.FeatureRecord
    assert "tnum" in {record.FeatureTag for record in records}


def test_budget_and_licences() -> None:
    common = [path for path in FILES if not path.stem.endswith(("-other", "-accented", "-central"))]
    assert len(common) == 4
    assert sum(path.stat().st_size for path in common) <= 50_000
    assert all(path.stat().st_size <= 120_000 for path in FILES)
    for family in ("Inter", "Arsenal"):
        assert "SIL Open Font License" in (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
