"""The files agree, number by number, with the API and the pages of the release, and hold nothing that is hidden."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from kpi.model import Language, Status
from kpi.opendata.report.words import SIGNS
from kpi.store import read_internal, read_public
from kpi.text import Text
from kpi.text.numbers import MINUS
from kpi.web.files import session_reports
from tests.asgi import Client
from tests.layers import alone, layers
from tests.shipped import Shipped

UK = Text(Language.UK)
ENDINGS = ("docx", "xlsx", "pptx")


@pytest.fixture(scope="module")
def where(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> str:
    return shipped_store(tmp_path_factory.mktemp("agreement"))


@pytest.fixture(scope="module")
def client(where: str) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where, "https://strategy.example.org")
        session_reports.clear()
        yield Client(layers(), "strategy.example.org")
        session_reports.clear()


@pytest.fixture(scope="module")
def bodies(client: Client) -> dict[str, bytes]:
    found = {}
    for ending in ENDINGS:
        answer = client.get(f"/report?format={ending}")
        assert answer.status_code == 200, answer.text
        found[ending] = answer.content
    return found


@pytest.fixture(scope="module")
def known(client: Client) -> dict[str, dict[str, Any]]:
    rows = client.get("/api/v1/indicators?limit=500").json()["data"]
    return {row["code"]: row for row in rows}


def number(words: str) -> tuple[float, int] | None:
    """A printed number and its decimals; None of «—», «так», a range."""
    bare = re.split(r"[\n(]", words)[0].replace("\u00a0в.\u00a0п.", "").replace("\u202f", "").replace(MINUS, "-")
    bare = bare.strip().removeprefix("+").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return None
    return float(bare), len(bare.partition(".")[2])


def printed_rows(body: bytes) -> Iterator[dict[str, str]]:
    """The rows of the tables of indicators, by the words of their heads; a second line of a cell is its note."""
    for table in Document(io.BytesIO(body)).tables:
        rows = [
            ["\n".join(filter(None, ("".join(part) for part in cell_lines(cell)))) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]
        if rows[0][:2] == ["Код", "Показник"]:
            yield from (dict(zip(rows[0], row, strict=True)) for row in rows[1:])


def cell_lines(cell: Any) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for part in cell.iter(qn("w:t"), qn("w:br")):
        if part.tag == qn("w:br"):
            lines.append([])
        else:
            lines[-1].append(part.text)
    return lines


FIELDS = {"База": "baseline_value", "План на дату": "planned_value"}


def test_each_printed_number_is_the_one_of_the_api(bodies: dict[str, bytes], known: dict[str, dict[str, Any]]) -> None:
    rows = {row["Код"]: row for row in printed_rows(bodies["docx"])}
    assert set(rows) == set(known)
    compared = 0
    for code, row in rows.items():
        told = known[code]
        sign, _, word = row["Статус"].partition("\u00a0")
        assert word == UK.say(f"status.{told['status']}") and sign == SIGNS[Status(told["status"])]
        for head, name in (*FIELDS.items(), *([("Факт", "value")] if told["value"] is not None else [])):
            shown = number(row[head])
            if shown is None:
                continue
            value, decimals = shown
            assert told[name] is not None, (code, head)
            assert abs(value - told[name]) <= 0.5000001 * 10**-decimals, (code, head, value, told[name])
            compared += 1
    assert compared > 180


def test_a_deviation_is_the_difference_of_the_two_numbers_beside_it(bodies: dict[str, bytes]) -> None:
    compared = 0
    for row in printed_rows(bodies["docx"]):
        actual, planned, apart = (number(row[head]) for head in ("Факт", "План на дату", "Відхилення"))
        if actual and planned and apart:
            assert round(actual[0] - planned[0], 6) == pytest.approx(apart[0]), row["Код"]
            compared += 1
    assert compared > 50


def test_a_sheet_reckons_with_the_same_numbers(bodies: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(bodies["xlsx"]))["Показники"]
    heads = [str(cell.value) for cell in sheet[3]]
    held = {str(row[2].value): dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4)}
    for row in printed_rows(bodies["docx"]):
        for head in ("База", "План на дату", "Факт", "Відхилення"):
            shown, cell = number(row[head]), held[row["Код"]][head]
            assert (shown is not None) == isinstance(cell.value, int | float), (row["Код"], head)
            if shown is not None:
                assert float(str(cell.value)) == pytest.approx(shown[0])


def test_deviations_stand_on_the_indicators_pages(bodies: dict[str, bytes], client: Client) -> None:
    for row in list(printed_rows(bodies["docx"]))[::4]:
        if row["Відхилення"] != "—":
            drawn = client.get(f"/indicator?id={row['Код']}").text.replace('<span class="p-minus">-</span>', MINUS)
            page = unescape(re.sub(r"<[^>]+>", "", drawn))
            assert "".join(row["Відхилення"].split()) in "".join(page.split()), row["Код"]


def test_counts_are_those_of_the_api(bodies: dict[str, bytes], client: Client) -> None:
    sheet = load_workbook(io.BytesIO(bodies["xlsx"]))["Стан"]
    rows = {str(row[0].value): [cell.value for cell in row[1:8]] for row in sheet.iter_rows(min_row=4)}
    goals = client.get("/api/v1/goals?limit=500").json()["data"]
    sectors = {row["name"]: row for row in goals if row["level"] == "sector"}
    whole = client.get("/api/v1/strategy").json()["data"]["statuses"]
    assert set(rows) == {*sectors, "Разом"}
    for name, shown in rows.items():
        of = sectors[name] if name in sectors else {f"n_{status}": n for status, n in whole.items()}
        counts = {status: int(of[f"n_{status}"]) for status in Status}
        on_plan = counts[Status.ACHIEVED] + counts[Status.ON_TRACK] + counts[Status.NOT_DUE]
        far = counts[Status.OFF_TRACK] + counts[Status.MOVING_AWAY]
        judged = on_plan + far + counts[Status.AT_RISK]
        told = [sum(counts.values()), judged, on_plan, counts[Status.AT_RISK], far]
        assert shown == [*told, counts[Status.NO_DATA], counts[Status.SUSPENDED]]


def test_the_first_sentence_is_the_front_pages(bodies: dict[str, bytes], client: Client) -> None:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", client.get("/").text)
    assert heading is not None
    finding = unescape(re.sub(r"<[^>]+>", "", heading[1]))
    assert any(paragraph.text == f"{finding}." for paragraph in Document(io.BytesIO(bodies["docx"])).paragraphs)


def test_every_address_of_the_report_is_answered(bodies: dict[str, bytes], client: Client) -> None:
    found = set()
    for body in bodies.values():
        found |= set(re.findall(r"https://strategy\.example\.org(/2022-2026/[^\s\"<]*)", whole_text(body)))
    assert len(found) > 100
    for address in sorted(map(unescape, found)):
        assert client.get(address).status_code in {200, 302}, address


def whole_text(body: bytes) -> str:
    """All XML of an office file."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        )


def test_nothing_hidden_is_in_any_file(bodies: dict[str, bytes], where: str) -> None:
    """Names, explanations and departments' words of what outsiders do not see."""
    inside, outside = read_internal(where=where), read_public(where=where)
    hidden = inside.indicators[~inside.indicators["code"].isin(outside.indicators["code"])]
    assert len(hidden) == 16
    words = {*hidden["name"], *(f">{code}<" for code in hidden["code"])}
    comments = inside.observations[inside.observations["code"].isin(hidden["code"])]["comment"]
    words |= {comment for comment in comments if len(comment) > 20} - set(outside.observations["comment"])
    assert len(words) > 30
    for ending, body in bodies.items():
        text = unescape(whole_text(body))
        assert [one for one in words if one in text] == [], ending
        assert json.dumps(sorted(hidden["name_en"])[0])[1:-1] not in text
