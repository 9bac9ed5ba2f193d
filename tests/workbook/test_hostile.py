"""Never a crash, a hang or a silent wrong value: hostile and foreign files through the child that reads."""

import contextlib
import os
import random
import resource
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.model import Language, Severity
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import Reading, read_bytes
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.process import reader_pool
from kpi.workbook.process.reader_pool import Pool
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.measured import SLOWER, is_measured
from tests.waiting import until
from tests.workbook.hostile import changed, files, good, with_parts
from tests.workbook.rawbook import pack
from tests.workbook.tables import GOOD, workbook

#: bytes of memory that even a bloated workbook is read with
LITTLE = 150 << 20


def _errors(reading: Reading) -> list[str]:
    return [p.code for p in reading.problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize(("make", "code"), [pytest.param(make, code, id=name) for name, make, code in files()])
def test_hostile(make: Callable[[], bytes], code: str | None) -> None:
    reading = read_bytes(make(), "книга.xlsx", fiscal_year=CALENDAR)
    assert _errors(reading) == ([] if code is None else [code])
    if code is None:
        assert reading.goal_book is not None
        assert [(o.code, o.value) for o in reading.goal_book.observations] == [("1.1.1", 43.5)]
    else:
        assert reading.goal_book is None
        for language in BOTH:
            problem = reading.problems[0]
            said = message(problem, Text(language)) + remedy(problem, Text(language))
            assert "Traceback" not in said
            assert "{" not in said


@pytest.mark.parametrize("name", ["", " ", "x/", "\u200b", ".", "..", "../.."])
def test_a_file_that_is_called_nothing_has_a_name(name: str) -> None:
    assert read_bytes(workbook(GOOD), name, fiscal_year=CALENDAR).file == "workbook.xlsx"
    assert read_bytes(b"", name, fiscal_year=CALENDAR).file == "workbook.xlsx"


def _children() -> set[int]:
    """The processes that this one has started and that still run."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # ended meanwhile
            parent = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.add(int(stat.parent.name))
    return found


def _seconds_of_readers(child: int) -> float:
    """What the processes that the child has left the reading to, and that have ended, took of a processor."""
    times = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, times[13:15])) / os.sysconf("SC_CLK_TCK")


def test_a_million_empty_formatted_rows_are_quick_and_small(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"<row r='{n}' spans='1:6' s='1' customFormat='1' ht='15'/>" for n in range(3, 1_048_577))
    data = changed("xl/worksheets/sheet2.xml", lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))
    # the process that reads it is gone when its answer is there: it gets no more memory than it should need
    start = "import resource; given = resource.setrlimit; "
    start += f"resource.setrlimit = lambda kind, _: given(kind, ({LITTLE}, {LITTLE})); "
    monkeypatch.setattr(reader_pool, "_START", start + reader_pool._START)
    known, reader = _children(), Pool(seconds=100)
    reading = reader.read(data, "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert [p.code for p in reading.problems] == ["used_range_bloated"]
    assert reading.accepted
    (child,) = _children() - known
    limits = resource.prlimit(child, resource.RLIMIT_AS)
    until(lambda: _seconds_of_readers(child) > 0, within=30)
    spent = _seconds_of_readers(child)
    reader.close()
    assert limits == (LITTLE, LITTLE)
    # of a processor, whatever else the machine does: 3 s where it is quiet and coverage does not watch each line
    assert spent < (15 * SLOWER if is_measured() else 15)


def test_a_child_that_runs_out_of_time_is_one_clear_problem() -> None:

    hurried = Pool(seconds=0.001)
    reading = hurried.read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert [p.code for p in reading.problems] == ["file_too_heavy"]
    assert read_bytes(workbook(GOOD), "a.xlsx", fiscal_year=CALENDAR).accepted


def test_a_child_that_dies_is_one_clear_problem_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(reader_pool, "_START", "import os; os.abort()")
    dying = reader_pool.Pool()
    assert [p.code for p in dying.read(b"x", "a.xlsx", Expected(fiscal_year=CALENDAR)).problems] == ["file_unreadable"]
    monkeypatch.undo()
    assert dying.read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR)).accepted
    dying.close()


def test_the_child_has_its_memory_limit() -> None:
    from kpi.workbook.process.reader_process import MEMORY_BYTES

    known, reader = _children(), Pool()
    reader.read(workbook(GOOD), "a.xlsx", Expected(fiscal_year=CALENDAR))
    (child,) = _children() - known
    limits = resource.prlimit(child, resource.RLIMIT_AS)
    reader.close()
    assert limits == (MEMORY_BYTES, MEMORY_BYTES)


def test_mutated_files_always_give_sentences() -> None:
    """Bytes changed at random: in the zip, and inside parts that are packed again."""
    random.seed(7)
    whole = workbook(GOOD)
    text = Text(Language.UK)
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(random.randint(1, 8)):
            data[random.randrange(len(data))] = random.randrange(256)
        reading = read_bytes(bytes(data), "a.xlsx", fiscal_year=CALENDAR)
        assert all(message(p, text) and remedy(p, text) for p in reading.problems)
        assert "file_unreadable" not in _errors(reading)
        assert reading.accepted == (reading.goal_book is not None or reading.plan is not None)
    for _ in range(350):
        book = good()
        name = random.choice(list(book))
        content = bytearray(str(book[name]).encode())
        for _ in range(random.randint(1, 4)):
            at = random.randrange(len(content))
            content[at : at + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
        reading = read_bytes(pack(book | {name: bytes(content)}), "a.xlsx", fiscal_year=CALENDAR)
        assert "file_unreadable" not in _errors(reading)
        assert all(message(p, text) and remedy(p, text) for p in reading.problems)


def test_what_inflates_to_more_than_declared_is_refused() -> None:
    data = bytearray(with_parts(**{"xl/long.xml": b"<a>" + b"b" * 5000 + b"</a>"}))
    at = data.rindex(b"xl/long.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    data[at + 16 : at + 20] = zlib.crc32(b"<a>" + b"b" * 97).to_bytes(4, "little")
    assert _errors(read_bytes(bytes(data), "a.xlsx", fiscal_year=CALENDAR)) == ["file_unsafe_zip"]


def test_many_callers_at_once_each_get_their_own_file() -> None:
    from concurrent.futures import ThreadPoolExecutor

    files = [workbook(GOOD.replace("43,5", f"{number},5")) for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        readings = list(threads.map(lambda data: read_bytes(data, "a.xlsx", fiscal_year=CALENDAR), files))
    values = [reading.goal_book.observations[0].value for reading in readings if reading.goal_book]
    assert values == [number + 0.5 for number in range(24)]
