"""The values of one indicator for who answers for it, and which one is to be withdrawn. Values only."""

from dataclasses import dataclass

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """A row in force; `key` names it in the address of its withdrawal, `number` its receipt."""

    key: str
    period: str
    breakdown: str
    value: str
    comment: str
    published: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValues:
    """The page.

    access    who sees the indicator, in words
    public    whether it has a public page
    may       the reader may withdraw a value
    chosen    the row whose withdrawal is asked for, None where none is
    """

    token: str
    notice: str
    wrong: str
    name: LocalizedName
    access: str
    public: bool
    may: bool
    lines: tuple[ValueLine, ...]
    chosen: ValueLine | None
    reason: str
