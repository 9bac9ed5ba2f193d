"""What an administrator does with accounts: add, role and departments, password, close and open."""

from collections.abc import Mapping

from starlette.responses import Response

from kpi import clock
from kpi.access import Right, allows
from kpi.html.desk import accounts as document
from kpi.html.links import address
from kpi.model import Account, ActingTerm, Role
from kpi.services import sign_in
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.sign_in import AccountError
from kpi.views.desk.accounts import Accounts, DepartmentChoice, InvitationLink
from kpi.web.desk.request import DeskRequest, day_of

#: what is done -> the notice after it
_DONE = {
    "add": "added",
    "role": "changed",
    "password": "password",
    "disable": "closed",
    "enable": "opened",
    "acting": "acting",
    "end_acting": "acting_ended",
}


def shown(asked: DeskRequest, wrong: str = "", invitation: InvitationLink | None = None) -> Response:
    """GET /admin/accounts; with `wrong`, what a form could not do; with `invitation`, the link that it has made."""
    _allowed(asked)
    text, departments = asked.text, asked.names.departments
    done = asked.query.get("done", "")
    everybody = sign_in.everybody(asked.store, by=asked.account)
    view = Accounts(
        token=asked.token,
        accounts=tuple(everybody),
        departments=tuple(DepartmentChoice(code, asked.names.department(code, text).name) for code in departments),
        roles=tuple((role, text.say(f"access.role.{role}")) for role in Role),
        me=asked.account.login,
        notice=text.say(f"accounts.done.{done}") if done in _DONE.values() else "",
        seen=_seen(asked, everybody),
        invitation=invitation,
        wrong=wrong,
        given=tuple(
            (name, value) for name, value in asked.given.items() if wrong and name not in ("password", "token")
        ),
    )
    return asked.page(text.say("accounts.title"), document.body(view, asked.context), 409 if wrong else 200)


def _seen(asked: DeskRequest, everybody: list[Account]) -> dict[str, str]:
    """When each account signed in last, or until when its invitation waits, by login."""
    text, waiting = asked.text, sign_in.waiting(asked.store, clock.now())
    told = {}
    for one in everybody:
        if one.id in waiting:
            told[one.login] = text.say("accounts.invited", until=text.moment(waiting[one.id]))
        elif one.signed_in is not None:
            told[one.login] = text.say("accounts.signed_in", at=text.moment(one.signed_in))
        else:
            told[one.login] = text.say("accounts.never")
    return told


def change(asked: DeskRequest) -> Response:
    """POST /admin/accounts."""
    _allowed(asked)
    act = asked.given.get("act", "")
    try:
        if act == "invite" or (act == "add" and not asked.given.get("password")):
            return shown(asked, invitation=_invited(asked, act))
        _do(asked, act)
    except AccountError as error:
        return shown(asked, asked.text.say(f"access.error.{error.reason}", **error.values))
    except ValueError:
        return shown(asked, asked.text.say("accounts.no_role"))
    return asked.to("admin/accounts", done=_DONE[act]) if act in _DONE else asked.to("admin/accounts")


def _allowed(asked: DeskRequest) -> None:
    if not allows(asked.account, Right.ACCOUNTS):
        raise ForbiddenError("accounts")


def _invited(asked: DeskRequest, act: str) -> InvitationLink:
    """Make a link for an account, which is made first where it is new. ValueError for a role that is none."""
    login, store, by, now = asked.given.get("login", ""), asked.store, asked.account, clock.now()
    if act == "add":
        login = sign_in.create(store, _new(asked), None, by=by, now=now).login
    token, until = sign_in.invite(store, login, by=by, now=now)
    href = f"{asked.site}{address(f'invitation/{token}', lang=asked.text.lang)}"
    return InvitationLink(login, href, asked.text.moment(until))


def _new(asked: DeskRequest) -> Account:
    """The account of the form. ValueError for a role that is none."""
    given = asked.given
    return Account(
        id=0,
        login=given.get("login", ""),
        name=given.get("name", ""),
        role=Role(given.get("role", "")),
        departments=_departments(asked),
        email=given.get("email", ""),
        acting=_acting(given),
    )


def _departments(asked: DeskRequest) -> tuple[str, ...]:
    return tuple(name.partition(":")[2] for name in asked.given if name.startswith("department:"))


def _do(asked: DeskRequest, act: str) -> None:
    """ValueError for a role that is none."""
    given, store, by, now = asked.given, asked.store, asked.account, clock.now()
    login = given.get("login", "")
    if act == "add":
        sign_in.create(store, _new(asked), given["password"], by=by, now=now)
    elif act == "role":
        role, confirmed = Role(given.get("role", "")), given.get("oneself") == "yes"
        sign_in.set_role(store, login, role, _departments(asked), by=by, now=now, confirmed=confirmed)
    elif act == "password":
        sign_in.set_password(store, login, given.get("password", ""), by=by, now=now)
    elif act in ("disable", "enable"):
        sign_in.set_disabled(store, login, act == "disable", by=by, now=now)
    elif act == "acting":
        for term in _acting(given, needed=True):
            sign_in.add_acting(store, login, term, by=by, now=now)
    elif act == "end_acting":
        since = day_of(given.get("since", ""))
        if since is not None:
            sign_in.end_acting(store, login, given.get("department", ""), since, by=by, now=now)


def _acting(given: Mapping[str, str], *, needed: bool = False) -> tuple[ActingTerm, ...]:
    """The term of a form, none where its fields are blank; AccountError where a day is missing."""
    department, since, until = (given.get(name, "") for name in ("acting", "since", "until"))
    if not (department or needed):
        return ()
    first, last = day_of(since), day_of(until)
    if first is None or last is None:
        raise AccountError("acting_days")
    return (ActingTerm(department, first, last),)
