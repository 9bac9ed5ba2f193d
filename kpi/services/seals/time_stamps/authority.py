"""The time-stamping authority of the settings: where it is asked, by which certificates it is believed."""

import logging
from dataclasses import dataclass
from pathlib import Path

from kpi.services.seals.time_stamps.moments import StampError, StampRefusal
from kpi.services.seals.time_stamps.stamps import are_certificates, protocol
from kpi.settings import variables

ADDRESS, CERTIFICATES = "POSTUP_TIMESTAMPS", "POSTUP_TIMESTAMP_CERTIFICATES"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StampAuthority:
    """Whom checkpoints are sent to; `certificates` (PEM) are empty where they cannot be read."""

    address: str
    certificates: bytes

    def stamp(self, text: str) -> bytes:
        """Its answer over a text, which holds; `StampError`."""
        if not are_certificates(self.certificates):
            raise StampError(StampRefusal.CERTIFICATES)
        known = protocol().certificates(self.certificates)
        return protocol().ask(self.address, text, known)


def authority() -> StampAuthority | None:
    """Of the settings; None where they name none."""
    said = variables().get(ADDRESS, "").strip()
    return StampAuthority(said, certificates() or b"") if said else None


def certificates() -> bytes | None:
    """By which answers are verified, as the file of the settings has them; None where none can be read."""
    said = variables().get(CERTIFICATES, "").strip()
    if not said:
        return None
    try:
        return Path(said).read_bytes()
    except OSError as error:
        log.error("the certificates of the time stamps cannot be read: %s", type(error).__name__)
        return None
