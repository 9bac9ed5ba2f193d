"""The bill of materials of a release: `python -m tools.sbom [FILE]` writes CycloneDX 1.6 of all that the locks name.

What runs is required, or optional where it is for some systems alone; what only tests and maintainers use is
«excluded», as CycloneDX calls it. The same locks give the same bytes: the moment is that of the locks, the serial
number is made of the rest.
"""

import argparse
import base64
import json
import re
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kpi import __version__
from tools.lock_age import DEV, RUN

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "tests/browser/package-lock.json"
#: a pin of a lock with its marker and its hashes
_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>\S+)(?P<marker> ;[^\\\n]*)? \\\n"
    r"(?P<hashes>(?:    --hash=.*\n?)+)",
    re.M,
)
_MOMENT = re.compile(r"uploaded before (\S+)\.$", re.M)
_SPACE = uuid.UUID("5e9a6c0e-6f0c-5b8e-9d3e-6a7a6f737475")

Component = dict[str, Any]


def python_components() -> Iterator[Component]:
    """Every pin of both locks once; of a package in both the one that runs."""
    seen = set()
    for lock, runs in ((RUN, True), (DEV, False)):
        for pin in _PIN.finditer(lock.read_text("utf-8")):
            name, version = pin["name"], pin["version"]
            if (name, version) not in seen:
                seen.add((name, version))
                hashes = re.findall(r"sha256:([0-9a-f]{64})", pin["hashes"])
                scope = "excluded" if not runs else "optional" if pin["marker"] else "required"
                purl = f"pkg:pypi/{name}@{quote(version, safe='')}"
                yield _component(name, version, purl, scope, [("SHA-256", one) for one in hashes])


def npm_components() -> Iterator[Component]:
    """Every package of the browser tests."""
    packages = json.loads(NPM.read_text("utf-8"))["packages"]
    for path, told in packages.items():
        if not path:
            continue
        name = path.rpartition("node_modules/")[2]
        algorithm, _, body = told["integrity"].partition("-")
        hashes = [(algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(body).hex())]
        purl = f"pkg:npm/{quote(name, safe='/')}@{quote(told['version'], safe='')}"
        one = _component(name, told["version"], purl, "excluded", hashes)
        yield one | {"properties": [{"name": "cdx:npm:package:development", "value": "true"}]}


def _component(name: str, version: str, purl: str, scope: str, hashes: list[tuple[str, str]]) -> Component:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": scope,
        "hashes": [{"alg": algorithm, "content": content} for algorithm, content in sorted(set(hashes))],
        "purl": purl,
    }


def bill() -> dict[str, Any]:
    """The whole document."""
    found = {one["bom-ref"]: one for one in (*python_components(), *npm_components())}
    components = sorted(found.values(), key=lambda one: str(one["bom-ref"]))
    own = f"pkg:generic/postup@{__version__}"
    moment = _MOMENT.search(RUN.read_text("utf-8"))
    if moment is None:
        raise LookupError(f"{RUN.name} does not tell its moment")
    said = {
        "metadata": {
            "timestamp": moment[1],
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "postup",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": own,
            },
        },
        "components": components,
        "dependencies": [
            {"ref": own, "dependsOn": [one["bom-ref"] for one in components if one["scope"] != "excluded"]}
        ],
    }
    serial = uuid.uuid5(_SPACE, json.dumps(said, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", **head, **said}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="where to; the terminal where none is named")
    given = parser.parse_args()
    written = json.dumps(bill(), indent=2, ensure_ascii=False) + "\n"
    if given.file is None:
        sys.stdout.write(written)
    else:
        given.file.parent.mkdir(parents=True, exist_ok=True)
        given.file.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
