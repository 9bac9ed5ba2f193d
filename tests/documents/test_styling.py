"""A style sheet cut to a page: what the page uses stays, nothing else."""

import re
from pathlib import Path

from kpi.documents.styling import used

STYLE = """
@font-face { font-family: "A"; src: url("a.woff2"); }
.postup { color: red; }
.postup .p-seen { top: 0; }
.postup .p-unseen { top: 1px; }
.postup :is(.p-unseen, .p-seen) > b { top: 2px; }
@media (max-width: 640px) { .postup .p-seen { left: 0; } .postup .p-unseen { left: 1px; } }
@media (max-width: 641px) { .postup .p-unseen { left: 2px; } }
@media print { .postup .p-seen { left: 3px; } }
@keyframes p-loading { from { top: 0; } }
@page { size: A4; }
"""


def test_what_is_used_stays() -> None:
    left = used(STYLE, '<p class="postup p-seen">')
    assert left == (
        '@font-face{font-family: "A"; src: url("a.woff2");}'
        ".postup{color: red;}"
        ".postup .p-seen{top: 0;}"
        ".postup :is(.p-unseen, .p-seen) > b{top: 2px;}"
        "@media (max-width: 640px){.postup .p-seen{left: 0;}}"
    )


def test_the_whole_style_sheet_can_be_cut() -> None:
    style = (Path(__file__).parents[2] / "kpi/figures/static/postup.css").read_text(encoding="utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    left = used(style, '<body class="postup"><h1 class="p-h1">')
    assert left.count("{") == left.count("}")
    assert len(left) < len(style) / 3
    assert "--p-ink:" in left
    assert left.count("@font-face") == 2 + 4 + 9  # ours, and readers' own at the widths of ours
    assert ".p-table" not in left
