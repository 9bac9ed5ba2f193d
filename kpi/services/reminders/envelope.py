"""From the words of a letter to the message that goes: the headers that every letter of ours has, both bodies."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

from kpi.model.media_types import XLSX
from kpi.services.reminders.paragraphs import Part, html, plain
from kpi.text import Text

#: control signs, half surrogates, and signs that turn the direction of what follows them
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

#: signs of a header: lists of letters show no more of a subject, and lines of mail have no more (RFC 5322)
LONGEST = 78


class _Policy(EmailPolicy):
    """As for SMTP, but a subject is encoded as a whole.

    Python encodes the words alone that need it, and a space beside them, or before a long subject, comes twice.
    """

    def fold(self, name: str, value: str) -> str:
        if name.lower() != "subject":
            return str(super().fold(name, value))
        encoded = Header(value, None if value.isascii() else "utf-8", header_name=name)
        return f"{name}: {encoded.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower() == "subject" else super().fold_binary(name, value)


_POLICY = _Policy(linesep=SMTP.linesep)


def header_words(written: str) -> str:
    """A text as it may stand in a header: one line, as it reads, at most `LONGEST` signs.

    «=?» is taken apart: Python's email reads what follows it as an encoded word, and would write out the line breaks
    that are encoded there as they are: a header of whoever has named a goal so.
    """
    plain = _UNPRINTABLE.sub("", " ".join(written.split())).replace("=?", "= ?")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def compose(
    subject: str,
    parts: Sequence[Part],
    sender: Address,
    to: Sequence[str],
    text: Text,
    *,
    at: datetime,
    identity: str,
    reply_to: Sequence[str] = (),
    workbook: tuple[str, bytes] | None = None,
) -> EmailMessage:
    """A message that says its parts as plain text and as HTML; no text of ours can make a header of its own.

    to, reply_to  addresses alone, without names
    identity      from what the letter is about: handed over twice, it is known as one by its Message-ID
    workbook      name and content of what is attached
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(header_words(sender.display_name), addr_spec=sender.addr_spec)
    message["To"] = [Address(addr_spec=address) for address in to]
    message["Subject"] = header_words(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{identity}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if reply_to:
        message["Reply-To"] = [Address(addr_spec=address) for address in reply_to]
    message.set_content(plain(parts))
    message.add_alternative(html(parts, subject, text), subtype="html")
    if workbook is not None:
        message.add_attachment(workbook[1], *XLSX.split("/"), filename=workbook[0])
    # it stands last: what is put into a message takes away every `Content-…` that stood before
    message["Content-Language"] = text.language.value
    return message
