"""Builds the shipped editions from their sources: of every data/<edition> plan.xlsx, goals/*.xlsx,
history/<date>/*.xlsx and the tables of its README.md.

Run it from the root of the repository: `python -m tools.make_edition`. A second run changes no byte.
"""

from datetime import date, datetime
from pathlib import Path

from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tools.edition import EDITIONS, FIRST, Edition, books, plan
from tools.edition.readme import filled


def make(folder: Path, edition: Edition = FIRST) -> list[Path]:
    """Write every workbook of an edition below `folder`; returns the files in the order of writing."""
    written = [folder / "plan.xlsx"]
    folder.mkdir(parents=True, exist_ok=True)
    write_plan(plan(edition), written[0], created=_moment(edition.released))
    for released in edition.releases:
        place = folder / ("goals" if released == edition.released else f"history/{released}")
        place.mkdir(parents=True, exist_ok=True)
        for book in books(released, edition):
            written.append(place / f"{book.goal}.xlsx")
            write_goal_book(book, written[-1], years=edition.years, created=_moment(released))
    return written


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a document property has no zone)


def tell(edition: Edition) -> None:
    """Fill the tables of the edition's README.md."""
    page = edition.folder / "README.md"
    page.write_text(filled(page.read_text(encoding="utf-8"), edition), encoding="utf-8")


if __name__ == "__main__":
    for one in EDITIONS:
        tell(one)
        print(f"{len(make(one.folder, one))} workbooks in {one.name}")
