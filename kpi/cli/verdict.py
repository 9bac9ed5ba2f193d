"""What a verification found, as lines of the terminal; keys as they are given on the command line."""

from collections.abc import Iterable
from pathlib import Path

from kpi.cli.parser import USAGE, WORDS, CommandError
from kpi.cli.terminal import write
from kpi.services.seals.findings import ProofFinding
from kpi.services.seals.note import MalformedNoteError, Verifier
from kpi.views.seals.finding_words import finding_words, outcome_words


def write_findings(found: Iterable[ProofFinding]) -> None:
    """A line each: the outcome, then the sentence."""
    for one in found:
        write(f"{outcome_words(one.outcome, WORDS)}: {finding_words(one, WORDS)}")


def verifier_of(given: str) -> Verifier:
    """A public key: its line, or the file that holds it; `CommandError` for what is neither."""
    try:
        file = Path(given)
        return Verifier.of(file.read_text(encoding="ascii") if "+" not in given and file.is_file() else given)
    except (MalformedNoteError, UnicodeDecodeError):
        raise CommandError(WORDS.say("seal.cli.verify.no_key", key=given), USAGE) from None
