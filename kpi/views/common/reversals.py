"""Corrections that brought an earlier state back: a publication withdrawn, a past release restored."""

from kpi.text import Text


def correction_reason(deed: str, reason: str, text: Text) -> str:
    """Why a value was replaced: the department's words, or that it was withdrawn, with the reason; "" for none.

    deed  of REVISIONS: "", "undo", "restore" or "withdrawal"
    """
    if not deed:
        return reason
    return text.say(f"deed.{deed}_because", reason=reason) if reason else text.say(f"deed.{deed}")


def correction_author(deed: str, sender: str, answering: str, text: Text) -> str:
    """Who replaced it: whoever sent it in; an editor where a deed names no department; else who answers for it."""
    return sender or (text.say("deed.editor") if deed else answering)
