"""For which of several communities a command is: --community KEY, POSTUP_COMMUNITY, or each of them in turn."""

import argparse
import os
from collections.abc import Iterator

from kpi.cli.parser import USAGE, WORDS, CommandError
from kpi.cli.sites import COMMUNITY, SitesError, declare_from, named_file
from kpi.community import Community, declare, declared, named


def add_options(parser: argparse.ArgumentParser, *, file_alone: bool) -> None:
    """Add --sites and --community to a command, and to the commands below it; `file_alone`: the first one only."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for one in {id(found): found for action in below for found in action.choices.values()}.values():
        add_options(one, file_alone=file_alone)
    if below:
        return
    file, key = WORDS.say("sites.word.file"), WORDS.say("sites.word.key")
    parser.add_argument("--sites", metavar=file, help=WORDS.say("sites.option.file"))
    if not file_alone:
        parser.add_argument("--community", metavar=key, help=WORDS.say("sites.option.community"))


def chosen(args: argparse.Namespace, *, of_none: frozenset[str], for_each: frozenset[str]) -> list[Community | None]:
    """The communities that the command is for; None for the only one, or where the command is of none.

    of_none, for_each  commands that need none, and that are done for every one where none is named
    `CommandError` where one must be named and is not, or is not there.
    """
    file = named_file(getattr(args, "sites", None))
    key = getattr(args, "community", None) or os.environ.get(COMMUNITY, "")
    declare({})
    if file is None:
        if key:
            raise CommandError(WORDS.say("sites.error.no_file", key=key), USAGE)
        return [None]
    known = declare_from(file).communities
    names = ", ".join(one.key for one in known)
    if args.command in of_none:
        return [None]
    if key and key not in {one.key for one in known}:
        raise SitesError("no_community", file, key=key, known=names)
    if key:
        return [named(key)]
    if args.command not in for_each:
        raise SitesError("not_named", file, known=names)
    return [*_each(args.command)]


def _each(command: str) -> Iterator[Community]:
    """Every community; of those that share a store the first one, where the command is about the store as a whole."""
    seen: set[str] = set()
    for one in declared():
        store = one.variables["POSTUP_STORE"]
        if command != "backup" or store not in seen:
            yield one
        seen.add(store)
