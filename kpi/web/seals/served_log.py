"""The log of the current release id, read once; the files of a release by their hashes."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from kpi.cache import Cache
from kpi.opendata.files import Files, of_indicator
from kpi.services.published import current_release, releases
from kpi.services.seals.proof import Proof
from kpi.services.seals.public_log import PublicLog, public_log
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.web.release_files import files, release_of

_logs: Cache[PublicLog] = Cache(2, each=1)
_digests: Cache[dict[str, str]] = Cache(4)
_HASH = re.compile(r"[0-9a-f]{64}")


def served_log() -> PublicLog:
    """As outsiders are told it now; `NotPublishedError`, OSError."""
    return _logs.get(current_release.release_id(), public_log)


def sealed_as(edition: str, released: date) -> Proof | None:
    """Where a release stands in the log; None where nothing of it is public, or the snapshot cannot be read now."""
    try:
        return served_log().proof(edition, released)
    except (NotPublishedError, OSError):
        return None


def asked_hash(written: str) -> str:
    """A SHA-256 as somebody wrote it; "" for what is none."""
    plain = written.strip().lower()
    return plain if _HASH.fullmatch(plain) else ""


def file_by_hash(digest: str, version: date | None, edition: str | None, text: Text, site: str) -> str | None:
    """The name of the file of a release that has this SHA-256, of whichever language; None where none has.

    The files are made from what the release says, as its readers are given them.
    """
    key = (releases.key_of(version, edition), text.default, text.languages, site)
    return _digests.get(key, lambda: dict(_digests_of(version, edition, text, site))).get(digest)


def _digests_of(version: date | None, edition: str | None, text: Text, site: str) -> Iterator[tuple[str, str]]:
    release = release_of(version, edition)
    for language in text.languages:
        spoken = text.in_language(language)
        made: Files = files(version, edition, spoken, site)
        for name in made.names:
            yield hashlib.sha256(made[name].body).hexdigest(), name
    card = files(version, edition, text, site).about
    for record in release["indicators"].records():
        found = of_indicator(release, str(record["code"]), "csv", card)
        if found is not None:
            yield hashlib.sha256(found.body).hexdigest(), f"{record['code']}.csv"
