"""What files, the API and feeds say, read as programs and spreadsheets read them."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
from openpyxl import Workbook

from kpi.model import Language, Status
from kpi.text import Text
from tests.agreement.reading import page, read
from tests.agreement.truth import Said

Fetch = Callable[[str], bytes]
_NUMBERS = ("value", "planned_value", "baseline_value", "progress", "expected", "pace")
_ATOM = "{http://www.w3.org/2005/Atom}"


def api(fetch: Fetch, codes: tuple[str, ...], language: Language) -> Iterator[Said]:
    """The lists of the API, and each indicator's own answer."""
    ask = f"limit=500&lang={language}"
    for row in json.loads(fetch(f"/api/v1/indicators?{ask}"))["data"]:
        yield from _indicator("/api/v1/indicators", row)
    for row in json.loads(fetch(f"/api/v1/progress?{ask}"))["data"]:
        yield from _indicator("/api/v1/progress", row, target=False)
    for row in json.loads(fetch(f"/api/v1/goals?{ask}"))["data"]:
        yield from _node("/api/v1/goals", row)
    whole = json.loads(fetch(f"/api/v1/strategy?lang={language}"))["data"]
    strategy = f"strategy {whole['edition']}"
    counts = {Status(name): n for name, n in whole["statuses"].items() if n}
    yield Said("/api/v1/strategy", strategy, "counts", counts)
    yield Said("/api/v1/strategy", strategy, "status", whole["status"])
    for code in codes:
        own = json.loads(fetch(f"/api/v1/indicators/{code}?lang={language}"))["data"]
        yield from _indicator(f"/api/v1/indicators/{code}", own)
        yield Said(f"/api/v1/indicators/{code}", code, "word", own["status_words"])


def lines(fetch: Fetch, codes: tuple[str, ...], language: Language) -> Iterator[Said]:
    """CSV: all indicators, all goals, all values, the history of statuses, each indicator's own file."""
    for row in _csv(fetch, "/download/indicators.csv", language):
        yield from _indicator("indicators.csv", row)
    for row in _csv(fetch, "/download/goals.csv", language):
        yield from _node("goals.csv", row)
    yield from _last_quarter("progress.csv", _csv(fetch, "/download/progress.csv", language))
    yield from _values("values.csv", _csv(fetch, "/download/values.csv", language))
    for code in codes:
        where = f"/download/indicator/{code}.csv"
        yield from _values(where, _csv(fetch, where, language))


def books(fetch: Fetch, codes: tuple[str, ...], language: Language) -> Iterator[Said]:
    """XLSX: the book of everything, and each indicator's own book."""
    whole = _book(fetch, "data.xlsx", language)
    names = {str(row[0]): str(row[1]) for row in whole.worksheets[-1].iter_rows(min_row=2, max_col=2, values_only=True)}
    words, levels = _by_word(language), _levels(language)
    for name, row in _rows("data.xlsx", whole, names):
        if "level" in row:
            yield from _node(name, {**row, "status": words[row["status"]], "level": levels[row["level"]]})
        else:
            yield from _indicator(name, row, worded=True)
    for code in codes:
        name = f"indicator/{code}.xlsx"
        own = list(_rows(name, _book(fetch, name, language), names))
        assert [row["code"] for _, row in own] == [code], name
        yield from _indicator(f"{name} (own)", own[0][1], worded=True)


def feed(fetch: Fetch, language: Language) -> Iterator[Said]:
    """«Now: …» of the indicators that the latest release moved."""
    entries = [_entry(entry) for entry in ET.fromstring(fetch(f"/feed.atom?lang={language}")).iter(f"{_ATOM}entry")]
    latest = max(version for _, version, _ in entries)
    for code, version, told in entries:
        for paragraph in page(told).all("p"):
            now = read("telling.now_value", paragraph.text, language) or read("telling.now", paragraph.text, language)
            if now is not None and code and version == latest:
                yield Said("feed.atom", code, "word", now["status"])
                yield from (
                    Said("feed.atom", code, f"shown_{name}", now[name]) for name in ("value", "period") if name in now
                )


def _entry(entry: ET.Element) -> tuple[str, str, str]:
    """The indicator it is about ("" where it is about none), the release, what is told."""
    address = urlsplit(next(entry.iter(f"{_ATOM}link")).attrib["href"])
    asked = parse_qs(address.query)
    code = asked["id"][0] if address.path == "/indicator" else ""
    return code, asked.get("v", [""])[0], "".join(entry.itertext())


def _indicator(where: str, row: Mapping[str, Any], target: bool = True, worded: bool = False) -> Iterator[Said]:
    code = row["code"]
    yield Said(where, code, "word" if worded else "status", row["status"])
    yield Said(where, code, "reason_words" if worded else "reason", row["reason"] or None)
    yield Said(where, code, "period", row["period"] or None)
    for name in _NUMBERS:
        yield Said(where, code, name, _number(row[name]))
    if target:
        ends = (row["target_value"], row["range_low"], row["range_high"])
        yield Said(where, code, "target", tuple(n for n in map(_number, ends) if n is not None))


def _node(where: str, row: Mapping[str, Any]) -> Iterator[Said]:
    of = f"{row['level']} {row['code']}"
    yield Said(where, of, "status", row["status"])
    yield Said(where, of, "counts", {s: int(n) for s in Status if (n := _number(row[f"n_{s}"]))})
    for name in ("progress", "expected", "assessed", "active"):
        yield Said(where, of, name, _number(row[name]))


def _values(where: str, rows: list[dict[str, str]]) -> Iterator[Said]:
    """The row of the judged period of each indicator: value and status as judged at that value."""
    yield from (
        Said(where, row["code"], "at", (row["period"], _number(row["assessed_value"]), row["status"] or None))
        for row in rows
        if not row["breakdown"]
    )


def _last_quarter(where: str, rows: list[dict[str, str]]) -> Iterator[Said]:
    last = max(row["quarter"] for row in rows)
    for row in rows:
        if row["quarter"] == last:
            yield Said(where, row["code"], "status", row["status"])
            yield Said(where, row["code"], "reason", row["reason"] or None)
            yield Said(where, row["code"], "period", row["period"] or None)
            for name in ("value", "planned_value", "progress", "expected", "pace"):
                yield Said(where, row["code"], name, _number(row[name]))


def _csv(fetch: Fetch, address: str, language: Language) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(f"{address}?lang={language}").decode("utf-8-sig"))))


def _book(fetch: Fetch, name: str, language: Language) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(fetch(f"/download/{name}?lang={language}")), read_only=True)


def _rows(name: str, book: Workbook, names: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of the sheets of indicators and goals; `names` of the columns by the words above them."""
    for sheet in book.worksheets:
        heads = next(sheet.iter_rows(min_row=2, max_row=2, values_only=True))
        called = [names.get(str(head), "") for head in heads]
        if "status" in called and ("level" in called or "target_year" in called):
            for row in sheet.iter_rows(min_row=3, values_only=True):
                yield f"{name} «{sheet.title}»", dict(zip(called, row, strict=True))


def _number(value: Any) -> float | None:
    return None if value in (None, "") or isinstance(value, date) else float(value)


def _by_word(language: Language) -> dict[str, Status]:
    text = Text(language)
    return {text.say(f"status.{status}"): status for status in Status}


def _levels(language: Language) -> dict[str, str]:
    text = Text(language)
    return {text.say(f"level.{level}"): level for level in ("strategy", "sector", "strategic_goal", "operational_goal")}
