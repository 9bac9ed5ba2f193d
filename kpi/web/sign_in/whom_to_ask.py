"""Whom a person asks who cannot sign in: the administrators by name, and the contact of the plan."""

from dataclasses import dataclass

from kpi.model import Role
from kpi.services.published import releases, surveys
from kpi.store import NotPublishedError, StoreError, open_store
from kpi.store.people import accounts


@dataclass(frozen=True, slots=True)
class WhomToAsk:
    """Who can help; `nobody`: the site has no account yet."""

    administrators: tuple[str, ...] = ()
    contact: str = ""
    nobody: bool = False


def whom_to_ask() -> WhomToAsk:
    """As much of it as is known; nothing where the store does not answer."""
    try:
        store = open_store()
        with store.reading() as connection:
            known = accounts.everybody(connection, store.community)
    except StoreError:
        return WhomToAsk()
    names = tuple(one.name for one in known if one.role is Role.ADMINISTRATOR and not one.disabled)
    return WhomToAsk(names, _contact(), nobody=not known)


def _contact() -> str:
    try:
        return releases.survey().dataset.strategy.contact
    except (NotPublishedError, surveys.UnavailableError, StoreError):
        return ""
