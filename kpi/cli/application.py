"""What `serve` shows, imported while its port already answers: the store's site, or the demonstration's."""

import os
from pathlib import Path

from starlette.types import ASGIApp

from kpi.cli.parser import WORDS, CommandError
from kpi.cli.sites import SitesError, named_file
from kpi.cli.terminal import tell
from kpi.clock import today
from kpi.community import declared, entered
from kpi.services.published.current_release import keep_time
from kpi.services.publishing import RefusedError, is_empty
from kpi.services.publishing.loading.demonstration import show_example
from kpi.services.sign_in import everybody
from kpi.settings import DEMO_STORE
from kpi.store import StoreError, open_store
from kpi.web.application import create_app


def application(*, demo: bool) -> ASGIApp:
    """The application; with `demo` its store is filled first. CommandError where that store contradicts the example."""
    if demo:
        _turn_to_example()
    keep_time()
    if demo:
        _demonstrate()
    return create_app()


def several_sites() -> ASGIApp:
    """The application of all communities that were declared; `CommandError` where a store of theirs does not answer."""
    file = named_file() or Path()
    for one in declared():
        with entered(one):
            try:
                open_store()
            except StoreError as error:
                trouble = WORDS.say(f"store.trouble.{error.reason}")
                raise SitesError("store", file, key=one.key, trouble=trouble) from error
    return create_app()


def lacks_accounts() -> bool:
    """Whether nobody can sign in yet; False where the store does not answer, which is told elsewhere."""
    try:
        return not everybody(open_store(), by="")
    except StoreError:
        return False


def _turn_to_example() -> None:
    """Turn this process to the demonstration's store."""
    for name in ("DATABASE_URL", "POSTUP_PUBLIC"):
        os.environ.pop(name, None)
    os.environ["POSTUP_STORE"] = DEMO_STORE


def _demonstrate() -> None:
    """Fill that store."""
    store = open_store()
    if is_empty(store):
        tell(WORDS.say("start.serve.preparing", store=DEMO_STORE))
    try:
        show_example(store, today=today())
    except RefusedError as error:
        raise CommandError(WORDS.say("start.serve.outdated", store=DEMO_STORE)) from error
