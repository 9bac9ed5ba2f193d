"""Reads a document's HTML strictly and tells what is wrong with it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Markup(HTMLParser):
    """Elements, headings, ids, links and problems of one document."""

    source: str
    problems: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    tables: list[dict[str, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.feed(self.source)
        self.close()
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _seen(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tags.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        for name in ("aria-labelledby", "aria-describedby"):
            if attributes.get(name):
                self.labelled += str(attributes[name]).split()
        if tag == "a":
            self.links.append(str(attributes.get("href")))
        self.problems += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        if tag == "table":
            self.tables.append({"caption": 0, "th": 0, "scope": 0})
        elif self.tables and tag == "caption":
            self.tables[-1]["caption"] += 1
        elif self.tables and tag == "th":
            self.tables[-1]["th"] += 1
            self.tables[-1]["scope"] += "scope" in attributes

    @property
    def text(self) -> str:
        return "".join(self.words)


def problems(source: str) -> list[str]:
    """Everything in the content of <main> that would keep some readers out (WCAG 2.2)."""
    page = Markup(source)
    found = list(page.problems)
    if page.headings.count(1) != 1:
        found.append(f"h1 × {page.headings.count(1)}")
    found += [f"h{a} then h{b}" for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1]
    found += [f"id {i} twice" for i in set(page.ids) if page.ids.count(i) > 1]
    found += [f"no id {i}" for i in page.labelled if i not in page.ids]
    found += [f"table {t}" for t in page.tables if t["caption"] != 1 or t["th"] != t["scope"] or not t["th"]]
    found += [f"href {h}" for h in page.links if not h.startswith(("/", "#", "https://"))]
    found += [f"no place {h}" for h in page.links if h.startswith("#") and h[1:] not in page.ids]
    return found
