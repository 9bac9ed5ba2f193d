"""`python -m kpi bench [PART…]`: what the product promises, measured here and now."""

import argparse
import json
from importlib import import_module

from kpi.cli._parser import OK, UK, USAGE, CommandError, Commands
from kpi.cli._terminal import bar, write

PARTS = ("workbook", "measure", "store", "desk", "pages", "national", "dashboard")


def register(commands: Commands) -> None:
    parser = commands.add_parser("bench", help=UK.say("cli.bench.help"), description=UK.say("cli.bench.about"))
    parser.add_argument("parts", nargs="*", metavar="PART", help=UK.say("cli.bench.parts", parts=", ".join(PARTS)))
    parser.add_argument("--json", action="store_true", help=UK.say("cli.bench.json"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure the parts asked for (all without names) and print a line each; exit 0."""
    unknown = [part for part in args.parts if part not in PARTS]
    if unknown:
        raise CommandError(UK.say("cli.bench.unknown", part=unknown[0], parts=", ".join(PARTS)), USAGE)
    timings = []
    for part in bar(args.parts or PARTS, UK.say("cli.bench.progress")):
        timings += import_module(f"kpi.bench.{part}").timings()
    if args.json:
        for t in timings:
            write(json.dumps({name: getattr(t, name) for name in t.__dataclass_fields__}, ensure_ascii=False))
        return OK
    width = max(len(t.name) for t in timings)
    write(f"{UK.say('cli.bench.name'):{width}}  {UK.say('cli.bench.median'):>12}        {UK.say('cli.bench.ratio'):>8}")
    for t in timings:
        ratio = f"× {t.ratio:.2f}" if t.ratio is not None else ""
        write(f"{t.name:{width}}  {t.value:>12,.1f} {t.unit:<5}  {ratio:>8}  {t.limit:<14}  {t.note}".rstrip())
    return OK
