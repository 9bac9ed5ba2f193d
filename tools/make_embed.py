"""Writes into embed.css the rules of postup.css that an embed needs: another site's page fetches nothing more.

python -m tools.make_embed
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TARGET = ROOT / "kpi/charts/static/postup.css", ROOT / "kpi/html/static/embed.css"
BEGIN, END = "/* from postup.css: begin (tools/make_embed.py) */\n", "/* from postup.css: end */\n"
#: classes that an embed and charts.js use; a rule that names others alone is left out
USED = re.compile(
    r"p-(?:embed|chart|is-|g-|glyph-svg|chip|h1|n$|meta|quiet|link|demo|source|halo|head$|hidden|tooltip|on$).*"
)
_CLASS = re.compile(r"\.(p-[\w-]+)")
#: rules with rules inside; of other rules with @ fonts alone are kept
_NESTED = ("@media", "@supports", "@container")


def cut(style: str) -> str:
    """The rules of a style sheet that an embed needs, one a line."""
    return "".join(f"{rule}\n" for rule in _kept(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)))


def written() -> str:
    """What embed.css should be."""
    own = TARGET.read_text(encoding="utf-8").partition(END)[2]
    return f"{BEGIN}{cut(SOURCE.read_text(encoding='utf-8'))}{END}{own}"


def _kept(style: str) -> Iterator[str]:
    for prelude, body in _rules(style):
        if prelude.startswith(_NESTED):
            inside = "" if "print" in prelude else " ".join(_kept(body))
            if inside:
                yield f"{prelude} {{ {inside} }}"
        elif prelude.startswith("@"):
            if prelude.startswith("@font-face"):
                yield f"{prelude} {{ {' '.join(body.split())} }}"
        elif _is_needed(prelude):
            yield f"{prelude} {{ {' '.join(body.split())} }}"


def _is_needed(selector: str) -> bool:
    """Of a list one member is enough; a selector for something else that holds ours is for something else."""
    named = _CLASS.findall(selector)
    return not named or (any if "," in selector else all)(map(USED.fullmatch, named))


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """(prelude, body) of the outermost rules."""
    start, depth, opened = 0, 0, 0
    for at, sign in enumerate(style):
        if sign == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(style[start:opened].split()), style[opened + 1 : at].strip()
                start = at + 1


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
