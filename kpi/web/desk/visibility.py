"""Who sees which indicator: the list, asking for a change after a look at what it shows, its decision by another."""

from datetime import date

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import visibility as document
from kpi.model import Draft, DraftState, Visibility
from kpi.services.publishing.administration import visibility_preview as service
from kpi.services.publishing.permissions import ForbiddenError, may_approve
from kpi.services.publishing.visibility import VisibilityRequest, set_visibility
from kpi.text import Text
from kpi.views.desk.visibility import AccessDecision, AccessForm, AccessLine, AccessLook, AskedLine, VisibilityPage
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.words.access_words import why_words

#: values that a look lists; more are counted
MOST_VALUES = 60


def shown(asked: DeskRequest) -> Response:
    """GET /admin/visibility: the list; with `code` the form of an indicator; with `number` another's wish."""
    if "number" in asked.query:
        return _decision(asked)
    return _page(asked)


def change(asked: DeskRequest) -> Response:
    """POST /admin/visibility?code=…: first a look, then, confirmed, the change or the wish for it."""
    try:
        wish = _wish(asked)
        if asked.given.get("act") not in ("confirm", "hide"):
            return _page(asked, look=service.look(asked.account, wish, today=asked.today, store=asked.store))
        done = set_visibility(asked.account, wish, today=asked.today, store=asked.store)
    except ForbiddenError as error:
        if error.action not in ("ground", "no_delay", "bad_day"):
            raise
        return _page(asked, wrong=asked.text.say(f"flow.forbidden.{error.action}"))
    if isinstance(done, Draft):
        return asked.to("admin/visibility", said="asked")
    at_once = wish.at_once and not allows(asked.account, Right.VISIBILITY)
    return asked.to("upload/receipt", number=done, said="hidden" if at_once else "access")


def _wish(asked: DeskRequest) -> VisibilityRequest:
    """What the form says. Raises ForbiddenError where a day is none, LookupError for a code of others."""
    given = asked.given
    try:
        visibility = Visibility(given.get("visibility", ""))
        written = given.get("open_from", "").strip()
        day = date.fromisoformat(written) if written else None
        months = given.get("delay", "").strip()
        delay = int(months) if months else None
    except ValueError:
        raise ForbiddenError("bad_day") from None
    if delay is not None and not 0 <= delay <= 120:
        raise ForbiddenError("bad_day")
    texts = (" ".join(given.get(name, "").split())[:500] for name in ("ground", "why"))
    ground, why = texts
    return VisibilityRequest(
        code=asked.query.get("code", ""),
        visibility=visibility,
        ground=ground,
        open_from=day,
        delay_months=delay,
        why=why,
        at_once=given.get("act") == "hide",
    )


def _page(asked: DeskRequest, wrong: str = "", look: service.VisibilityPreview | None = None) -> Response:
    text, names = asked.text, asked.names
    known = service.who_sees(asked.account, today=asked.today, store=asked.store)
    wanted = asked.query.get("code", "")
    chosen = next((one for one in known if one.code == wanted), None)
    if wanted and chosen is None:
        raise LookupError(wanted)
    view = VisibilityPage(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        lines=tuple(AccessLine(names.indicator(one.code, text), _words(one, text), one.ground) for one in known),
        asked=tuple(_asked(draft, asked) for draft in service.asked_for(asked.account, store=asked.store)),
        form=None if chosen is None else _form(chosen, asked),
        look=None if look is None else _look(look, asked),
    )
    title = text.say("access_page.title")
    return asked.page(title, document.body(view, asked.context), 409 if wrong else 200)


def _words(one: service.VisibilityState, text: Text) -> str:
    """«із затримкою на 3 місяці, відкриється 01.01.2027»."""
    said = [text.say(f"visibility.{one.visibility}")]
    if one.visibility is Visibility.DELAYED:
        if one.delay_months is not None:
            said.append(text.count("access_page.delay", one.delay_months))
        if one.open_from is not None:
            said.append(text.say("access_page.opens", day=text.date(one.open_from)))
    return ", ".join(said)


def _asked(draft: Draft, asked: DeskRequest) -> AskedLine:
    text = asked.text
    access = text.say(f"visibility.{draft.access.visibility}")
    hidden, waits = draft.access.hidden is not None, draft.state is DraftState.AWAITING
    of_hiding = "editor.hidden.waits" if waits else "editor.hidden.reopened"
    state = text.say(of_hiding if hidden else f"flow.state.{draft.state}")
    key = "editor.hidden.reopened_why" if hidden else "submit.draft.comment"
    subject = asked.names.indicator(draft.subject, text)
    return AskedLine(
        number=draft.number,
        subject=subject,
        access=access,
        when=text.moment(draft.changed_at),
        state=state,
        comment=text.say(key, comment=draft.comment) if draft.comment else "",
        may_drop=not (hidden and waits),
    )


def _form(chosen: service.VisibilityState, asked: DeskRequest) -> AccessForm:
    """As it stands, or as it was just filled in."""
    given = asked.given
    stands = {
        "visibility": str(chosen.visibility),
        "ground": chosen.ground,
        "open_from": chosen.open_from.isoformat() if chosen.open_from else "",
        "delay": "" if chosen.delay_months is None else str(chosen.delay_months),
        "why": "",
    }
    filled = {name: given.get(name, value) for name, value in stands.items()}
    visibility = filled["visibility"] if filled["visibility"] in set(Visibility) else stands["visibility"]
    return AccessForm(
        name=asked.names.indicator(chosen.code, asked.text),
        now=_words(chosen, asked.text),
        visibility=Visibility(visibility),
        ground=filled["ground"],
        open_from=filled["open_from"],
        delay=filled["delay"],
        why=filled["why"],
        decides=not allows(asked.account, Right.VISIBILITY),
        hides=allows(asked.account, Right.HIDE) and not allows(asked.account, Right.VISIBILITY),
    )


def _look(found: service.VisibilityPreview, asked: DeskRequest) -> AccessLook:
    text = asked.text
    counts = (("appear", found.appear), ("vanish", found.vanish))
    said = [text.count(f"access_page.{key}", len(values)) for key, values in counts if values]
    if not said:
        said.append(text.say("access_page.no_values"))
    appear, vanish = (_values(values, found.after.code, asked) for values in (found.appear, found.vanish))
    return AccessLook(
        before=_words(found.before, text),
        after=_words(found.after, text),
        said=tuple(said),
        appear=appear,
        vanish=vanish,
        second=found.second,
    )


def _values(
    values: tuple[service.ValueVisibility, ...], code: str, asked: DeskRequest
) -> tuple[tuple[str, str, str], ...]:
    """The newest first."""
    scale = asked.names.scale(code, asked.text)
    newest = values[::-1][:MOST_VALUES]
    return tuple((asked.text.period(one.period), one.breakdown, scale.amount(one.value)) for one in newest)


def _decision(asked: DeskRequest) -> Response:
    text = asked.text
    draft = service.to_decide(asked.account, asked.number, store=asked.store)
    hidden = draft.access.hidden is not None
    looking = service.look_reopening if hidden else service.look
    found = looking(asked.account, draft, today=asked.today, store=asked.store)
    view = AccessDecision(
        token=asked.token,
        notice=asked.notice,
        number=draft.number,
        name=asked.names.indicator(draft.subject, text),
        who=text.say("access_page.by", who=draft.name, when=text.moment(draft.changed_at)),
        why=why_words(draft.access, text),
        look=_look(found, asked),
        may=may_approve(asked.account, draft),
        hidden=hidden,
    )
    return asked.page(text.say("access_page.decide"), document.decision(view, asked.context))
