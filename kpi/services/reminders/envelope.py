"""The headers that every letter of ours has."""

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kpi.text import Text


def envelope(
    subject: str,
    sender: Address,
    to: Sequence[str],
    text: Text,
    *,
    at: datetime,
    identity: str,
    reply_to: Sequence[str] = (),
) -> EmailMessage:
    """A message without a body, of which no text of ours can make a header of its own.

    to, reply_to  addresses alone, without names
    text          language of the letter
    identity      from what the letter is about: handed over twice, it is known as one by its Message-ID
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = [Address(addr_spec=address) for address in to]
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{identity}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = text.language.value
    if reply_to:
        message["Reply-To"] = [Address(addr_spec=address) for address in reply_to]
    return message
