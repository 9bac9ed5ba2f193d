"""What is run on the machine: the examination of a well site and of a sick one; a backup, a loss, a restore."""

import os
import subprocess
import sys
from pathlib import Path

from kpi.store import open_store
from kpi.store.copies.contents import TableContents, contents
from tools.days.film import Film
from tools.screenshots import ROOT

#: where the site stands in the text, in place of the folder that it was filmed in
HOME = "/srv/postup"


def night(folder: Path, film: Film, settings: dict[str, str]) -> None:
    """The machine is lost and comes back; RuntimeError where a row differs."""
    film.chapter("The machine")
    store = folder / "postup.sqlite"
    for place in (folder, *folder.iterdir()):
        place.chmod(0o700)
    before = _rows(store)
    film.text("A backup, verified as it is made.", _run(folder, settings, "backup"))
    film.text("The site is well.", _run(folder, settings, "doctor"))
    sick = settings | {"POSTUP_ADDRESS": "strategy.example.org", "POSTUP_SMTP_URL": "smtp://localhost:9?tls=none"}
    film.text("A sick one: each trouble with its cure.", _run(folder, sick | {"POSTUP_ADRESS": "x"}, "doctor"))
    for file in folder.glob("postup.*"):
        file.unlink()
    (backup,) = (folder / "backups").glob("*.sqlite")
    restored = _run(folder, settings, "restore", str(backup))
    after = _rows(store)
    # the restore itself is one entry of the journal more
    unequal = [name for name in before if before[name] != after[name] and name != "audit"]
    if unequal:
        raise RuntimeError(f"not as before: {unequal}")
    equal = f"equal row by row: {len(before) - 1} tables, {sum(one.rows for one in before.values())} rows"
    film.text("The store is deleted and restored.", f"{restored}\n\n{equal}")


def _rows(store: Path) -> dict[str, TableContents]:
    with open_store(str(store)).reading() as connection:
        return contents(connection)


def _run(folder: Path, settings: dict[str, str], *arguments: str) -> str:
    """The command as it is typed, and what it says."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("POSTUP_")}
    given |= {"POSTUP_STORE": str(folder / "postup.sqlite"), "DATABASE_URL": ""} | settings
    done = subprocess.run(
        (sys.executable, "-m", "kpi", *arguments), cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )
    typed = " ".join(("$ postup", *arguments))
    said = "\n".join((typed, (done.stdout + done.stderr).strip(), f"(exit code {done.returncode})"))
    return said.replace(str(folder), HOME).replace(f"{Path(sys.executable).parent}/", "")
