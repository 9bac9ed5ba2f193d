"""The lines of a preview and of a receipt: a number stands there as it was typed."""

from datetime import UTC, datetime

import pytest

from kpi.model import Account, Language, Role
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.facts import TargetDifference, ValueChange
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.submission import Publication
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.views.desk.uploads import Desk
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.change_lines import change_lines, other_lines
from kpi.web.desk.words.receipt_view import receipt
from tests.fiscal_years import CALENDAR

UK = Text(Language.UK)
PERIOD = CALENDAR.parse("2026-Q3")


def names(unit: str, decimals: int) -> LabelIndex:
    """Indicator 1.1.1 as it is printed in public; 1.1.2 is new."""
    return LabelIndex(
        indicators={},
        goals={},
        departments={},
        units={"1.1.1": (unit, unit)},
        decimals={"1.1.1": decimals},
        statuses={},
        fiscal_year=CALENDAR,
    )


def value(old: float | None, new: float, code: str = "1.1.1") -> ValueChange:
    kind = ChangeKind.NEW if old is None else ChangeKind.REVISED
    return ValueChange(
        kind=kind,
        code=code,
        period=PERIOD,
        breakdown="",
        old=old,
        old_gap=None,
        old_comment="",
        new=new,
        new_gap=None,
        comment="",
        cell=None,
    )


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("unit", "decimals", "old", "new", "shown"),
    [
        ("%", 0, 60.0, 61.5, ("60,0 %", "61,5 %", "+1,5 в. п.")),
        ("тис. грн", 0, 4120.5, 4120.0, ("4 120,5 тис. грн", "4 120,0 тис. грн", "−0,5 тис. грн")),
        ("т", 2, 0.125, 0.1254, ("0,1250 т", "0,1254 т", "+0,0004 т")),
        ("км", 1, 12.0, 13.0, ("12,0 км", "13,0 км", "+1,0 км")),
        ("км", 0, None, 61.5, ("нове", "61,5 км", "—")),
    ],
)
def test_the_preview_shows_what_was_typed(
    unit: str, decimals: int, old: float | None, new: float, shown: tuple[str, str, str]
) -> None:
    line = change_lines(Changes(values=(value(old, new),)), (), (), names(unit, decimals), UK)[0]
    first = line.before if old is None else plain(line.before)
    assert (first, plain(line.after), plain(line.difference)) == shown


def test_targets_are_told_as_they_were_decided() -> None:
    moved = Changes(targets=(TargetDifference(code="1.1.1", year=2026, old=60.0, new=62.25, act="№ 7"),))
    (told,) = other_lines(moved, names("%", 0), UK)
    assert "62,25" in told and "60,00" in told


@pytest.mark.parametrize("blank", [0, 3])
def test_a_receipt_names_the_rows_that_are_still_blank(blank: int) -> None:
    at = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
    upload = Upload(
        seq=7,
        edition="2022-2026",
        kind="goal",
        goal="1.1",
        filename="1.1.xlsx",
        sha256="",
        department="",
        login="koval",
        name="",
        at=at,
        published=at.date(),
        draft=3,
        undoes=None,
        undone_by=None,
        reason="",
    )
    account = Account(id=1, login="koval", name="О. Коваль", role=Role.HEAD, departments=("health",))
    found = Publication(upload=upload, changes=Changes(values=(value(None, 61.5),)), unfilled=blank)
    page = receipt(Desk("", "", "", ""), found, account, now=at, public=frozenset(), names=names("км", 0), text=UK)
    assert dict(page.facts).get("Ще не заповнено рядків", "0") == str(blank)
