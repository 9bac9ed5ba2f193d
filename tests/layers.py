"""The site of this process on a store of its own, whatever another test has read and loaded before."""

import pytest
from starlette.types import ASGIApp

from kpi.community import PerCommunity
from kpi.model import USUAL_ZONE, community_time
from kpi.services.published import surveys
from kpi.web.application import create_app
from kpi.web.readiness import Readiness, readiness
from kpi.web.store_health import _Known, store_health


def alone(patch: pytest.MonkeyPatch, where: str, address: str = "") -> None:
    """The environment of a site with the store `where`, reached at `address` ("" not configured), not loaded yet."""
    patch.setenv("POSTUP_STORE", where)
    patch.delenv("DATABASE_URL", raising=False)
    if address:
        patch.setenv("POSTUP_ADDRESS", address)
    else:
        patch.delenv("POSTUP_ADDRESS", raising=False)
    patch.setattr(surveys, "_last_good", PerCommunity(list))
    patch.setattr(surveys, "_strategy", PerCommunity(list))
    patch.setattr(community_time, "_zone", PerCommunity(lambda: [USUAL_ZONE]))
    _forget_health(patch)
    for name, fresh in vars(Readiness()).items():
        patch.setattr(readiness, name, fresh)


def _forget_health(patch: pytest.MonkeyPatch) -> None:
    """What a store of an earlier test was found to be is not said of this one, nor by a thread that still asks it."""
    for known in list(store_health._known._values.values()):
        if known.running is not None:
            known.running.join(30)
    patch.setattr(store_health, "_known", PerCommunity(_Known))


def layers() -> ASGIApp:
    """The application as a server has it."""
    return create_app()
