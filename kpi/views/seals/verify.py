"""«Перевірка»: what is proved of a release, of the log that it stands in, and of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.services.seals.findings import ProofFinding, holds
from kpi.services.seals.note import Verifier
from kpi.services.seals.proof import Proof
from kpi.text import Text
from kpi.views.seals.finding_words import finding_words, outcome_words


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyView:
    """The page.

    lines    outcome (`ProofOutcome`), its word, the sentence
    asked    the hash that was asked about, "" for none; `answer` what is said of it, `known` whether it was found
    key      the community's public key in one line, "" where there is none
    content  address of the release's public content
    stamp    address of the last time stamp, "" where there is none
    """

    title: str
    lede: str
    lines: tuple[tuple[str, str, str], ...]
    proof: Proof | None
    key: str
    content: str
    stamp: str = ""
    asked: str = ""
    answer: str = ""
    known: bool = False


def build(
    findings: Sequence[ProofFinding],
    text: Text,
    *,
    released: date,
    proof: Proof | None,
    key: Verifier | None,
    stamp: str = "",
    asked: str = "",
    readable: bool = True,
    file: str | None = None,
) -> VerifyView:
    """The page of a release.

    file      the name of the file of the release that has the hash `asked`, None where none has
    stamp     of the last time stamp its address below /log/
    readable  whether what was asked is a hash at all
    """
    day = text.date(released)
    return VerifyView(
        title=text.say("seal.page.title" if holds(findings) else "seal.page.title_failed", day=day),
        lede=text.say("seal.page.lede"),
        lines=tuple(
            (one.outcome.value, outcome_words(one.outcome, text), finding_words(one, text)) for one in findings
        ),
        proof=proof,
        key="" if key is None else str(key),
        content=f"/log/release/{released.isoformat()}.jsonl",
        stamp=f"/log/{stamp}" if stamp else "",
        asked=asked,
        answer=_answer(asked, file, day, text) if readable else text.say("seal.page.no_hash"),
        known=file is not None,
    )


def _answer(asked: str, file: str | None, day: str, text: Text) -> str:
    if not asked:
        return ""
    return (
        text.say("seal.page.file_unknown", day=day) if file is None else text.say("seal.page.file", file=file, day=day)
    )
