"""The command line: `postup COMMAND`, or `python -m kpi COMMAND`. Exit codes: 0 done, 1 refused, 2 wrong usage."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from pkgutil import walk_packages

from kpi.cli import commands as command_modules
from kpi.cli.chosen_community import add_options, chosen
from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Parser
from kpi.cli.terminal import tell
from kpi.community import Community, declared, entered
from kpi.settings import AddressError, command_name

#: commands that are done for each community where none is named, and those that are of none
_FOR_EACH, _STARTING = frozenset({"remind", "doctor", "backup"}), "init"
_OF_NONE = frozenset({"serve", "witness", _STARTING})
#: commands that look at files, or at stores as they are: no strategy in force tells them the day; `serve` asks for it
#: behind the port that it has opened
_TIMELESS = frozenset({"check", "template", "copy", "backup", "restore", "serve", "seal", "verify", "witness"})


def parser(command: str = "") -> Parser:
    """The parser of all commands in the order of their names; of `command` alone where that is one.

    A command imports what it works with: checking a workbook does not wait for the web server.
    """
    root = Parser(prog=command_name(), description=WORDS.say("cli.about"))
    commands = root.add_subparsers(title=WORDS.say("cli.commands"), metavar=WORDS.say("cli.command"), dest="command")
    walk = walk_packages(command_modules.__path__, f"{command_modules.__name__}.")
    modules = {found.name.rpartition(".")[2]: found.name for found in walk if not found.ispkg}
    for module in [command] if command in modules else sorted(modules):
        import_module(modules[module]).register(commands)
        if module != _STARTING:
            add_options(commands.choices[module], file_alone=module in _OF_NONE)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what goes wrong for a person is told in a sentence."""
    given = sys.argv[1:] if argv is None else argv
    root = parser(given[0] if given else "")
    args = root.parse_args(given)
    if args.command is None:
        root.print_help(sys.stderr)
        return USAGE
    try:
        communities = chosen(args, of_none=_OF_NONE, for_each=_FOR_EACH)
    except CommandError as error:
        tell(str(error))
        return error.exit_code
    codes = []
    for community in communities:
        if len(communities) > 1 and community is not None:
            tell(WORDS.say("sites.heading", key=community.key))
        codes.append(_done(args, community))
    return max(codes)


def _done(args: argparse.Namespace, community: Community | None) -> int:
    """The exit code of the command for a community; what goes wrong for a person is told in a sentence."""
    try:
        code = _run(args, community)
        sys.stdout.flush()
    except CommandError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        # the reader of our output (head, less) has gone: nothing more to say, and nothing left to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        tell(WORDS.say("cli.interrupted"))
        return 128 + 2
    except (OSError, AddressError) as error:
        tell(_sentence(error))
        return REFUSED
    return code


def _run(args: argparse.Namespace, community: Community | None) -> int:
    """Run the command for a community; None: for the only one, or for none."""
    with nullcontext() if community is None else entered(community):
        if args.command not in _TIMELESS and (community is not None or not declared()):
            import_module("kpi.services.published.current_release").keep_time()
        code: int = args.run(args)
    return code


def _sentence(error: OSError | AddressError) -> str:
    """What the system could not do; the store (kpi.store.StoreError) names its trouble by a key of its own."""
    if isinstance(error, AddressError):
        return WORDS.say("web.serve.site_address", what=error)
    trouble = f"store.trouble.{getattr(error, 'reason', '')}"
    if WORDS.has(trouble):
        return WORDS.say(trouble)
    return WORDS.say("cli.system", what=error.strerror or "", file=error.filename or "")


if __name__ == "__main__":
    sys.exit(main())
