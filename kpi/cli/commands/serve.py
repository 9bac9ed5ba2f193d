"""`python -m kpi serve [--demo] [--host ADDRESS] [--port PORT]`: the site by uvicorn (docs/operate.md)."""

import argparse
import os
import socket
from pathlib import Path

from starlette.types import ASGIApp

from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.sites import SITES
from kpi.cli.terminal import tell
from kpi.cli.without_arrow import import_pandas
from kpi.community import declared, region
from kpi.settings import DEMO_STORE, LOG_LEVELS, command_name, site_address
from kpi.web.log_lines import configure
from kpi.web.protection.counters import private_place, tell_at
from kpi.web.serve import serve
from kpi.web.sign_in.oidc_settings import configured

HOST, PORT = "127.0.0.1", 8501


def register(commands: Commands) -> None:
    parser = commands.add_parser("serve", help=WORDS.say("web.serve.help"), description=WORDS.say("web.serve.about"))
    parser.add_argument("--host", default=HOST, help=WORDS.say("web.serve.host"))
    parser.add_argument("--port", type=int, default=PORT, help=WORDS.say("web.serve.port"))
    parser.add_argument("--demo", action="store_true", help=WORDS.say("start.serve.demo", store=DEMO_STORE))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the port, then import and load behind it; serve until the process is asked to stop."""
    try:
        configured(os.environ)
    except ValueError as error:
        raise CommandError(WORDS.say("web.serve.provider")) from error
    several = bool(declared())
    if args.sites:
        # the child processes that make archives are told of it by their environment
        os.environ[SITES] = str(Path(args.sites).absolute())
    if several and args.demo:
        raise CommandError(WORDS.say("sites.error.demo"), USAGE)
    if not several:
        site_address()
    level = os.environ.get("POSTUP_LOG", "trouble")
    if level not in LOG_LEVELS:
        raise CommandError(WORDS.say("operator.log", value=level, known=", ".join(LOG_LEVELS)))
    configure(level)
    taken = _listen(args.host, args.port)
    _tell_counters(os.environ.get("POSTUP_METRICS", "").strip())
    host = f"[{args.host}]" if ":" in args.host else args.host
    shown = "localhost" if args.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
    address = f"http://{shown}:{taken.getsockname()[1]}"
    if several:
        _tell_communities(address)
    elif not args.demo:
        tell(WORDS.say("web.serve.address", address=address))

    serve(taken, lambda: _load(address, demo=args.demo))
    return OK


def _load(address: str, *, demo: bool) -> ASGIApp:
    """The application; of the demonstration it is told how to begin with a strategy of one's own."""
    import_pandas()
    # pandas, the store and the pages take most of a second that the port does not wait for
    from kpi.cli.application import application, lacks_accounts, several_sites

    app = several_sites() if declared() else application(demo=demo)
    if demo:
        tell(WORDS.say("start.serve.shown", address=address))
        tell(WORDS.say("start.serve.own"))
        folder = WORDS.say("start.word.folder")
        for command in (f"check {folder}/", f"load {folder}/", "serve"):
            tell(f"  {command_name()} {command}")
    if not declared() and lacks_accounts():
        _tell_first_account(demo=demo)
    return app


def _tell_counters(said: str) -> None:
    """Numbers for a monitor at the place that POSTUP_METRICS says; nothing where it says none."""
    if not said:
        return
    try:
        tell_at(private_place(said))
    except ValueError as error:
        raise CommandError(WORDS.say("operator.metrics", value=said)) from error
    except OSError as error:
        raise CommandError(WORDS.say("operator.metrics_busy", value=said)) from error


def _tell_communities(address: str) -> None:
    """Where each of them is reached, and the page over them."""
    over = region()
    if over is not None:
        here = f"http://{over.host}/" if over.host else f"{address}{over.prefix}/"
        tell(WORDS.say("sites.serve.region", address=over.address or here))
    for one in declared():
        here = one.variables["POSTUP_ADDRESS"] or (f"http://{one.host}" if one.host else address + one.prefix)
        tell(WORDS.say("sites.serve.community", key=one.key, address=here))


def _tell_first_account(*, demo: bool) -> None:
    tell(WORDS.say("operator.first_account"))
    store = f"POSTUP_STORE={DEMO_STORE} " if demo else ""
    tell(f"  {store}{WORDS.say('signing.first.command', command=command_name())}")


def _listen(host: str, port: int) -> socket.socket:
    """The open port; taken before anything heavy is read, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        key = "operator.busy_make" if os.environ.get("MAKELEVEL") else "operator.busy"
        raise CommandError(WORDS.say(key, port=port, free=port + 1)) from error
    return listening
