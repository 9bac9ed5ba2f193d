"""The fields of the form as a browser sends them: which rows were touched, with what, from which state of theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace

from kpi.model import ActionOutcome, FiscalYear, GapReason, Period, TypedFields
from kpi.services.publishing.keys import parse
from kpi.services.reporting.department_drafts import LONGEST, TypedChange
from kpi.web.desk.request import number_of

_FIELDS = tuple(field.name for field in fields(TypedFields))
#: what the fields came with: the published value, reason of absence and day
_BASE = ("base", "base_gap", "base_until")
_REASONS = frozenset(map(str, GapReason))
_OUTCOMES = frozenset(map(str, ActionOutcome))


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row that was sent: what its fields hold, and whether they say more than what is published."""

    change: TypedChange
    touched: bool

    @property
    def is_too_long(self) -> bool:
        """Whether a field has more letters than are kept."""
        return any(len(text) > LONGEST for text in astuple(self.change.fields))

    @property
    def key(self) -> tuple[str, Period]:
        return self.change.code, self.change.period


def sent_rows(given: Mapping[str, str], fiscal_year: FiscalYear | None) -> tuple[SentRow, ...]:
    """Every row of the form, in its order; what names no row is left out.

    fiscal_year  of the strategy; None: the periods are good for their names alone
    """
    return tuple(_rows(given, fiscal_year))


def _rows(given: Mapping[str, str], fiscal_year: FiscalYear | None) -> Iterator[SentRow]:
    named = (name.partition(":") for name in given)
    # a corrective action whose period has no row of its own has no field for a value
    for key in dict.fromkeys(key for kind, _, key in named if kind in ("value", "outcome")):
        try:
            code, period, part = parse(key, fiscal_year)
        except ValueError:
            continue
        if period is None or part:
            continue
        typed = TypedFields(**{field: given.get(f"{field}:{key}", "") for field in _FIELDS})
        if typed.gap not in _REASONS:
            typed = replace(typed, gap="")
        if typed.outcome not in _OUTCOMES:
            typed = replace(typed, outcome="")
        version = number_of(given.get(f"version:{key}", "")) or 0
        touched = not _is_base(typed, *(given.get(f"{name}:{key}", "") for name in _BASE))
        # a row that says what is published says nothing of its own, and lets go what was typed there before
        kept = typed if touched else TypedFields()
        yield SentRow(TypedChange(code=code, period=period, fields=kept, version=version), touched)


def _is_base(typed: TypedFields, value: str, gap: str, until: str) -> bool:
    """Whether the fields hold what they came with, and nothing else."""
    rest = replace(typed, value="", gap="", restricted_until="")
    same = typed.value.strip() == value.strip() and typed.restricted_until.strip() == until.strip()
    return rest.is_blank and same and typed.gap == gap
