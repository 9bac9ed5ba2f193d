"""In which language each text of a document is said to be: what a screen reader goes by (WCAG 3.1.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_UNREAD = frozenset({"script", "style"})
#: what an element says itself, in the language of the element
_SPOKEN = ("aria-label", "alt", "title", "data-point", "placeholder")


@dataclass(frozen=True)
class SaidText:
    """A text, its place («main > p > a», «svg[aria-label]») and the language of the nearest element that names one."""

    words: str
    place: str
    language: str


@dataclass
class _Document(HTMLParser):
    found: list[SaidText] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def _language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def _place(self) -> str:
        return " > ".join(tag for tag, _ in self.open[-5:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or given.get("xml:lang") or self._language()
        self.open.append((tag, language))
        self.found += [
            SaidText(str(given[name]), f"{self._place()}[{name}]", language) for name in _SPOKEN if given.get(name)
        ]
        if tag in _VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not _UNREAD & {tag for tag, _ in self.open}:
            self.found.append(SaidText(data, self._place(), self._language()))


def said_texts(source: str) -> Iterator[SaidText]:
    """Every text of a document, of its drawings and of what its elements say, scripts and styles left out."""
    document = _Document()
    document.feed(source)
    document.close()
    yield from document.found
