"""A project's saved record beside the actions of ours that name it: read, compared, shown; nothing of it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.access import Right
from kpi.measure.chain.project_differences import Facet, OwnAction, differences
from kpi.measure.chain.spending import totals
from kpi.measure.dataset import Dataset
from kpi.model import Account, ActionState
from kpi.model.oversight.project_record import ProjectRecord
from kpi.model.web_address import read_number
from kpi.services.publishing.permissions import require_right
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.store import NotPublishedError, Store
from kpi.workbook.project_file import MOST_BYTES, ProjectFileError, read_project

__all__ = ["MOST_BYTES", "ProjectComparison", "ProjectFileError", "compared", "own_actions", "standing_actions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectComparison:
    """A record, and each action that it was held against with what was found; () where none names the project."""

    project: ProjectRecord
    actions: tuple[tuple[OwnAction, tuple[Facet, ...]], ...]


def standing_actions(store: Store, today: date) -> tuple[OwnAction, ...]:
    """All actions of the edition in force, as they stand; NotPublishedError before the first release."""
    return _actions(_context(store, today).dataset)


def own_actions(account: Account | None, *, today: date, store: Store) -> tuple[OwnAction, ...]:
    """Those of the account's goals and indicators."""
    known = require_right(account, Right.SUBMIT)
    context = _context(store, today)
    found, goals = context.found, context.goals
    return tuple(
        one for one in _actions(context.dataset) if found.may_code(known, one.code, goals.get(one.code, one.code))
    )


def compared(data: bytes, actions: Iterable[OwnAction], chosen: OwnAction | None = None) -> ProjectComparison:
    """A file held against the action that was chosen, else against those that name its project.

    ProjectFileError where the file is no record of a project.
    """
    project = read_project(data)
    meant = (chosen,) if chosen is not None else tuple(one for one in actions if one.project == project.number)
    return ProjectComparison(project=project, actions=tuple((one, differences(one, project)) for one in meant))


def _context(store: Store, today: date) -> ReportContext:
    context = report_context(store, today)
    if context is None:
        raise NotPublishedError
    return context


def _actions(dataset: Dataset) -> tuple[OwnAction, ...]:
    strategy, money = dataset.strategy, totals(dataset.actions, dataset.action_money)
    rows = dataset.actions.assign(planned=money["plan"], spent=money["actual"])
    return tuple(
        OwnAction(
            code=row["code"],
            name=row["name"],
            number=int(row["number"]),
            project=read_number(row["dream_id"]) or row["dream_id"].strip(),
            state=ActionState(row["state"]),
            start=_day(row["start"]),
            due=_day(row["due"]),
            planned=_amount(row["planned"]),
            spent=_amount(row["spent"]),
            currency=strategy.currency,
            body=strategy.edrpou,
            place=strategy.katottg,
        )
        for row in rows.to_dict("records")
    )


def _day(moment: pd.Timestamp) -> date | None:
    return None if pd.isna(moment) else moment.date()


def _amount(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
