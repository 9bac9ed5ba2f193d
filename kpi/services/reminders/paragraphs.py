"""The parts of a letter: said once, written as plain text and as simple HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kpi.text import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list below a heading."""

    heading: str
    lines: tuple[str, ...]


Part = Paragraph | Lines


def plain(found: Iterable[Part]) -> str:
    """As plain text."""
    blocks = []
    for part in found:
        match part:
            case Paragraph(words):
                blocks.append(words)
            case Lines(heading, lines):
                blocks.append("\n".join([heading, *(f"  • {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def html(found: Iterable[Part], title: str, text: Text) -> str:
    """As a small HTML document that asks no other host for anything; every text is escaped."""
    blocks = []
    for part in found:
        match part:
            case Paragraph(words):
                blocks.append(f"<p>{escape(words)}</p>")
            case Lines(heading, lines):
                shown = "".join(f"<li>{escape(line)}</li>" for line in lines)
                blocks.append(f"<p><strong>{escape(heading)}</strong></p>\n<ul>{shown}</ul>")
    return (
        f'<!DOCTYPE html>\n<html lang="{text.language.value}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n"
        '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;max-width:42em">\n'
        + "\n".join(blocks)
        + "\n</body>\n</html>\n"
    )
