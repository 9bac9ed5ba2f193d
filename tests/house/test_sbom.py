"""The bill of materials names all that is locked, in the form of CycloneDX 1.6, and the same bytes each time."""

import json
import re
from datetime import datetime
from pathlib import Path

from kpi import __version__
from tools import sbom
from tools.lock_age import DEV, RUN

#: lengths of hashes in hexadecimal digits, by the names that the standard gives them
_LENGTHS = {"SHA-256": 64, "SHA-384": 96, "SHA-512": 128}


def test_every_locked_package_is_in_the_bill() -> None:
    named = {(one["name"], one["version"]) for one in sbom.bill()["components"]}
    for lock in (RUN, DEV):
        pins = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==([^ ;\\]+)", lock.read_text("utf-8"), re.MULTILINE)
        assert len(pins) > 20
        assert set(pins) <= named
    npm = json.loads(sbom.NPM.read_text("utf-8"))["packages"]
    assert {(path.rpartition("node_modules/")[2], told["version"]) for path, told in npm.items() if path} <= named


def test_what_runs_is_told_from_what_only_tests_use() -> None:
    scopes = {one["name"]: one["scope"] for one in sbom.bill()["components"]}
    assert scopes["starlette"] == scopes["streamlit"] == "required"
    assert scopes["uvloop"] == "optional", "for some systems alone"
    assert scopes["pytest"] == scopes["axe-core"] == "excluded"


def test_it_is_in_the_form_of_the_standard() -> None:
    bill = sbom.bill()
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", bill["serialNumber"])
    assert set(bill) == {
        "$schema",
        "bomFormat",
        "specVersion",
        "serialNumber",
        "version",
        "metadata",
        "components",
        "dependencies",
    }
    assert datetime.fromisoformat(bill["metadata"]["timestamp"]).tzinfo is not None
    assert bill["metadata"]["component"]["version"] == __version__
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    for one in bill["components"]:
        assert one["type"] == "library"
        assert re.fullmatch(r"pkg:(pypi|npm)/\S+@\S+", one["purl"])
        assert one["hashes"]
        for hash_ in one["hashes"]:
            assert re.fullmatch(rf"[0-9a-f]{{{_LENGTHS[hash_['alg']]}}}", hash_["content"])
    (dependency,) = bill["dependencies"]
    assert set(dependency["dependsOn"]) == {one["bom-ref"] for one in bill["components"] if one["scope"] != "excluded"}


def test_the_same_locks_give_the_same_bytes(tmp_path: Path) -> None:
    assert json.dumps(sbom.bill()) == json.dumps(sbom.bill())
