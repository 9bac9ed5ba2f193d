"""`python -m benchmarks [PART…] [--json]`: measure the parts named, all without names, and print a line each."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module

from benchmarks.timing import Timing

PARTS = (
    *("start", "setup", "workbook", "measure", "store", "desk", "pages", "national", "region", "dashboard", "report"),
    *("village", "city"),
)


def main() -> int:
    """Exit code 0; 2 where a part has no such name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all without names")
    parser.add_argument("--json", action="store_true", help="one JSON object a measurement")
    chosen = parser.parse_args()
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no measurement {unknown[0]!r}; there are: {', '.join(PARTS)}")
    for part in chosen.parts or PARTS:
        print(f"measuring: {part}", file=sys.stderr)
        # printed part by part: what was measured stays when a later part fails
        _print(import_module(f"benchmarks.{part}").timings(), as_json=chosen.json)
    return 0


def _print(timings: Sequence[Timing], *, as_json: bool) -> None:
    if as_json:
        print("\n".join(json.dumps(asdict(timing), ensure_ascii=False) for timing in timings), flush=True)
        return
    width = max(len(timing.name) for timing in timings)
    print(f"{'measurement':{width}}  {'median':>12}        {'ratio':>8}")
    for timing in timings:
        ratio = "" if timing.ratio is None else f"× {timing.ratio:.2f}"
        value = f"{timing.value:>12,.1f} {timing.unit:<5}"
        print(f"{timing.name:{width}}  {value}  {ratio:>8}  {timing.limit:<14}  {timing.note}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
