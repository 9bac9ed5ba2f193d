"""The headers that every letter of ours has."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kpi.model.media_types import XLSX
from kpi.text import Text

#: control signs, half surrogates, and signs that turn the direction of what follows them
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

#: signs of a header: a longer subject is read by nobody, and a word longer than a line of mail may be breaks on its way
LONGEST = 200


def header_words(written: str) -> str:
    """A text as it may stand in a header: one line, as it reads, at most `LONGEST` signs.

    «=?» is taken apart: Python's email reads what follows it as an encoded word, and would write out the line breaks
    that are encoded there as they are: a header of whoever has named a goal so.
    """
    plain = _UNPRINTABLE.sub("", " ".join(written.split())).replace("=?", "= ?")
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def envelope(
    subject: str,
    sender: Address,
    to: Sequence[str],
    *,
    at: datetime,
    identity: str,
    reply_to: Sequence[str] = (),
) -> EmailMessage:
    """A message without a body, of which no text of ours can make a header of its own.

    to, reply_to  addresses alone, without names
    identity      from what the letter is about: handed over twice, it is known as one by its Message-ID
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(header_words(sender.display_name), addr_spec=sender.addr_spec)
    message["To"] = [Address(addr_spec=address) for address in to]
    message["Subject"] = header_words(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{identity}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if reply_to:
        message["Reply-To"] = [Address(addr_spec=address) for address in reply_to]
    return message


def write_body(
    message: EmailMessage, plain: str, html: str, text: Text, workbook: tuple[str, bytes] | None = None
) -> None:
    """Put both bodies into a message, a workbook (name, content) beside them, and the language that all is in.

    The header stands last: what is put into a message takes away every `Content-…` that stood before.
    """
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    if workbook is not None:
        message.add_attachment(workbook[1], *XLSX.split("/"), filename=workbook[0])
    message["Content-Language"] = text.language.value
