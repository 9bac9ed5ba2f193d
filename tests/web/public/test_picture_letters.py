"""Letters of pictures: every letter that people write is drawn, one that no font has is seen to be missing."""

import re
import string
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from markupsafe import Markup
from PIL import Image, ImageChops

from kpi.charts.standalone import document, lines
from kpi.charts.tokens import Theme
from kpi.web.files.raster import FONTS, legible, letters, png

ALPHABETS = {
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯʼ’",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Romanian": "ăâîșțĂÂÎȘȚşţ",
    "Hungarian": "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "Czech": "čďěňřšťůžČĎĚŇŘŠŤŮŽ",
    "Baltic": "āēģīķļņšūžąčęėįšųõ",
    "Turkish": "çğıİöşüÇĞÖŞÜ",
    "Nordic": "æøåäöðþÆØÅÐÞ",
    "Vietnamese": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệơưđ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΩ",
    "Cyrillic of others": "ёъыэўқғһәөүҳҷљњћџђјѓќ",
    "sciences": "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹≥≤≈≠±×÷√∞∑∆µΩ°‰½¼¾→←↑↓−–—…№₴€£¥",
}


def picture(words: str, *, family: str | None = None) -> Image.Image:
    drawn = lines((words,), 40.0, (10.0, 60.0), "ink", Theme.LIGHT, family=family, weight="700" if family else None)
    return Image.open(BytesIO(png(document(drawn, (0.0, 0.0, 400.0, 90.0), "x", Theme.LIGHT), 400))).convert("L")


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_every_letter_has_a_form(alphabet: str) -> None:
    assert [sign for sign in ALPHABETS[alphabet] if sign not in letters()] == []
    for file in FONTS.glob("Inter-*.ttf"):
        font = TTFont(file)
        cmap = font.getBestCmap()
        assert [s for s in ALPHABETS[alphabet] if not font["glyf"][cmap[ord(s)]].numberOfContours] == []


@pytest.mark.parametrize("alphabet", ["Polish", "sciences", "Greek"])
def test_a_headline_borrows_what_its_own_font_has_not(alphabet: str) -> None:
    for sign in ALPHABETS[alphabet][:8]:
        assert ImageChops.difference(
            picture("", family="Arsenal, Inter, serif"), picture(sign, family="Arsenal, Inter, serif")
        ).getbbox(), sign


def test_the_list_is_what_the_fonts_have() -> None:
    files = list(FONTS.glob("Inter-*.ttf"))
    assert len(files) == 3
    have = set.intersection(*(set(TTFont(file).getBestCmap()) for file in files))
    assert letters() == {chr(code) for code in have}


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Викиди CO₂, PM₂,₅ ≥ 5", "Викиди CO₂, PM₂,₅ ≥ 5"),
        ("е\u0301", "е\u0301"),
        ("и\u0306", "й"),
        ("Łódź ș ț ő", "Łódź ș ț ő"),
        ("水資源", "□□□"),
        ("🚲 20", "□ 20"),
        ("❤\ufe0f\u200d", "❤" if "❤" in letters() else "□"),
        ("ﬁ", "ﬁ" if "ﬁ" in letters() else "fi"),
        ("𝐀", "A"),
        (string.printable[:95], string.printable[:95]),
    ],
)
def test_what_no_font_has_is_seen_to_be_missing(written: str, drawn: str) -> None:
    assert legible(written) == drawn


def test_a_missing_letter_leaves_ink() -> None:
    assert ImageChops.difference(picture("A"), picture("A水")).getbbox() is not None


def test_no_drawing_names_its_letters_by_number() -> None:
    """Letters are replaced in the text of the file, so none may hide in a reference."""
    assert not re.search(r"&#x?[0-9a-f]{3,}", document(Markup("水"), (0.0, 0.0, 9.0, 9.0), "x", Theme.LIGHT))
