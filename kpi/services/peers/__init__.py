"""Other communities of one's kind: their packages loaded, replaced, removed, told beside the shared indicators."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kpi.model.code import catalogue_key
from kpi.services.publishing.snapshot import refresh_after
from kpi.store import NotPublishedError, Store, audit
from kpi.store.beside import peers as kept
from kpi.store.beside.peers import Peer
from kpi.store.beside.public import PEER, public_items
from kpi.workbook.data_package import PackageError, PeerIndicator, PeerPackage, read_package

#: communities of one site
MOST_PEERS = 40
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def add_peer(data: bytes, *, key: str = "", now: datetime, store: Store) -> tuple[Peer, bool]:
    """Load a package; the community as it is kept now, and whether that is new. PackageError says what is wrong.

    key  how it is to be called; by default what it was called before, else a word made of its identifier
    """
    package, digest = read_package(data), hashlib.sha256(data).hexdigest()
    if key and not _KEY.fullmatch(key):
        raise PackageError("key", key=key[:60])
    with store.writing() as connection:
        known = kept.peers(connection, store.community)
        before = next((one for one in known if one.identifier == package.identifier), None)
        named = key or (before.key if before else _key_of(package))
        other = next((one for one in known if one.key == named and one.identifier != package.identifier), None)
        if other is not None:
            raise PackageError("taken", key=named)
        if before is not None and before.released > package.released.isoformat():
            raise PackageError("older", day=before.released)
        if before is None and len(known) >= MOST_PEERS:
            raise PackageError("many", most=str(MOST_PEERS))
        if before is not None and before.sha256 == digest and before.key == named:
            return before, False
        if before is not None:
            kept.remove(connection, store.community, before.key)
        made = Peer(
            key=named,
            identifier=package.identifier,
            released=package.released.isoformat(),
            sha256=digest,
            content=_content(package, before.content if before else {}),
        )
        kept.put(connection, store.community, made, now)
        detail = {"key": named, "sha256": digest, "released": made.released}
        audit.record(connection, store.community, actor="", action="peer_added", detail=detail, at=now)
    refresh_after(store)
    return made, True


def remove_peer(key: str, *, now: datetime, store: Store) -> None:
    """Forget a community; LookupError where none has the key."""
    with store.writing() as connection:
        if not kept.remove(connection, store.community, key):
            raise LookupError(key)
        audit.record(connection, store.community, actor="", action="peer_removed", detail={"key": key}, at=now)
    refresh_after(store)


def list_peers(store: Store) -> list[Peer]:
    with store.reading() as connection:
        return kept.peers(connection, store.community)


def shared_codes(store: Store, peer: Peer) -> set[str]:
    """The catalogue codes of a community that one of our public indicators names too."""
    try:
        told = public_items(PEER, store.name)
    except NotPublishedError:
        return set()
    return {catalogue_key(one["indicator"]["catalogue_code"]) for one in told if one["key"] == peer.key}


def _key_of(package: PeerPackage) -> str:
    return f"peer-{hashlib.sha256(package.identifier.encode()).hexdigest()[:8]}"


def _content(package: PeerPackage, before: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a package. Of the population the one told before stays known: a share moves with it too."""
    found: dict[str, Any] = {
        "publisher": package.publisher,
        "released": package.released.isoformat(),
        "site": package.site,
        "licence": package.licence,
        "licence_url": package.licence_url,
        "demo": package.demo,
        "population": package.population,
        "population_as_of": package.population_as_of,
        "indicators": [_indicator(one) for one in package.indicators],
    }
    was = (before.get("population"), before.get("population_as_of"))
    now = (package.population, package.population_as_of)
    earlier = was if all(was) and was[1] != now[1] else (before.get("population_before"), before.get("before_as_of"))
    found["population_before"], found["before_as_of"] = earlier
    return found


def _indicator(one: PeerIndicator) -> dict[str, Any]:
    return {
        "catalogue_code": one.catalogue_code,
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "unit": one.unit,
        "unit_en": one.unit_en,
        "kind": str(one.kind),
        "direction": str(one.direction),
        "values": [[value.start.isoformat(), value.end.isoformat(), value.value] for value in one.values],
    }


__all__ = ["PackageError", "add_peer", "list_peers", "remove_peer", "shared_codes"]
