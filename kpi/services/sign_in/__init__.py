"""Signing in: the rules of kpi.access joined with what kpi.store keeps. Asked by pages, routes and the terminal."""

from kpi.services.sign_in.accounts import (
    AccountError,
    create,
    everybody,
    set_disabled,
    set_email,
    set_password,
    set_role,
)
from kpi.services.sign_in.acting import add_acting, end_acting
from kpi.services.sign_in.invitations import accept, invite, invited, waiting
from kpi.services.sign_in.login import Attempt, ClientInfo, NewSession, begin, enter_by_email, finish
from kpi.services.sign_in.login_throttle import LoginThrottle, TooManyTriesError
from kpi.services.sign_in.sessions import (
    SignedIn,
    change_password,
    department_names,
    leave,
    leave_elsewhere,
    open_sessions,
    session_for_token,
)

__all__ = [
    "AccountError",
    "Attempt",
    "ClientInfo",
    "LoginThrottle",
    "NewSession",
    "SignedIn",
    "TooManyTriesError",
    "accept",
    "add_acting",
    "begin",
    "change_password",
    "create",
    "department_names",
    "end_acting",
    "enter_by_email",
    "everybody",
    "finish",
    "invite",
    "invited",
    "leave",
    "leave_elsewhere",
    "open_sessions",
    "session_for_token",
    "set_disabled",
    "set_email",
    "set_password",
    "set_role",
    "waiting",
]
