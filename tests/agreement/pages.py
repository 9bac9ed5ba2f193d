"""What pages, sheets and embeds say of indicators, goals and sectors: read from their markup as a person reads it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from kpi.model import Language, Status
from kpi.text import Text, join_number_signs
from tests.agreement.reading import Element, read
from tests.agreement.truth import Said

#: an indicator's drawing says these in its label
_PARTS = (("trajectory.label.status", {"status": "word"}), ("trajectory.label.target", {"value": "target"}))


def indicator(where: str, main: Element, code: str, language: Language) -> Iterator[Said]:
    """The indicator's page, on the screen or on paper."""
    banner, text = main.one(kind="p-banner"), Text(language)
    yield from _chip(where, banner, code)
    rule = next(p for p in banner.all("p") if not p.classes and not list(p.all("b")))
    yield Said(where, code, "rule", rule.text)
    fact, planned, _, target = main.one("dl", "p-figures").all("div")
    value = fact.one(kind="p-figure").text
    yield Said(where, code, "shown_value", value)
    yield Said(where, code, "shown_period", _period(fact.one("dt").text, language))
    yield Said(where, code, "shown_planned_words", planned.one(kind="p-figure").text)
    yield Said(where, code, "target", target.one(kind="p-figure").text)
    yield from drawing(where, main, code, language)
    yield from _judged_row(where, main, code, fact.one("dt").text, text)


def _judged_row(where: str, main: Element, code: str, label: str, text: Text) -> Iterator[Said]:
    """The row of the data table whose period is the one that the page's first number is of."""
    period = _period(label, text.language)
    for row in main.all("tr"):
        if period is not None and row.inside and row.one("th").text == period:
            value, planned, _, status, *_ = row.all("td")
            yield Said(f"{where} (table)", code, "entered_value", _with_notes(value)[0])
            yield Said(f"{where} (table)", code, "row_planned_words", planned.text)
            if list(status.all(kind="p-chip")):
                yield Said(f"{where} (table)", code, "row_status", status.one(kind="p-chip").text)
            return


def drawing(where: str, main: Element, code: str, language: Language) -> Iterator[Said]:
    """What the chart says to those who do not see it."""
    chart = next(e for e in main.all("svg", "p-chart") if e.attributes.get("role") == "img")
    where = f"{where} (chart)"
    marks = Text(language).say("trajectory.label.marks", marks="\0").partition("\0")[0]
    said = chart.attributes["aria-label"].partition(f" {marks}")[0]
    for part in re.split(r";\s", said.removesuffix(".")):
        for key, facts in _PARTS:
            for place, told in (read(key, part, language) or {}).items():
                if place in facts:
                    yield Said(where, code, facts[place], told)
        last = read("trajectory.label.last", part, language)
        if last:
            yield Said(where, code, "shown_value", last["value"])
            yield Said(where, code, "shown_period", last["period"])


def embed(where: str, main: Element, code: str, language: Language) -> Iterator[Said]:
    """The chart for other sites."""
    yield from _chip(where, main, code)
    yield from drawing(where, main, code, language)


def rows(where: str, main: Element, language: Language) -> Iterator[Said]:
    """Tables of indicators: of the list, and of a sector."""
    for table in main.all("table", "p-table-indicators"):
        for row in table.one("tbody").all("tr"):
            code = _id(row.one("th").one("a"))
            status, value, planned, _, track, target = row.all("td")
            yield from _chip(where, status, code)
            told, *notes = _with_notes(value)
            yield Said(where, code, "shown_value", told)
            yield Said(where, code, "period_if_old", notes[0] if notes else None)
            yield Said(where, code, "planned_words", _with_notes(planned)[0])
            yield Said(where, code, "target", _with_notes(target)[0])
            yield Said(where, code, "reason_words", next(iter(_with_notes(status)[1:]), None))
            way = next((read("rows.track", label, language) for label in track.labels()), None) or {}
            yield Said(where, code, "way", (way.get("progress"), way.get("expected")))


def multiples(where: str, main: Element, language: Language) -> Iterator[Said]:
    """The small charts of a goal's page."""
    for card in main.all("article", "p-multiple"):
        code = _id(card.one("a"))
        yield from _chip(where, card, code)
        head = card.one(kind="p-multiple-head")
        aim = next((read("goal.aim", span.text, language) for span in head.all("span", "p-aim")), None) or {}
        yield Said(where, code, "shown_value", head.one(kind="p-now").text)
        yield Said(where, code, "target", aim.get("target"))


def glyphs(where: str, main: Element) -> Iterator[Said]:
    """One sign, one indicator: «Name: Status», and whether its report is overdue."""
    for sign in main.all("a", "p-glyph"):
        name = sign.attributes["title"]
        yield Said(where, _id(sign), "same", (sign.labels(), [name]))
        yield Said(where, _id(sign), "word", name.rpartition(": ")[2].partition(";")[0])


def node(where: str, main: Element, of: str, language: Language) -> Iterator[Said]:
    """The counts of a page, in its bar and in the key under it, and its roll-up."""
    bar = main.one(kind="p-bar")
    yield Said(
        f"{where} (bar)", of, "counts", _counts(bar.attributes["aria-label"].partition(":")[2].split(";"), language)
    )
    drawn = {s: _grown(seg) for seg in bar.all() if (s := _status(seg))}
    yield Said(f"{where} (drawn bar)", of, "counts", drawn)
    legend = [li.text for li in main.one("ul", "p-legend").all("li")]
    yield Said(f"{where} (key)", of, "counts", _counts(legend, language))
    if not of.startswith("strategy"):
        yield from rollup(where, main, of, language)


def _grown(segment: Element) -> int:
    """By what a piece of the bar grows: the digits of its count, as classes."""
    weights = {"a": 100, "b": 10, "c": 1}
    digits = re.findall(r"\bp-([abc])(\d)\b", segment.attributes["class"])
    return sum(weights[place] * int(digit) for place, digit in digits)


def rollup(where: str, element: Element, of: str, language: Language) -> Iterator[Said]:
    line = next(element.all(kind="p-rollup"), None)
    if line is None:  # nothing below is active
        yield Said(where, of, "way", (None, None))
        return
    yield from _chip(where, line, of)
    keys = ("rows.rollup", "rows.rollup_part", "rows.rollup_few")
    way = next((found for label in line.labels() for key in keys if (found := read(key, label, language))), {})
    yield Said(where, of, "way", (way.get("progress"), way.get("expected")))


def cards(where: str, main: Element, language: Language) -> Iterator[Said]:
    """The sectors on the overview."""
    for card in main.all("article", "p-card"):
        of = f"sector {_id(card.one('a'))}"
        yield Said(where, of, "on_plan_of_assessed", card.one("p", "p-card-figure").text)
        label = card.one(kind="p-bar").attributes["aria-label"]
        yield Said(where, of, "counts", _counts(label.partition(":")[2].split(";"), language))
        yield from rollup(where, card, of, language)
    for goal in main.all("li", "p-goal"):
        of = f"operational_goal {_id(goal.one('a'))}"
        yield Said(where, of, "on_plan_of_assessed", goal.one(kind="p-goal-count").text)


def goals_of_sector(where: str, main: Element, language: Language) -> Iterator[Said]:
    for table in main.all("div", "p-goal-table"):
        of = f"operational_goal {_id(table.one('h3').one('a'))}"
        yield from rollup(where, table, of, language)


def head(where: str, whole: Element, code: str) -> Iterator[Said]:
    """What a link is shown with elsewhere."""
    told = {
        e.attributes.get("property") or e.attributes.get("name"): e.attributes.get("content") for e in whole.all("meta")
    }
    described = told["og:description"] or ""
    yield Said(f"{where} (description)", code, "word", described.partition(".")[0])
    yield Said(f"{where} (description)", code, "same", (described, told["description"]))
    finding = whole.one("h1").text
    yield Said(f"{where} (sharing title)", code, "same", (join_number_signs(told["og:title"] or ""), finding))
    yield Said(f"{where} (sharing picture)", code, "same", (join_number_signs(told["og:image:alt"] or ""), finding))
    title = join_number_signs(whole.one("title").text.partition("\u00a0— ")[0])
    yield Said(f"{where} (title)", code, "same", (title, finding))


def news(where: str, main: Element, language: Language) -> Iterator[Said]:
    """What changed since the quarter before, on the overview."""
    for item in main.all("ul", "p-changes"):
        for change in item.all("li"):
            told = change.one("p", "p-meta").text
            found = read("overview.changes.value", told, language)
            if found and list(change.all("span", "p-change")):
                code, (*_, sign) = _id(change.one("a")), change.one("span", "p-change").labels()
                yield Said(f"{where} (news)", code, "word", found["status"])
                yield Said(f"{where} (news sign)", code, "word", sign)
                turned = read("changes.move.values", found["value"], language) or {"new": found["value"]}
                yield Said(f"{where} (news)", code, "shown_value", turned["new"])


def moves(where: str, main: Element, language: Language) -> Iterator[Said]:
    """Statuses that moved between two releases: what they are now, and the value now."""
    for item in main.all("li"):
        meta = next(item.all("p", "p-meta"), None)
        first, *more = re.split(r"\s·\s", meta.text) if meta else [""]
        found = read("changes.move.statuses", first, language)
        if found:
            code = _id(item.one("a"))
            yield Said(where, code, "word", found["new"])
            yield Said(
                where, code, "shown_value", (read("changes.move.values", more[0], language) or {"new": more[0]})["new"]
            )


def _chip(where: str, element: Element, of: str) -> Iterator[Said]:
    chip = element.one("span", "p-chip")
    yield Said(where, of, "status", _status(chip))
    yield Said(where, of, "word", chip.text)


def _status(element: Element) -> Status | None:
    names = [name.removeprefix("p-is-") for name in element.classes if name.startswith("p-is-")]
    return Status(names[0]) if names else None


def _id(anchor: Element) -> str:
    return parse_qs(urlsplit(anchor.attributes["href"]).query)["id"][0]


def _with_notes(cell: Element) -> list[str]:
    """The cell's own text, then each line under it."""
    notes = [e.text for e in cell.all(kind="p-sub") if "p-origin" not in e.classes]
    own = "".join(e if isinstance(e, str) else "" if "p-sub" in e.classes else e.text for e in cell.inside)
    return [own, *notes]


def _worded(key: str, words: str, language: Language, place: str) -> str | None:
    return (read(key, words, language) or {}).get(place)


def _period(label: str, language: Language) -> str | None:
    """Of the first number: a value, or what a year has brought so far."""
    keys = ("indicator.figure.so_far", "indicator.figure.fact")
    return next((found for key in keys if (found := _worded(key, label, language, "period"))), None)


def _counts(parts: list[str], language: Language) -> dict[Status, int]:
    """«Відстає — 16», «Відстає 16»."""
    text = Text(language)
    words = {text.say(f"status.{status}"): status for status in Status}
    found = {}
    for part in parts:
        split = re.fullmatch(r"\s*(.+?)[\s\u00a0—:]*(\d+)\s*", part)
        assert split is not None, part
        found[words[split[1]]] = int(split[2])
    return found


def headline(where: str, main: Element, of: str, language: Language) -> Iterator[Said]:
    """The finding's first two numbers are on plan and assessed; a sector's name stands before a colon."""
    told = main.one("h1").text
    yield Said(where, of, "on_plan_of_assessed", told.rpartition(": ")[2])


def lede_of_changes(where: str, main: Element, of: str, language: Language) -> Iterator[Said]:
    for sentence in re.split(r"(?<=\.)\s", main.one("p", "p-lede").text):
        found = read("changes.lede.judged", sentence, language)
        if found:
            yield Said(where, of, "on_plan_of_assessed", f"{found['on_plan']}; {found['judged']}")
            return
    raise AssertionError(f"{where}: its counts are not told")
