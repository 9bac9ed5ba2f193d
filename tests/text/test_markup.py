"""Whatever text is given, it is text of the page: as markupsafe escapes it, without what no XML may hold."""

import itertools
import random

from markupsafe import escape

from kpi.text.markup import Markup, el, esc, join

#: what is special to markup, what XML refuses, and their neighbours
LETTERS = "&<>\"'%;=?!#$( )/\t\n\r\x00\x08\x0b\x1f\x7f\u00a0\ud7ff\ud800\udfff\ue000\ufffd\ufffe\uffff\U00010000іЇ«»—"
REFUSED = "\r\x00\x08\x0b\x1f\ud800\udfff\ufffe\uffff"


def as_markupsafe(text: str) -> str:
    return str(escape("".join(letter for letter in text if letter not in REFUSED)))


def test_every_text_is_escaped_as_markupsafe_does() -> None:
    chance = random.Random(7)
    pairs = ("".join(two) for two in itertools.product(LETTERS, repeat=2))
    longer = ("".join(chance.choices(LETTERS, k=chance.randrange(12))) for _ in range(3000))
    for text in itertools.chain(LETTERS, pairs, longer):
        given = esc(text)
        assert type(given) is Markup
        assert str(given) == as_markupsafe(text), ascii(text)
        parts = ["0", "<b>"] if text == "" else [as_markupsafe(text), "0", "<b>"]
        assert str(join((text, None, "", 0, Markup("<b>")), text)) == as_markupsafe(text).join(parts)
        assert str(el("a", text, data_x=text)) == f'<a data-x="{as_markupsafe(text)}">{as_markupsafe(text)}</a>'
