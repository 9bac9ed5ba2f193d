"""Підрозділ: what one department answers for, and what an administrator may do with it. `kpi.web.desk` fills it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """The page.

    goals, indicators  that it answers for, each to be ticked where a new department takes it over
    people             who heads it or stands in for its head
    others             departments that it may be merged into
    along              «3 цілі, 12 показників, 2 облікові записи», "" where it answers for nothing
    given              fields as typed, where a form could not be followed
    draft              number of the unfinished draft of the plan that the forms carry on
    """

    name: LocalizedName
    wrong: str
    draft: int | None
    goals: tuple[LocalizedName, ...]
    indicators: tuple[LocalizedName, ...]
    people: tuple[str, ...]
    others: tuple[LocalizedName, ...]
    along: str
    given: Mapping[str, str]
