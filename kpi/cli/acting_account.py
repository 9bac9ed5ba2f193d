"""Acting as an account at the server's own terminal: the rights are the account's, the audit says who sat there."""

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from kpi import clock
from kpi.cli.clock import moment
from kpi.cli.parser import WORDS, CommandError
from kpi.model import Account
from kpi.services.publishing.administration.undo import UndoError
from kpi.services.publishing.drafts import UnknownDraftError
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.sign_in.sessions import account_on
from kpi.store import open_store
from kpi.store.people import accounts


def login() -> str:
    """Who is at the terminal; an account without a name stays nameless."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def add_login(parser: "argparse.ArgumentParser") -> None:
    """The option --as LOGIN."""
    parser.add_argument(
        "--as", dest="login", required=True, metavar=WORDS.say("flow.cli.login"), help=WORDS.say("flow.cli.login_help")
    )


def account(login: str) -> Account:
    """The account of this login; a sentence where there is none or it is disabled."""

    store = open_store()
    with store.reading() as connection:
        found = accounts.by_login(connection, store.community, login.strip().lower())
        if found is None or found.disabled:
            raise CommandError(WORDS.say("flow.cli.no_account", login=login))
        return account_on(connection, store.community, found, today())


def via() -> str:
    """What the audit is told of how it was done."""

    return f"terminal {login()}".strip()


def today() -> date:

    return clock.today()


@contextmanager
def report_refusals() -> Iterator[None]:
    """Every refusal of a service in a sentence."""

    try:
        yield
    except ForbiddenError as error:
        raise CommandError(WORDS.say(f"flow.forbidden.{error.action}", **error.values)) from error
    except UnknownDraftError as error:
        raise CommandError(WORDS.say("flow.cli.no_draft", number=error)) from error
    except UndoError as error:
        numbers = ", ".join(f"№ {one.seq} ({one.name or one.login}, {moment(one.at)})" for one in error.later)
        raise CommandError(WORDS.say(f"flow.undo.{error.reason}", uploads=numbers)) from error
