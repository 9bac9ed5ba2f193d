"""argparse that speaks the operator's language, and the words of the commands."""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn, TypeAlias

from kpi.model import USUAL_LANGUAGE, Language
from kpi.text import Text

#: the language of the command line, where it is not that of the machine
LANGUAGE = "POSTUP_LANGUAGE"
#: in the order in which POSIX asks them for the language of messages
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def spoken(environment: Mapping[str, str]) -> Language:
    """The language of the command line: as set, else that of the machine's messages, else the usual one.

    There is no strategy to ask: a command may be started before there is one.
    """
    said = next((value for name in _LOCALE if (value := environment.get(name))), "")
    said_language = (
        Language.named(environment.get(LANGUAGE, "").strip().lower())
        or Language.named(re.split(r"[_.@-]", said.lower())[0])
        or USUAL_LANGUAGE
    )
    return said_language.whole


WORDS = Text(spoken(os.environ))
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


def _translated(message: str) -> str:
    """argparse's sentence in our words; as it is where none of ours stands for it."""
    for pattern, key in _SENTENCES:
        if match := pattern.fullmatch(message):
            return WORDS.say(key, what=match[1].replace("choose from", WORDS.say("cli.error.choose")))
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
        super().add_usage(usage, actions, groups, WORDS.say("cli.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser with our headings and errors; abbreviations of options are not guessed."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("formatter_class", _Formatter)
        options.setdefault("allow_abbrev", False)
        options["add_help"] = False
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._positionals.title = WORDS.say("cli.arguments")
        self._optionals.title = WORDS.say("cli.options")
        self.add_argument("-h", "--help", action="help", help=WORDS.say("cli.help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, WORDS.say("cli.usage_error", what=_translated(message), prog=self.prog) + "\n")
