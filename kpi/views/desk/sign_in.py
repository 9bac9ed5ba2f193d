"""What the pages of signing in say."""

from dataclasses import dataclass, field

#: what browsers call themselves -> what people call them; the first that fits
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """«Firefox · Windows» of a User-Agent header; as much of the header as fits where it is another program's."""
    found = [next((name for sign, name in table if sign in agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in found if name) or agent[:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginView:
    """The form.

    token     what the form brings back
    onward    where the reader goes afterwards, an address of ours
    login     what was typed before
    problem   why it was not possible, "" at first
    provider  what the identity provider is called, "" where there is none
    ask       names of the administrators; contact: of the plan, "" where it says none
    first     the command that makes the first account, "" where there is one
    carried   what was typed before the session ended, "" for nothing (`kpi.web.desk.forms.carried`)
    """

    token: str = field(repr=False)
    onward: str = "/"
    login: str = ""
    problem: str = ""
    provider: str = ""
    ask: tuple[str, ...] = ()
    contact: str = ""
    first: str = ""
    carried: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: the browser's name for itself, since when, last seen (both written for people), whether it is this."""

    agent: str
    since: str
    seen: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One's own account: who, the sessions, what came of the last form."""

    token: str = field(repr=False)
    name: str
    login: str
    role: str
    departments: tuple[str, ...]
    sessions: tuple[SessionRow, ...]
    problem: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class LogoutView:
    """Whether to leave. `name` "": nobody is signed in."""

    token: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """Where a person chooses a password.

    token    what the form brings back
    secret   of the link, which the form is sent to
    problem  why it was not possible, "" at first
    """

    token: str = field(repr=False)
    secret: str = field(repr=False)
    name: str
    login: str
    problem: str = ""
