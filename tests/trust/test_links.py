"""Addresses in texts of people: a link leads where it is seen to lead, tells nothing there, and runs nothing."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from kpi.html.outward_links import ALLOWED, allowed, outward, outward_link
from kpi.html.shell import linked, outside
from kpi.model.web_address import is_link_to, is_plain_https
from kpi.text.markup import Child, Markup, join

#: they would lead somewhere else than they seem to, or run
HOSTILE = (
    "https://good.gov.ua@evil.example/",
    "https://good.gov.ua:443@evil.example/",
    "https://good.gov.ua%40evil.example/",
    "https://user:word@good.gov.ua/",
    "https://good.gov.ua:8443/",
    "https://good.gov.ua:/",
    "https://evil.example\\.gov.ua/",
    "https://evil.example\\@good.gov.ua/",
    "https://evil.example%2f.gov.ua/",
    "https://evil.example%00.gov.ua/",
    "https://evil.example;.gov.ua/",
    "https://evil.example／.gov.ua/",
    "https://evil.example＃.gov.ua/",
    "https:\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example/",
    "https://[::1]/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://localhost/",
    "https://gооd.gov.ua/",  # Cyrillic «о»
    "https://good.gоv.ua/",
    "https://good.gov.ua。evil.example@x/",
    "https://good.gov\u200b.ua/",
    "https://good.gov.ua/\u202egro.live",
    "https://good.gov.ua/\u2066x",
    "https://-good.gov.ua/",
    "https://good..gov.ua/",
    f"https://{'a' * 64}.gov.ua/",
    "http://good.gov.ua/",
    "//good.gov.ua/",
    "javascript:alert(1)//https://good.gov.ua",
    "javascript://good.gov.ua/%0aalert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://good.gov.ua/1",
    "view-source:https://good.gov.ua/",
    'https://good.gov.ua"onclick="alert(1)',
    "https://good.gov.ua'onclick='alert(1)",
    "https://evil.example?.gov.ua",
    "https://evil.example#.gov.ua",
    "https://gov.ua.evil.example/",
    "https://evilgov.ua/",
)
PLAIN = (
    "https://good.gov.ua/",
    "https://good.gov.ua/a?b=1&c=2#d",
    "https://Good.Gov.UA/",
    "https://data.gov.ua/шлях/до-даних",
    "https://xn--80aswg.xn--j1amh.gov.ua/",
)
_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>')
_MAKERS: dict[str, Callable[[str], Child]] = {
    "linked": linked,
    "outside": lambda address: outside(address, address),
    "outward": outward,
    "outward_link": outward_link,
}


def _as_browsers_read(address: str) -> str:
    """The host that an address leads to by the URL standard, of «https:»: a backslash is a slash there."""
    authority = re.split(r"[/?#]", address.replace("\\", "/").removeprefix("https://"), maxsplit=1)[0]
    return authority.rpartition("@")[2].lower()


@pytest.mark.parametrize("maker", _MAKERS)
@pytest.mark.parametrize("address", [*HOSTILE, *PLAIN])
@pytest.mark.parametrize("around", ["{}", "Джерело: {}, 2026", "«{}»"])
def test_a_link_leads_where_it_is_seen_to_lead(maker: str, address: str, around: str) -> None:
    text = around.format(address)
    made = str(join([_MAKERS[maker](text)]))
    for href, attributes, words in _LINK.findall(made):
        host = _as_browsers_read(unescape(href))
        # the host stands in the words, whole, before anything else
        seen = unescape(words).removeprefix("https://")
        assert seen.lower().startswith(host)
        assert re.fullmatch(r"[a-z0-9.-]+", host), "in letters that look like no others"
        assert "noopener noreferrer" in attributes
        assert "on" not in re.findall(r"\s(\w\w)\w+=", attributes)
        if maker.startswith("outward"):
            assert any(host == one or host.endswith(f".{one}") for one in ALLOWED), host
    rest = unescape(re.sub(r"<[^>]*>", "", made))
    assert maker == "outward_link" or rest == text, "nothing of it is left out"


@pytest.mark.parametrize("address", HOSTILE)
def test_no_hostile_address_is_a_link_to_an_allowed_host(address: str) -> None:
    assert not is_link_to(address, ("gov.ua",))
    assert not allowed(address)


@pytest.mark.parametrize("address", PLAIN)
def test_plain_addresses_are_links(address: str) -> None:
    assert is_plain_https(address)
    assert is_link_to(address, ("gov.ua",))
    assert allowed(address)
    assert isinstance(outside("тут", address), Markup)
