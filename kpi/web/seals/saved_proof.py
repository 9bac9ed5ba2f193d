"""The proof that a static edition carries (`kpi.services.seals.saved`)."""

import hashlib
from datetime import date
from pathlib import Path

from kpi.services.seals.keys import signer, verifier
from kpi.services.seals.public_log import public_log
from kpi.services.seals.saved import MANIFEST, manifest, proof_files
from kpi.services.seals.time_stamps.authority import certificates
from kpi.store import read_public


def write_proof(folder: Path, released: date, edition: str) -> None:
    """Write `log/` into a folder in which everything else of the edition lies."""
    told = read_public(released, edition=edition)
    for name, body in proof_files(public_log(), told, verifier(), certificates()).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    digests = [(file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()) for file in files]
    (folder / MANIFEST).write_bytes(manifest(digests, edition, released, signer()))
