"""Money of actions, and what a corrective action is to bring and to cost, as sentences of a preview and a receipt."""

from collections.abc import Iterable, Iterator

from kpi.model import CorrectiveAction, FiscalYear
from kpi.services.publishing.differences.facts import MoneyDifference
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.text import DASH, Text
from kpi.views.common.values import UnitScale


def money_lines(changes: Iterable[MoneyDifference], fiscal_year: FiscalYear, text: Text) -> Iterator[str]:
    """«1.2 Ремонт, 2026, місцевий бюджет: план — → 1 000 000, факт — → 200 000»; sums that stay are left out."""
    for one in changes:
        row, gone = one.money, one.kind is ChangeKind.REMOVED
        about = {"code": row.code, "action": row.name, "source": row.source}
        about["year"] = text.year(row.year, fiscal_year)
        if gone:
            yield text.say("submit.money.removed", **about)
            continue
        sums = []
        for name in ("plan", "actual"):
            old, new = (getattr(one.before, name) if one.before else None), getattr(row, name)
            if old != new:
                was, now = (DASH if value is None else text.number(value) for value in (old, new))
                sums.append(text.say(f"submit.money.{name}", old=was, new=now))
        yield text.say("submit.money.row", sums=", ".join(sums) or DASH, **about)


def effect_words(action: CorrectiveAction, scale: UnitScale, text: Text) -> Iterator[str]:
    """The value that is expected and the money, where they are said."""
    if action.expected_value is not None:
        yield text.say("report.action_expected", value=scale.amount(action.expected_value))
    if action.money is not None:
        yield text.say("report.action_money", money=text.number(action.money))
