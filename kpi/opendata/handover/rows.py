"""The rows of the sheets: actions, their money, goals, indicators, each with what a clerk has to type beside it.

Made from the tables of a public release alone, so that nothing stands in a workbook that does not stand on the site.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from kpi.measure.chain.spending import totals
from kpi.model import NAMES_BESIDE, Level
from kpi.opendata.columns import Cell, Column, number, numbers
from kpi.opendata.excel import in_words
from kpi.opendata.fields import TABLES
from kpi.opendata.handover.field_lists import FieldList
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text

Record = dict[str, Cell]
_NO_YEAR = 1 << 15


class HandoverRows:
    """The rows of one release in one language, by what a row is."""

    def __init__(self, release: ReleaseTables, listed: FieldList, text: Text) -> None:
        self._release, self._listed, self._text = release, listed, text
        self._community = _community(release, text)
        self._goals = {str(row["code"]): row for row in release["goals"].records()}
        self._indicators = {str(row["code"]): row for row in release["indicators"].records()}
        self._documents = _documents(release)

    def __getitem__(self, kind: str) -> list[Record]:
        """The rows of a kind of `ROWS`."""
        return [self._community | row for row in ROWS[kind](self)]

    def strategy(self) -> list[Record]:
        """One row: the document itself."""
        return [{}]

    def nodes(self, level: Level) -> list[Record]:
        """Goals of a level."""
        found = (row for row in self._goals.values() if row["level"] == level)
        return [self._of_goal(str(row["code"])) | {"department": row["department"]} for row in found]

    def tasks(self) -> list[Record]:
        """The tasks that indicators belong to, once each, below their goals."""
        pairs = ((str(row["goal"]), row["task"]) for row in self._indicators.values() if row["task"])
        return [self._of_goal(goal) | {"task": task} for goal, task in dict.fromkeys(pairs)]

    def indicators(self) -> list[Record]:
        return [
            self._of_goal(str(row["goal"])) | self._of_indicator(code) | self._spoken("indicators", row)
            for code, row in self._indicators.items()
        ]

    def actions(self) -> list[Record]:
        """In the order of the list's directions, where it has some."""
        found = self._actions()
        order = {code: place for place, code in enumerate(self._listed.directions)}
        return sorted(found, key=lambda row: order.get(str(row["direction_code"]), len(order))) if order else found

    def money(self) -> list[Record]:
        """A row for each action, year and source; without a year what an action costs and its years do not tell.

        So that the rows come to the sums of the actions.
        """
        keys, money = ("code", "name", "action_number"), ("money_plan", "money_actual")
        told: defaultdict[Cell, list[Record]] = defaultdict(list)
        for row in self._release["action_money"].records():
            told["\0".join(str(row[key]) for key in keys)].append(row)
        found: list[Record] = []
        for action in self._actions():
            years = told["\0".join(str(action[key]) for key in keys)]
            rest = {name: action[name] for name in money if all(row[name] is None for row in years)}
            found += [action | row for row in years]
            # that nothing is spent is no row of its own
            if any(rest.values()):
                found.append(action | dict.fromkeys(money) | rest | {"year": None})
        return found

    def directions(self) -> list[Record]:
        """How many actions each direction has and what they cost; those without one last, where there are some."""
        sums: dict[str, Record] = {code: self._direction(code) for code in self._listed.directions}
        for row in self._actions():
            code = str(row["direction_code"] or "")
            held = sums.setdefault(code, self._direction(code))
            held["actions"] = int(str(held["actions"])) + 1
            for name in ("money_plan", "money_actual"):
                held[name] = _sum(held[name], row[name])
        return list(sums.values())

    def direction_years(self) -> list[Record]:
        """The money of each direction by year and source, of the actions that tell it so."""
        order = {code: place for place, code in enumerate(self._listed.directions)}
        sums: dict[tuple[str, int, str], Record] = {}
        for row in self.money():
            code = str(row["direction_code"] or "")
            # what is told of no year stands after the years
            key = (code, _NO_YEAR if row["year"] is None else int(str(row["year"])), str(row["funding"] or ""))
            held = sums.setdefault(key, self._direction(code) | {"year": row["year"], "funding": row["funding"]})
            for name in ("money_plan", "money_actual"):
                held[name] = _sum(held[name], row[name])
        return [sums[key] for key in sorted(sums, key=lambda one: (order.get(one[0], len(order)), *one))]

    def _direction(self, code: str) -> Record:
        return {"investment_direction": self._named(code), "actions": 0, "money_plan": None, "money_actual": None}

    def _named(self, code: str) -> str:
        """A direction in words; what a layout of another country calls one stays as it is."""
        if not code:
            return self._text.say("handover.no_direction")
        known = self._text.has(f"investment_direction.{code}")
        return self._text.say(f"investment_direction.{code}") if known else code

    def _actions(self) -> list[Record]:
        dataset = self._release.survey.dataset
        money = totals(dataset.actions, dataset.action_money)
        rows = self._release["actions"].records()
        return [self._action(row, plan, actual) for row, plan, actual in zip(rows, *_sums(money), strict=True)]

    def _action(self, row: Mapping[str, Cell], plan: Cell, actual: Cell) -> Record:
        code = str(row["code"])
        served = str(row["indicator"] or (code if code in self._indicators else ""))
        goal = code if code in self._goals else str(self._indicators[code]["goal"]) if code in self._indicators else ""
        direction = str(row["investment_direction"] or "")
        return {
            **self._of_goal(goal),
            **self._of_indicator(served),
            **self._spoken("actions", row),
            "indicator": served or None,
            "direction_code": direction,
            "investment_direction": self._named(direction),
            "money_plan": plan,
            "money_actual": actual,
        }

    def _of_goal(self, code: str) -> Record:
        """A goal, the one above it, and the goals of other documents that it follows."""
        row = self._goals.get(code, {})
        above = str(row.get("parent") or "")
        return {
            "goal": code or None,
            "goal_name": self._name(row),
            "parent": above or None,
            "parent_name": self._name(self._goals.get(above, {})),
            **self._documents.get(code, {}),
        }

    def _of_indicator(self, code: str) -> Record:
        row = self._indicators.get(code, {})
        units = (row.get("unit_en"),) if self._text.language is NAMES_BESIDE else ()
        same = ("baseline_year", "baseline_value", "target_year", "target_value", "period", "value")
        return {
            "indicator": code or None,
            "indicator_name": self._name(row),
            "unit": next((unit for unit in (*units, row.get("unit")) if unit), None),
            **{name: row.get(name) for name in same},
        }

    def _name(self, row: Mapping[str, Cell]) -> Cell:
        translated = row.get("name_en") if self._text.language is NAMES_BESIDE else None
        return translated or row.get("name")

    def _spoken(self, table: str, row: Mapping[str, Cell]) -> Record:
        """A row of a table with its codes in words."""
        coded = {field.name: field for field in TABLES[table] if field.words}
        return {
            name: in_words(coded[name], str(value), self._text) if name in coded and value is not None else value
            for name, value in row.items()
            if name not in {"unit", "unit_en", "goal", "indicator"}
        }


def _sums(money: pd.DataFrame) -> tuple[Column, Column]:
    return numbers(money["plan"]), numbers(money["actual"])


def _sum(held: Cell, added: Cell) -> Cell:
    known = [float(str(one)) for one in (held, added) if one is not None]
    return number(sum(known)) if known else None


def _community(release: ReleaseTables, text: Text) -> Record:
    """What is said of the community and its document, beside every row: a line of a register stands for itself."""
    strategy = release.survey.dataset.strategy
    return {
        "community": strategy.community_in(text.language),
        "katottg": strategy.katottg or None,
        "edrpou": strategy.edrpou or None,
        "document": strategy.title_in(text.language),
        "act_number": strategy.act_number or None,
        "act_day": strategy.act_day,
        "first_year": strategy.first_year,
        "last_year": strategy.last_year,
        "currency": strategy.currency or None,
        "as_of": release.survey.now.as_of,
    }


def _documents(release: ReleaseTables) -> Mapping[str, Mapping[str, str]]:
    """By code and document what a goal follows: «2.1 Назва; 2.3 Назва»."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in release["alignments"].records():
        said = " ".join(filter(None, (str(row["document_code"]), str(row["name"] or ""))))
        of_goal = found[str(row["code"])]
        document = str(row["document"])
        of_goal[document] = "; ".join(filter(None, (of_goal.get(document), said)))
    return found


#: the rows that a list may ask for
ROWS: Mapping[str, Callable[[HandoverRows], Iterable[Record]]] = {
    "strategy": HandoverRows.strategy,
    "strategic_goals": lambda rows: rows.nodes(Level.STRATEGIC_GOAL),
    "operational_goals": lambda rows: rows.nodes(Level.OPERATIONAL_GOAL),
    "tasks": HandoverRows.tasks,
    "indicators": HandoverRows.indicators,
    "actions": HandoverRows.actions,
    "money": HandoverRows.money,
    "directions": HandoverRows.directions,
    "direction_years": HandoverRows.direction_years,
    "": lambda _rows: (),
}
