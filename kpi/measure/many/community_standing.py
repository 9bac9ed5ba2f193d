"""What a page over many communities keeps of each: how it stands, and its indicators that a catalogue names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kpi.community import Community
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force
from kpi.measure.many.standing import Standing
from kpi.model import Kind, Period, Provenance, Status, Strategy

#: months that a flow is summed over
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedIndicator:
    """An indicator that names a code of a catalogue, with its judged value.

    period        of the value, by the community's own years; None where there is no value
    illustrative  whether the value is made up
    """

    catalogue_code: str
    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    kind: Kind
    status: Status
    value: float | None
    period: Period | None
    illustrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityStanding:
    """A community by its last release.

    strategy  of the edition in force; None where nothing is published
    released  the day of the release; as_of the day that it is judged at
    statuses  of every public indicator, in the order of their codes
    due       indicators of which a report is due by their own frequency and term; `overdue` those without it
    trouble   whether its store does not answer
    """

    community: Community
    strategy: Strategy | None = None
    as_of: date | None = None
    released: date | None = None
    statuses: tuple[Status, ...] = ()
    due: int = 0
    overdue: int = 0
    shared: tuple[SharedIndicator, ...] = ()
    trouble: bool = False


def summary(community: Community, dataset: Dataset, found: Standing) -> CommunityStanding:
    """What is kept of a measured dataset."""
    frame = found.indicators
    days = dataset.releases["published"].dropna()
    return CommunityStanding(
        community=community,
        strategy=dataset.strategy,
        as_of=found.as_of,
        released=None if days.empty else days.max().date(),
        statuses=tuple(map(Status, frame["status"])),
        due=int(frame["due"].sum()),
        overdue=int(frame["overdue"].sum()),
        shared=_shared(dataset, found),
    )


def _shared(dataset: Dataset, found: Standing) -> tuple[SharedIndicator, ...]:
    facts = dataset.indicators
    named = (facts["catalogue_code"] != "").to_numpy()
    if not named.any():
        return ()
    made_up, fiscal = _illustrative(dataset), dataset.strategy.fiscal_year
    texts = ("catalogue_code", "code", "name", "name_en", "unit", "unit_en")
    both = facts[named].join(found.indicators[["status", "value", "end", "span_months"]])
    return tuple(
        SharedIndicator(
            **{name: str(row[name]) for name in texts},
            kind=Kind(row["kind"]),
            status=Status(row["status"]),
            value=None if row["value"] != row["value"] else float(row["value"]),
            period=fiscal.ending(int(row["end"]), int(row["span_months"])) if row["span_months"] else None,
            illustrative=made_up(str(row["code"]), Kind(row["kind"]), int(row["end"])),
        )
        for row in both.to_dict("records")
    )


def _illustrative(dataset: Dataset) -> Callable[[str, Kind, int], bool]:
    """Whether a value is made up: of a sum or a running total, whether any of its parts is."""
    frame = observations_in_force(dataset.observations)
    rows = frame[(frame["breakdown"] == "") & (frame["provenance"] == Provenance.ILLUSTRATIVE)]
    ends = {str(code): set(map(int, group)) for code, group in rows.groupby("code")["end"]}

    def made_up(code: str, kind: Kind, end: int) -> bool:
        first = {Kind.FLOW: end - _YEAR + 1, Kind.INCREMENT: 0}.get(kind, end)
        return any(first <= one <= end for one in ends.get(code, ()))

    return made_up
