"""`python -m kpi serve [--host ADDRESS] [--port PORT]`: the site by uvicorn (docs/operate.md)."""

import argparse
import os
import socket

from kpi.cli._parser import OK, UK, CommandError, Subparsers
from kpi.cli._terminal import tell

HOST, PORT = "127.0.0.1", 8501


def register(commands: "Subparsers[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("serve", help=UK.say("web.serve.help"), description=UK.say("web.serve.about"))
    parser.add_argument("--host", default=HOST, help=UK.say("web.serve.host"))
    parser.add_argument("--port", type=int, default=PORT, help=UK.say("web.serve.port"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kpi.web.oidc import configured

    try:
        configured(os.environ)
    except ValueError as error:
        raise CommandError(UK.say("web.serve.provider")) from error
    taken = _listen(args.host, args.port)
    from kpi.web.serve import serve

    host = f"[{args.host}]" if ":" in args.host else args.host
    shown = "localhost" if args.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
    tell(UK.say("web.serve.address", address=f"http://{shown}:{taken.getsockname()[1]}"))
    serve(taken)
    return OK


def _listen(host: str, port: int) -> socket.socket:
    """The open port; taken before anything heavy is read, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise CommandError(UK.say("web.serve.busy", port=port)) from error
    return listening
