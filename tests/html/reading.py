"""Reads a page's HTML strictly and reports what is wrong with it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "polyline", "stop"})


@dataclass
class Page(HTMLParser):
    """A parsed page: its elements in order with their attributes and texts, and its problems."""

    markup: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self.feed(self.markup)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self._open]
        self._check_ids()
        self._check_headings()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        doubled = [name for name, n in Counter(name for name, _ in attrs).items() if n > 1]
        self.problems += [f"<{tag}> has {name} twice" for name in doubled]
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if name in attributes.get("class", "").split()]

    def _check_ids(self) -> None:
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        self.problems += [f"id {name!r} stands {n} times" for name, n in Counter(ids).items() if n > 1]
        for _, attributes in self.elements:
            for reference in ("aria-labelledby", "aria-describedby", "for"):
                missing = set(attributes.get(reference, "").split()) - set(ids)
                self.problems += [f"{reference} names {name!r}, which is not there" for name in missing]

    def _check_headings(self) -> None:
        levels = [int(tag[1]) for tag, _ in self.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
        if levels.count(1) != 1:
            self.problems.append(f"{levels.count(1)} h1")
        self.problems += [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
