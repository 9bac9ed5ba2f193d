"""Markdown of our own texts as sections of HTML (markdown-it; raw HTML is off, so nothing in a text can be markup)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kpi.text.markup import Markup, el, esc


@dataclass(frozen=True, slots=True)
class MarkdownPart:
    """What stands under one `##` heading."""

    title: str
    body: Markup


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _table_close)
    markdown.add_render_rule("th_open", _th_open)
    markdown.add_render_rule("heading_open", _heading_open)
    markdown.add_render_rule("fence", _fence)
    return markdown


def _table_open(self: object, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A table in a scroll box of its own: on a phone its columns may be wider than the page."""
    caption = env["caption"]
    box = f'<div class="p-scroll" role="group" tabindex="0" aria-label="{esc(caption)}">'
    return f'{box}<table class="p-table">{el("caption", caption, class_="p-hidden")}'


def _table_close(self: object, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table></div>"


def _th_open(self: object, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<th scope="col">'


def _heading_open(self: object, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A heading under the section's own: its words are also the caption of the table that follows."""
    env["caption"] = tokens[index + 1].content
    return f'<{tokens[index].tag} class="p-h3">'


def _fence(self: object, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return el("pre", el("code", tokens[index].content), class_="p-formula", tabindex="0")


def parts(text: str) -> tuple[MarkdownPart, ...]:
    """The parts of a text by its `##` headings; what stands before the first is left out."""
    markdown = _renderer()
    tokens = markdown.parse(text)
    starts = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    found = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        title = tokens[start + 1].content
        inner = markdown.renderer.render(tokens[start + 3 : end], markdown.options, {"caption": title})
        found.append(MarkdownPart(title, Markup(inner)))
    return tuple(found)
