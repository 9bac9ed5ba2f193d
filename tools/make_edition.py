"""Builds the shipped edition from its sources: data/2022-2026/plan.xlsx, goals/*.xlsx, history/<date>/*.xlsx and the
tables of its README.md.

Run it from the root of the repository: `python -m tools.make_edition`. A second run changes no byte.
"""

from datetime import date, datetime
from pathlib import Path

from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tools.edition import RELEASED, RELEASES, books, plan
from tools.edition.indicators import YEARS
from tools.edition.readme import filled
from tools.edition.sources import EDITION


def make(folder: Path) -> list[Path]:
    """Write every workbook of the edition below `folder`; returns the files in the order of writing."""
    written = [folder / "plan.xlsx"]
    folder.mkdir(parents=True, exist_ok=True)
    write_plan(plan(), written[0], created=_moment(RELEASED))
    for released in RELEASES:
        place = folder / ("goals" if released == RELEASED else f"history/{released}")
        place.mkdir(parents=True, exist_ok=True)
        for book in books(released):
            written.append(place / f"{book.goal}.xlsx")
            write_goal_book(book, written[-1], years=YEARS, created=_moment(released))
    return written


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a document property has no zone)


def tell(folder: Path) -> None:
    """Fill the tables of the edition's README.md."""
    page = folder / "README.md"
    page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    tell(EDITION)
    print(f"{len(make(EDITION))} workbooks in {EDITION.name}")
