"""Every character that the pages and the catalogue of words use is in our fonts: none is borrowed from another font."""

import re
from html import unescape
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kpi.web import addresses
from tests.asgi import Client

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "kpi/charts/static"
FACE = re.compile(r'font-family: "(\w+)";.*?url\("([^"]+)"\).*?unicode-range: ([^;]+);', re.DOTALL)
#: signs that are drawn by nobody: joiners, line ends, the soft hyphen (where a word breaks there, "-" is drawn)
NO_INK = set("\n\r\t\u2060\u200b\u00ad")
HEAD = re.compile(r'<(h[123]|span class="p-figure[^"]*")[^>]*>(.*?)</(?:h[123]|span)>', re.DOTALL)


def ranges(written: str) -> set[int]:
    """Code points of a unicode-range."""
    found: set[int] = set()
    for part in written.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def drawn(family: str) -> set[str]:
    """Characters that a browser takes from the family's files: in the file and in the range that asks for it."""
    found: set[int] = set()
    for name, file, written in FACE.findall((STATIC / "postup.css").read_text(encoding="utf-8")):
        if name == family:
            found |= ranges(written) & set(TTFont(STATIC / file).getBestCmap())
    return {chr(code) for code in found}


def text_of(markup: str) -> str:
    without = re.sub(r"<(script|style|code)\b.*?</\1>", "", markup, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", without))


@pytest.fixture(scope="module")
def pages(client: Client) -> dict[str, str]:
    """Every page of the shipped edition in both languages."""
    found: dict[str, str] = {}
    ways = ["/", "/?lang=en"]
    while ways:
        way = ways.pop()
        if way not in found:
            found[way] = client.get(way).text
            links = {unescape(href) for href in re.findall(r'href="(/[^"#]*)"', found[way])}
            parsed = {link: addresses.parse(link) for link in sorted(links)}
            ways += [link for link, to in parsed.items() if to and set(dict(to.parameters)) <= {"lang", "id"}]
    return found


def test_text_is_set_in_inter(pages: dict[str, str]) -> None:
    have = drawn("Inter") | NO_INK
    missing = {way: sorted(set(text_of(page)) - have) for way, page in pages.items()}
    assert len(pages) > 180
    assert {way: signs for way, signs in missing.items() if signs} == {}


def test_headings_and_figures_are_set_in_arsenal(pages: dict[str, str]) -> None:
    """But for the arrow, which Arsenal does not have: of the families named next Inter is the first that has it."""
    style = (STATIC / "postup.css").read_text(encoding="utf-8")
    stack = re.findall(r'"(Arsenal \w+|Inter)"', re.findall(r"--p-head-font: ([^;]+);", style)[0])
    assert stack[-1] == "Inter"
    for name in stack[:-1]:
        assert re.findall(rf'"{name}";[^}}]*unicode-range: [^}}]*U\+2122, U\+2212-2260; }}', style), name
    have = drawn("Arsenal") | NO_INK | {"→"}
    heads = {way: "".join(text_of(words) for _, words in HEAD.findall(page)) for way, page in pages.items()}
    assert all(heads.values())
    missing = {way: sorted(set(words) - have) for way, words in heads.items()}
    assert {way: signs for way, signs in missing.items() if signs} == {}


def test_the_catalogue_is_set_in_inter() -> None:
    words = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "kpi/text/words").glob("*.toml")))
    written = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), words)
    assert sorted(set(written) - drawn("Inter") - NO_INK) == []


def test_the_narrow_space_and_the_arrow_are_our_own() -> None:
    assert {"\u202f", "→", "−", "’", "№", "₴"} <= drawn("Inter")
    assert {"\u202f", "−", "’", "№"} <= drawn("Arsenal")
