"""The values of one indicator: for its department to look through, for an editor to withdraw one with a reason."""

from dataclasses import replace

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import values as document
from kpi.services.publishing import keys
from kpi.services.publishing.administration.visibility_preview import who_sees
from kpi.services.publishing.administration.withdrawal import (
    StandingValue,
    WithdrawalError,
    standing_values,
    withdraw_value,
)
from kpi.views.desk.values import IndicatorValues, ValueLine
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.words.change_lines import amount


def shown(asked: DeskRequest, wrong: str = "") -> Response:
    """GET /upload/indicator?id=…; with `key` the form that withdraws this row; `wrong`: what the form could not do."""
    code = asked.query.get("id", "").strip()
    if not code:
        return asked.page(asked.text.say("editor.values.title"), document.choice(asked.context))
    found = standing_values(asked.account, code, today=asked.today, store=asked.store)
    lines = tuple(_line(one, code, asked) for one in found)
    access = next(one for one in who_sees(asked.account, today=asked.today, store=asked.store) if one.code == code)
    may = allows(asked.account, Right.RELEASES)
    view = IndicatorValues(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        name=asked.names.indicator(code, asked.text),
        access=asked.text.say(f"visibility.{access.visibility}"),
        public=code in asked.public,
        may=may,
        lines=lines,
        chosen=next((line for line in lines if line.key == asked.query.get("key")), None) if may else None,
        reason=asked.given.get("reason", ""),
    )
    title = asked.text.say("editor.values.title")
    return asked.page(title, document.body(view, asked.context), 409 if wrong else 200)


def _line(one: StandingValue, code: str, asked: DeskRequest) -> ValueLine:
    text = asked.text
    return ValueLine(
        key=keys.row_key(code, one.period, one.breakdown),
        period=text.period(one.period),
        breakdown=one.breakdown,
        value=amount(code, one.value, one.gap, asked.names, text, until=one.restricted_until),
        comment=one.comment,
        published=text.date(one.published),
        number=one.number,
    )


def withdraw(asked: DeskRequest) -> Response:
    """POST /upload/indicator?id=…&key=…: the row is taken away by a new release."""
    try:
        code, period, breakdown = keys.parse(asked.query.get("key", ""), asked.fiscal_year)
    except ValueError:
        raise LookupError("key") from None
    if period is None:
        raise LookupError("key")
    reason = asked.given.get("reason", "")
    try:
        done = withdraw_value(asked.account, code, period, breakdown, reason, today=asked.today, store=asked.store)
    except WithdrawalError as error:
        again = replace(asked, query={"id": code, **asked.query})
        return shown(again, asked.text.say(f"editor.withdrawal.wrong.{error.reason}"))
    return asked.to("upload/receipt", number=done.number)
