"""The journal held against its key, and against the heads of it that stand in checkpoints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import ProofFinding, failed, noted, proved
from kpi.services.seals.note import parse
from kpi.services.seals.witnesses import Sighting
from kpi.store import audit
from kpi.store.beside import seals
from kpi.store.beside.journal_key import journal_key


def check_journal(connection: Connection, community: str, seen: Iterable[Sighting] = ()) -> list[ProofFinding]:
    """What holds of the journal. Rows of before there was a key are held by their chain alone.

    seen  checkpoints of witnesses: a journal that was made anew does not lead to the heads in them
    """
    rows, key = audit.entries(connection, community), journal_key()
    told = [Checkpoint.of(parse(note).text) for note in seals.checkpoints(connection, community)]
    told += [one.checkpoint for one in seen]
    broken = audit.chain_break(rows, key)
    if broken is not None:
        return [failed(f"journal_{broken.reason}", number=broken.number)]
    keyed = sum(bool(row["keyed"]) for row in rows)
    found = [proved("journal_keyed", count=keyed)] if keyed else [noted("journal_unkeyed")]
    return [*found, *_heads(rows, key, [one for one in told if one.journal])]


def _heads(
    rows: Sequence[Mapping[str, object]], key: bytes | None, told: Sequence[Checkpoint]
) -> Iterator[ProofFinding]:
    if not told:
        return
    if key is None:
        yield failed("journal_no_key", number=1)
        return
    known = {audit.keyed_head(row["number"], row["hash"], key): place for place, row in enumerate(rows)}
    lost = [one for one in told if one.journal not in known]
    places = [known[one.journal] for one in sorted(told, key=lambda one: one.size) if one.journal in known]
    yield from (failed("journal_head", size=one.size) for one in lost)
    if not lost and places == sorted(places):
        yield proved("journal_heads", count=len(told))
    elif not lost:
        yield failed("journal_order")
