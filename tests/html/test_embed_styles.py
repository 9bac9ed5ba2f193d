"""An embed brings a style sheet of its own: what it needs of the pages' one, and no more."""

from tools import make_embed

STYLE = """
@font-face { font-family: "A"; src: url("a.woff2"); }
.postup { color: red; }
.postup .p-chip { top: 0; } /* a remark */
.postup .p-form { top: 1px; }
.postup .p-card .p-chip { top: 2px; }
.postup :is(.p-card, .p-meta) > b { top: 2px; }
@media (max-width: 640px) { .postup .p-chip { left: 0; } .postup .p-form { left: 1px; } }
@media (max-width: 641px) { .postup .p-form { left: 2px; } }
@media print { .postup .p-chip { left: 3px; } }
@page { size: A4; }
"""


def test_what_an_embed_uses_stays() -> None:
    assert make_embed.cut(STYLE).splitlines() == [
        '@font-face { font-family: "A"; src: url("a.woff2"); }',
        ".postup { color: red; }",
        ".postup .p-chip { top: 0; }",
        ".postup :is(.p-card, .p-meta) > b { top: 2px; }",
        "@media (max-width: 640px) { .postup .p-chip { left: 0; } }",
    ]


def test_the_sheet_follows_that_of_the_pages() -> None:
    sheet = make_embed.TARGET.read_text(encoding="utf-8")
    assert sheet == make_embed.written(), "run `python -m tools.make_embed`"
    assert sheet.count("{") == sheet.count("}")
    # with the faces of three alphabets
    assert len(sheet) < 21_000
