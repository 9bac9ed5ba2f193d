"""Reads what people read: elements of a page, printed numbers, sentences of the catalogue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from kpi.model import Language
from kpi.text.catalog import entries

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "polyline", "stop"})
_UNSEEN = frozenset({"script", "style", "svg"})
_DRAWN = re.compile(r"(<(svg|script|style)\b[^>]*(?<!/)>).*?</\2>", re.DOTALL)
#: thousands and decimals as they are printed
_SIGNS = {Language.UK: ("\u202f", ","), Language.EN: (",", r"\.")}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """What stands there to be read; drawings have labels instead."""
        parts = (e if isinstance(e, str) else "" if e.tag in _UNSEEN else e.text for e in self.inside)
        return "".join(parts)

    def all(self, tag: str = "", kind: str = "") -> "Iterator[Element]":
        """Elements below it, in order; `kind` is a class."""
        for element in self.inside:
            if isinstance(element, Element):
                if tag in ("", element.tag) and (not kind or kind in element.classes):
                    yield element
                yield from element.all(tag, kind)

    def one(self, tag: str = "", kind: str = "") -> "Element":
        found = next(self.all(tag, kind), None)
        assert found is not None, f"no <{tag} class={kind}> in <{self.tag}>"
        return found

    def labels(self) -> list[str]:
        """What drawings say to those who do not see them."""
        return [e.attributes["aria-label"] for e in self.all() if e.attributes.get("role") == "img"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and any(e.tag == tag for e in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(markup: str) -> Element:
    """The elements of a page; of drawings, scripts and styles nothing but their own tag: they are not read."""
    reader = _Reader()
    reader.feed(_DRAWN.sub(r"\1</\2>", markup))
    reader.close()
    return reader.open[0]


def numbers(words: str, language: Language) -> list[tuple[float, float]]:
    """Every number printed in `words`, each with half of its last digit; «так» and «ні» are 1 and 0."""
    yes_no = {str(entries()[f"rows.{key}"][language.value]): n for key, n in (("yes", 1.0), ("no", 0.0))}
    if words.strip() in yes_no:
        return [(yes_no[words.strip()], 0.0)]
    group, point = _SIGNS[language]
    found = []
    for printed in re.findall(rf"−?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}\d+)?", words):
        plain = re.sub(point, ".", printed.replace(group, "")).replace("−", "-")
        found.append((float(plain), 0.5 * 10 ** -len(plain.partition(".")[2])))
    return found


@cache
def _pattern(key: str, language: Language) -> re.Pattern[str]:
    form = entries()[key][language.value]
    assert isinstance(form, str)
    parts = re.split(r"\{(\w+)\}", form)
    seen: set[str] = set()
    written = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            written += re.escape(part)
        else:
            written += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    return re.compile(written, re.DOTALL)


def read(key: str, words: str, language: Language) -> dict[str, str] | None:
    """What stands in the places of the sentence `key`; None where `words` are not that sentence."""
    found = _pattern(key, language).fullmatch(words)
    return None if found is None else found.groupdict()


def begins(key: str, words: str, language: Language) -> dict[str, str] | None:
    """The same of the sentence that `words` begin with."""
    found = _pattern(key, language).match(words)
    return None if found is None else found.groupdict()
