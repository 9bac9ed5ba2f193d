"""A project's JSON as it was saved from its register → a record, or what is wrong with the file.

Which names a fact stands under is data (`*.toml` beside this): registers rename their fields. What cannot be meant,
like a project of 48 576 months, is told with its place and never compared.
"""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from kpi.model.oversight.project_record import ProjectAim, ProjectDoubt, ProjectRecord
from kpi.model.web_address import read_number
from kpi.settings import PACKAGE
from kpi.workbook.project_file.json_door import LONGEST, ProjectFileError, parsed
from kpi.workbook.project_file.paths import Found, at, first, identifiers, of_root, words

_FOLDER = PACKAGE / "workbook" / "project_file"
#: years that a project may be of; months that one may last; an amount beyond it is none
_FIRST_YEAR, _LAST_YEAR, _MOST_MONTHS, _LARGEST = 1990, 2100, 600, 1e13
#: projects of one file that are read
_MOST = 200


@cache
def _shapes() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(_FOLDER.glob("*.toml")))


def read_project(data: bytes) -> ProjectRecord:
    """The project of a saved file; ProjectFileError says what is wrong with it and where."""
    content = parsed(data)
    if isinstance(content, list) and len(content) == 1:
        content = content[0]
    if not isinstance(content, dict):
        raise ProjectFileError("not_one" if isinstance(content, list) else "not_object")
    if isinstance(content.get("data"), list):
        raise ProjectFileError("not_one")
    for shape in _shapes():
        reader = _Reader(shape, content)
        if number := reader.number():
            return reader.record(number)
    raise ProjectFileError("no_project", fields=", ".join(sorted(str(key)[:LONGEST] for key in content)[:8]))


@dataclass
class _Reader:
    """Reads one file by one shape, and collects what cannot be meant."""

    shape: Mapping[str, Any]
    content: Mapping[str, Any]
    doubts: list[ProjectDoubt] = field(default_factory=list)
    roots: dict[str, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        outer, place = dict(self.content), ""
        node: Mapping[str, Any] = outer
        for name in self.shape["wrapped"]:
            if isinstance(node.get(name), dict):
                place, node = (f"{place}.{name}" if place else name), {**node, **node[name]}
        self.roots[""] = (place, node)
        self.roots["chosen"] = self._chosen(node, place)

    def _chosen(self, node: Mapping[str, Any], place: str) -> Found:
        """Of several ways to a project the one in force with the largest budget, as the register's own analytics do."""
        rule = self.shape["chosen"]
        listed = [(spot, one) for spot, one in at(node, f"{rule['list']}[]", place) if isinstance(one, dict)]
        in_force = [found for found in listed if found[1].get("status") == rule["status"]]

        def size(found: Found) -> float:
            return sum(_plain(self._version(value)) or 0.0 for _, value in at(found[1], rule["sums"]))

        return max(in_force or listed, key=size, default=("", {}))

    def number(self) -> str:
        """Its number in the register; "" where the file holds none of its form."""
        found = (read_number(str(value)) for path in self.shape["number"] for _, value in of_root(self.roots, path))
        return next((number for number in found if number), "")

    def record(self, number: str) -> ProjectRecord:
        status, details = self._status()
        start, end = self._day("start", min), self._day("end", max)
        if start and end and start > end:
            self._doubt("start", "order", f"{start} – {end}")
            start = end = None
        self._months()
        sums = {name: self._money(name) for name in ("planned", "spent", "contracted")}
        currencies = {currency for _, currency in sums.values() if currency}
        return ProjectRecord(
            register=self.shape["register"],
            number=number,
            title=self._text("title"),
            status=status,
            details=details,
            states=self._states(status, details),
            updated=self._day("updated", max),
            start=start,
            end=end,
            currency=currencies.pop() if len(currencies) == 1 else "",
            **{name: None if len(currencies) > 1 else amount for name, (amount, _) in sums.items()},
            bodies=self._codes("bodies"),
            places=self._codes("places"),
            aims=self._aims(),
            doubts=tuple(self.doubts),
        )

    def _doubt(self, place: str, kind: str, found: object) -> None:
        doubt = ProjectDoubt(place=place, kind=kind, found=str(found)[:LONGEST])
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def _text(self, name: str) -> str:
        return next((w for _, v in first(self.roots, self.shape[name]) if (w := words(v, self.shape["languages"]))), "")

    def _status(self) -> tuple[str, str]:
        """«active» and «implementation», which may stand together: «active:implementation»."""
        status, _, within = self._text("status").lower().partition(":")
        return status.strip(), (self._text("details").lower() or within).strip()

    def _states(self, status: str, details: str) -> tuple[str, ...]:
        found = self.shape["states"].get(status, ())
        narrower = self.shape["details_states"].get(details, found) if status == "active" else found
        return tuple(narrower)

    def _day(self, name: str, choose: Callable[[Iterable[date]], date]) -> date | None:
        """A day, of several the first or the last."""
        days = []
        for place, value in first(self.roots, self.shape[name]):
            try:
                day = date.fromisoformat(str(value)[:10])
            except ValueError:
                self._doubt(place, "no_day", value)
                continue
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                days.append(day)
            else:
                self._doubt(place, "far_day", value)
        return choose(days) if days else None

    def _months(self) -> None:
        """How long it lasts is nothing that is compared; a length that no project has is told."""
        for place, value in first(self.roots, self.shape["months"]):
            months = _plain(value)
            if months is None or not 0 < months <= _MOST_MONTHS:
                self._doubt(place, "months", value)

    def _version(self, value: Any) -> Any:
        """An amount: a number, or an object with one, of several versions the latest."""
        for _ in range(3):
            if not isinstance(value, dict):
                break
            value = next((value[name] for name in self.shape["versions"] if value.get(name) is not None), None)
        return value

    def _money(self, name: str) -> tuple[float | None, str]:
        """The sum of the first alternative that holds amounts, and its currency; None where currencies differ."""
        for paths in self.shape["money"][name]:
            found = [one for path in paths for one in of_root(self.roots, path)]
            amounts = [(place, value, _plain(self._version(value))) for place, value in found]
            known = [n for place, value, n in amounts if self._is_amount(place, value, n) and n is not None]
            if known:
                currencies = {one for _, value in found if (one := _currency(value))}
                if len(currencies) > 1:
                    self._doubt(found[0][0], "currencies", ", ".join(sorted(currencies)))
                    return None, ""
                return float(math.fsum(known)), next(iter(currencies), "")
        return None, ""

    def _is_amount(self, place: str, value: Any, amount: float | None) -> bool:
        stands = self._version(value)
        if amount is not None and 0 <= amount <= _LARGEST:
            return True
        if stands is not None:
            self._doubt(place, "amount", stands)
        return False

    def _codes(self, name: str) -> tuple[str, ...]:
        found = identifiers(self.roots[""][1], self.shape["schemes"][name])
        return tuple(dict.fromkeys(one for one in found if one))[:_MOST]

    def _aims(self) -> tuple[ProjectAim, ...]:
        found, shape = [], self.shape["metric"]
        for place, one in first(self.roots, self.shape["metrics"])[:_MOST]:
            roots: dict[str, Found] = {"": (place, one)}
            names = (words(value, self.shape["languages"]) for _, value in first(roots, shape["name"]))
            values = {
                key: next((_plain(self._version(value)) for _, value in first(roots, shape[key])), None)
                for key in ("base", "target")
            }
            found.append(ProjectAim(name=next(filter(None, names), ""), **values))
        return tuple(found)


def _plain(value: Any) -> float | None:
    """A finite number, as one or as its text; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _currency(value: Any) -> str:
    """The code of a currency beside an amount or within its version."""
    if not isinstance(value, dict):
        return ""
    within: Sequence[Any] = [
        value.get("currency"),
        *(one.get("currency") for one in value.values() if isinstance(one, dict)),
    ]
    return next((one.upper()[:3] for one in within if isinstance(one, str) and one), "")
