"""Run Lighthouse (npm) on the public pages of a server of its own, as it judges phones: `make lighthouse`.

Prints the scores and every audit that is not full; ends with 1 where one is below what we promise.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.pages import CHROMIUM, OPTIONS
from benchmarks.site import site, until

#: the last that runs on the Node of Debian 13
LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ("/", "/sector?id=economy", "/goal?id=1.1", "/indicator?id=1.1.1", "/indicators", "/data")
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMINGS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def report(address: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report of one address."""
    out = folder / "report.json"
    flags = " ".join(("--headless", "--accept-lang=uk-UA", *OPTIONS, f"--user-data-dir={folder / 'profile'}"))
    command = ("npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", address, "--quiet")
    subprocess.run(
        (*command, "--output=json", f"--output-path={out}", f"--chrome-flags={flags}"),
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True,
    )
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def told(found: dict[str, Any]) -> bool:
    """Print a report; whether it is as good as promised."""
    scores = {name: round(100 * found["categories"][name]["score"]) for name in WANTED}
    print("  ".join(f"{name} {score}" for name, score in scores.items()))
    print("  ".join(f"{name} {found['audits'][name]['displayValue']}" for name in TIMINGS))
    accessible = {one["id"] for one in found["categories"]["accessibility"]["auditRefs"]}
    for name, audit in found["audits"].items():
        if audit["score"] is not None and audit["score"] < 1:
            print(f"  not full: {audit['title']} {audit.get('displayValue', '')}")
            if name in accessible:
                print(*(f"    {node}\n" for node in _nodes(audit)), sep="", end="")
    return all(scores[name] >= least for name, least in WANTED.items())


def _nodes(audit: dict[str, Any]) -> list[str]:
    """The first elements that an audit of accessibility found, as they stand in the page."""
    return [item["node"]["snippet"] for item in audit.get("details", {}).get("items", ()) if "node" in item][:5]


def main() -> int:
    with tempfile.TemporaryDirectory() as name, site(Path(name) / "postup.sqlite") as (port, _, _):
        until(port, b'"ready"')
        good = []
        for page in PAGES:
            print(f"== {page}")
            good.append(told(report(f"http://localhost:{port}{page}", Path(name))))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
