"""`python -m kpi user add|list|invite|password|disable|role|acting`: accounts, from the terminal (docs/operate.md).

A password is typed without echo or read from the standard input, never taken from an argument: arguments stand in the
shell's history and in the list of processes.
"""

import argparse
import getpass
import sys

from kpi.cli.acting_account import login
from kpi.cli.clock import moment
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.clock import now
from kpi.model import Account, ActingTerm, Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError
from kpi.settings import command_name, site_address
from kpi.store import open_store


def register(commands: Commands) -> None:
    """Add the command `user` with its deeds."""
    parser = commands.add_parser("user", help=WORDS.say("cli.user.help"), description=WORDS.say("cli.user.about"))
    deeds = parser.add_subparsers(
        title=WORDS.say("cli.user.deeds"), metavar=WORDS.say("cli.user.deed"), dest="deed", required=True
    )
    add = _deed(deeds, "add")
    add.add_argument("--name", required=True, metavar=WORDS.say("cli.user.text"), help=WORDS.say("cli.user.name"))
    add.add_argument("--role", required=True, choices=[role.value for role in Role], help=WORDS.say("cli.user.role"))
    _departments(add)
    add.add_argument("--email", default="", metavar=WORDS.say("cli.user.address"), help=WORDS.say("cli.user.email"))
    add.add_argument("--invite", action="store_true", help=WORDS.say("cli.user.invite"))
    add.add_argument("--no-password", action="store_true", help=WORDS.say("cli.user.no_password"))
    _stdin(add)
    _deed(deeds, "list", login=False)
    _deed(deeds, "invite")
    _stdin(_deed(deeds, "password"))
    _deed(deeds, "disable").add_argument("--undo", action="store_true", help=WORDS.say("cli.user.undo"))
    role = _deed(deeds, "role")
    role.add_argument("role", choices=[role.value for role in Role], help=WORDS.say("cli.user.role"))
    _departments(role)
    role.add_argument("--email", metavar=WORDS.say("cli.user.address"), help=WORDS.say("cli.user.email"))
    acting = _deed(deeds, "acting")
    acting.add_argument(
        "--department", required=True, metavar=WORDS.say("cli.user.code"), help=WORDS.say("cli.user.acting")
    )
    acting.add_argument(
        "--since", required=True, type=day, metavar=WORDS.say("cli.load.day"), help=WORDS.say("cli.user.since")
    )
    last = acting.add_mutually_exclusive_group(required=True)
    last.add_argument("--until", type=day, metavar=WORDS.say("cli.load.day"), help=WORDS.say("cli.user.until"))
    last.add_argument("--end", action="store_true", help=WORDS.say("cli.user.end"))
    parser.set_defaults(run=run)


def _deed(deeds: Commands, name: str, login: bool = True) -> argparse.ArgumentParser:
    said = WORDS.say(f"cli.user.do.{name}.help")
    parser = deeds.add_parser(name, help=said, description=said)
    if login:
        parser.add_argument("login", metavar=WORDS.say("cli.user.login"), help=WORDS.say("cli.user.login_help"))
    return parser


def _departments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--department",
        action="append",
        default=[],
        dest="departments",
        metavar=WORDS.say("cli.user.code"),
        help=WORDS.say("cli.user.department"),
    )


def _stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stdin", action="store_true", help=WORDS.say("cli.user.stdin"))


def run(args: argparse.Namespace) -> int:
    """Do one deed; a sentence and exit code 1 where it is refused."""

    deeds = {"add": _add, "list": _list, "password": _password, "disable": _disable, "role": _role, "invite": _invite}
    deeds["acting"] = _acting
    try:
        deeds[args.deed](args)
    except AccountError as error:
        raise CommandError(_sentence(error)) from error
    return OK


def _sentence(error: AccountError) -> str:
    return WORDS.say(f"access.error.{error.reason}", **error.values)


def _add(args: argparse.Namespace) -> None:

    account = Account(
        id=0,
        login=args.login,
        name=args.name,
        role=Role(args.role),
        departments=tuple(args.departments),
        email=args.email,
    )
    password = None if args.no_password or args.invite else _asked(args.stdin)
    made = sign_in.create(open_store(), account, password, by=login(), now=now())
    tell(WORDS.say("cli.user.do.add.done", login=made.login))
    if args.invite:
        _invite(args)


def _invite(args: argparse.Namespace) -> None:
    """The link to the output, so that it can be piped; without POSTUP_ADDRESS its path alone is known."""
    token, until = sign_in.invite(open_store(), args.login, by=login(), now=now())
    tell(WORDS.say("cli.user.do.invite.done", login=args.login, until=moment(until)))
    write(f"{site_address()}/invitation/{token}")


def _list(args: argparse.Namespace) -> None:

    found = sign_in.everybody(open_store(), by=login())
    if not found:
        tell(WORDS.say("cli.user.do.list.nobody", command=command_name()))
    for one in found:
        state = WORDS.say("access.disabled") if one.disabled else ""
        acting = "; ".join(map(_told_term, one.acting))
        role, own = WORDS.say(f"access.role.{one.role}"), ", ".join(one.departments)
        write("\t".join((one.login, one.name, role, own, one.email, state, acting)).rstrip())


def _told_term(term: ActingTerm) -> str:
    since, until = WORDS.date(term.since), WORDS.date(term.until)
    return WORDS.say("departments.acting.term", department=term.department, since=since, until=until)


def _password(args: argparse.Namespace) -> None:

    sign_in.set_password(open_store(), args.login, _asked(args.stdin), by=login(), now=now())
    tell(WORDS.say("cli.user.do.password.done"))


def _disable(args: argparse.Namespace) -> None:

    sign_in.set_disabled(open_store(), args.login, not args.undo, by=login(), now=now())
    tell(WORDS.say("cli.user.do.disable.undone" if args.undo else "cli.user.do.disable.done"))


def _role(args: argparse.Namespace) -> None:

    store = open_store()
    sign_in.set_role(store, args.login, Role(args.role), args.departments, by=login(), now=now())
    if args.email is not None:
        sign_in.set_email(store, args.login, args.email, by=login(), now=now())
    tell(WORDS.say("cli.user.do.role.done"))


def _acting(args: argparse.Namespace) -> None:
    """Let an account stand in for the head of a department, or end that; CommandError where there is no such term."""
    store = open_store()
    if not args.end:
        term = ActingTerm(args.department, args.since, args.until)
        added = sign_in.add_acting(store, args.login, term, by=login(), now=now())
        tell(WORDS.say("cli.user.do.acting.done", login=args.login, term=_told_term(added)))
        return
    terms = [term for one in sign_in.everybody(store, by=login()) if one.login == args.login for term in one.acting]
    if not any((term.department, term.since) == (args.department, args.since) for term in terms):
        known = "; ".join(map(_told_term, terms)) or "—"
        raise CommandError(WORDS.say("cli.user.do.acting.none", login=args.login, terms=known))
    sign_in.end_acting(store, args.login, args.department, args.since, by=login(), now=now())
    tell(WORDS.say("cli.user.do.acting.ended"))


def _asked(from_input: bool) -> str:
    """The new password: one line of the standard input, or typed twice without echo."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError(WORDS.say("cli.user.no_terminal"), USAGE)
    first = getpass.getpass(WORDS.say("cli.user.ask"))
    if getpass.getpass(WORDS.say("cli.user.again")) != first:
        raise CommandError(WORDS.say("cli.user.different"))
    return first
