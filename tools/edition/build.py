"""Builds the plan and the goal workbooks of each release from the source tables and the story."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from kpi.model import (
    Action,
    ActionMoney,
    ActionOutcome,
    ActionState,
    CorrectiveAction,
    Department,
    GoalBook,
    Language,
    OperationalGoal,
    Plan,
    Provenance,
    ResultLevel,
    Sector,
    StrategicGoal,
    Strategy,
    Succession,
    SuccessionLink,
    Suspension,
    TargetChange,
    code_sort_key,
)
from tools.edition import sources
from tools.edition.carried import CarriedBase, carried_base
from tools.edition.indicators import indicator, year_targets
from tools.edition.observations import observations
from tools.edition.oversight import oversight
from tools.edition.sources import FIRST, Edition

#: of the first edition: the day of the shipped release, and of all of them
RELEASED, RELEASES = FIRST.released, FIRST.releases


def plan(edition: Edition = FIRST) -> Plan:
    """The plan of an edition; `provenance` of goals says in Ukrainian what the source names."""
    tree = list(sources.rows("goal_tree.csv", edition))
    said = sources.story(edition)["provenance"]
    return Plan(
        strategy=_strategy(edition),
        sectors=tuple(Sector(r["code"], r["name_uk"], r["name_en"]) for r in tree if r["level"] == "sector"),
        strategic_goals=tuple(
            StrategicGoal(r["code"], r["parent_code"], r["name_uk"], r["name_en"], said[r["provenance"]])
            for r in tree
            if r["level"] == "strategic_goal"
        ),
        operational_goals=tuple(
            _operational_goal(r, said[r["provenance"]], sources.departments(edition))
            for r in tree
            if r["level"] == "operational_goal"
        ),
        departments=tuple(_department(r) for r in sources.department_rows(edition)),
        successions=tuple(_successions(edition)),
        oversight=oversight(edition),
    )


def _strategy(edition: Edition) -> Strategy:
    words = sources.story(edition)["strategy"] | {"language": Language.UK}
    return Strategy(**words, edition=edition.name, illustrative=True, released=edition.released, deadline_days=15)


def _successions(edition: Edition) -> Iterator[SuccessionLink]:
    """What became of the codes of the edition before; the first edition has none."""
    if edition.previous is not None:
        for row in sources.rows("successions.csv", edition):
            yield SuccessionLink(row["previous_code"], row["code"], Succession(row["succession"]))


def _operational_goal(row: sources.Row, said: str, departments: Mapping[str, str]) -> OperationalGoal:
    department = departments[row["responsible_department_id"]]
    return OperationalGoal(
        code=row["code"],
        strategic_goal=row["parent_code"],
        name=row["name_uk"],
        name_en=row["name_en"],
        department=department,
        provenance=said,
    )


def _department(row: sources.Row) -> Department:
    confirmed = row["evidence"] == "documented"
    return Department(
        row["department_id"],
        row["name_uk"],
        row["name_en"],
        provenance=Provenance.DOCUMENTED if confirmed else Provenance.ILLUSTRATIVE,
    )


@cache
def books(published: date | None = None, edition: Edition = FIRST) -> list[GoalBook]:
    """The goal workbooks as they were published on a release's day; None = the shipped release."""
    day = published or edition.released
    rows: dict[str, list[sources.Row]] = {}
    for row in sources.indicator_rows(edition):
        rows.setdefault(row["operational_goal_code"], []).append(row)
    return [_book(goal, rows[goal], day, edition) for goal in sorted(rows, key=code_sort_key)]


def _book(goal: str, rows: list[sources.Row], day: date, edition: Edition) -> GoalBook:
    told = sources.story(edition)["indicator"]
    changes = [c for c in _changes(goal, edition) if c.decided <= day]
    indicators = tuple(
        indicator(row, told[row["code"]], changes, edition, _carried(told[row["code"]], edition)) for row in rows
    )
    found = tuple(o for i in indicators for o in observations(i, told[i.code], day, edition))
    return GoalBook(
        goal=goal,
        indicators=indicators,
        observations=found,
        suspensions=_suspensions(goal, day, edition),
        target_changes=tuple(changes),
        actions=_actions(goal, edition),
        action_money=_money(goal, edition),
        corrective_actions=_corrective(goal, day, edition),
        edition=edition.name,
    )


def _carried(story: sources.Table, edition: Edition) -> CarriedBase | None:
    """The base of an indicator that goes on with one of the edition before («follows» of its story)."""
    if "follows" not in story or edition.previous is None:
        return None
    code = str(story["follows"])
    book = next(book for book in books(edition=edition.previous) if code.startswith(f"{book.goal}."))
    before = next(i for i in book.indicators if i.code == code)
    return carried_base(before, [o for o in book.observations if o.code == code])


def _belongs(code: str, goal: str) -> bool:
    return code == goal or code.startswith(goal + ".")


def _suspensions(goal: str, day: date, edition: Edition) -> tuple[Suspension, ...]:
    return tuple(
        Suspension(
            code=s["code"],
            since=s["since"],
            reason=s["reason"],
            act=s["act"],
            until=s.get("until"),
            review_by=s.get("review_by"),
        )
        for s in sources.story(edition)["suspension"]
        if _belongs(s["code"], goal) and s["since"] <= day
    )


def _changes(goal: str, edition: Edition) -> list[TargetChange]:
    """Every decided change: the old value is the one the plan had before."""
    found = []
    for change in sources.story(edition)["change"]:
        if not _belongs(change["code"], goal):
            continue
        old = year_targets(sources.story(edition)["indicator"][change["code"]], edition)
        for year, value in sorted(change["values"].items()):
            found.append(
                TargetChange(
                    code=change["code"],
                    year=int(year),
                    old_value=old[int(year)],
                    new_value=float(value),
                    decided=change["decided"],
                    act=change["act"],
                )
            )
    return found


def _actions(goal: str, edition: Edition) -> tuple[Action, ...]:
    return tuple(
        Action(
            code=a["code"],
            name=a["name"],
            state=ActionState(a["state"]),
            start=a.get("start"),
            due=a.get("due"),
            done_pct=a.get("done"),
            budget_plan_uah=a.get("plan"),
            budget_actual_uah=a.get("actual"),
            funding=a.get("funding", ""),
            dream_id=a.get("dream", ""),
            partners=a.get("partners", ""),
            result_level=ResultLevel(a["level"]) if "level" in a else None,
            indicator=a.get("serves", ""),
            investment_direction=a.get("direction", ""),
            stop_reason=a.get("stopped", ""),
            act=a.get("act", ""),
            comment=a.get("comment", ""),
        )
        for a in _own_actions(goal, edition)
    )


def _own_actions(goal: str, edition: Edition) -> list[sources.Table]:
    return [a for a in sources.story(edition)["action"] if _belongs(a["code"], goal)]


def _money(goal: str, edition: Edition) -> tuple[ActionMoney, ...]:
    """Money of the actions, no two of which are called alike."""
    return tuple(
        ActionMoney(
            code=a["code"],
            name=a["name"],
            year=m["year"],
            source=m["source"],
            plan=m.get("plan"),
            actual=m.get("actual"),
        )
        for a in _own_actions(goal, edition)
        for m in a.get("money", ())
    )


def _corrective(goal: str, day: date, edition: Edition) -> tuple[CorrectiveAction, ...]:
    """The corrective actions with what had been said of each by a day."""
    found = []
    for entry in sources.story(edition)["corrective"]:
        if not _belongs(entry["code"], goal) or entry["said"] > day:
            continue
        last = [word for word in entry.get("then", ()) if word["said"] <= day]
        dues = [word["due"] for word in last if "due" in word]
        word = last[-1] if last else {}
        found.append(
            CorrectiveAction(
                code=entry["code"],
                period=sources.CALENDAR.parse(entry["period"]),
                cause=entry["cause"],
                measure=entry["measure"],
                due=dues[-1] if dues else entry["due"],
                responsible=entry["responsible"],
                expected_value=entry.get("expected"),
                money=entry.get("money"),
                outcome=ActionOutcome(word["outcome"]) if word else None,
                outcome_day=word.get("day"),
                outcome_reason=word.get("why", ""),
            )
        )
    return tuple(found)
