"""argparse that speaks Ukrainian, and the words of the commands."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn, TypeAlias

from kpi.model import Language
from kpi.text import Text

UK = Text(Language.UK)
OK, REFUSED, USAGE = 0, 1, 2

#: what a command registers its parser with
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


#: argparse's own sentences, by the key of ours; {0} is what argparse puts in
_SENTENCES = (
    (re.compile(r"the following arguments are required: (.+)"), "cli.error.required"),
    (re.compile(r"unrecognized arguments: (.+)"), "cli.error.unknown"),
    (re.compile(r"argument (?:[^:]+): invalid choice: (.+)"), "cli.error.choice"),
    (re.compile(r"argument ([^:]+): expected (?:one|at least one) argument"), "cli.error.value"),
    (re.compile(r"argument ([^:]+): invalid \S+ value: .+"), "cli.error.invalid"),
)


def _in_ukrainian(message: str) -> str:
    for pattern, key in _SENTENCES:
        if match := pattern.fullmatch(message):
            return UK.say(key, what=match[1].replace("choose from", UK.say("cli.error.choose")))
    return message


class CommandError(Exception):
    """A sentence for the person at the terminal; the command ends with `exit_code`."""

    def __init__(self, sentence: str, exit_code: int = REFUSED) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, UK.say("cli.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser with Ukrainian headings and errors; abbreviations of options are not guessed."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("formatter_class", _Formatter)
        options.setdefault("allow_abbrev", False)
        options["add_help"] = False
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._positionals.title = UK.say("cli.arguments")
        self._optionals.title = UK.say("cli.options")
        self.add_argument("-h", "--help", action="help", help=UK.say("cli.help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, UK.say("cli.usage_error", what=_in_ukrainian(message), prog=self.prog) + "\n")
