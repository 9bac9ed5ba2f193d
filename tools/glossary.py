"""The glossary: one word for an idea, in code and on the screen. `python -m tools.glossary` writes docs/glossary.md."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "glossary.md"
_SOURCE = Path(__file__).with_suffix(".toml")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HEAD = """# Glossary: one word for an idea

Made from `tools/glossary.toml` by `python -m tools.glossary`; a test holds it to the code and to the screen's words.

| In the code | Ukrainian screen | English screen | What it is | Never |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An idea. `code` is its word in identifiers, `uk` and `en` how its word on the screen begins.

    second, second_uk  words of the code, beginnings of words of the screen, that would be another one for it
    """

    code: str
    uk: str
    en: str
    means: str
    second: tuple[str, ...] = field(default=())
    second_uk: tuple[str, ...] = field(default=())


def terms() -> tuple[Term, ...]:
    """All terms, in the order of the file."""
    read = tomllib.loads(_SOURCE.read_text(encoding="utf-8"))
    return tuple(
        Term(
            code=code,
            uk=one["uk"],
            en=one["en"],
            means=one["means"],
            second=tuple(one.get("not", ())),
            second_uk=tuple(one.get("not_uk", ())),
        )
        for code, one in read.items()
    )


def identifiers(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """(file, identifier) of what `kpi/` and `pages/` name: modules, classes, functions, arguments, variables."""
    for file in sorted([*(root / "kpi").rglob("*.py"), *(root / "pages").glob("*.py")]):
        name = file.relative_to(root).as_posix()
        yield name, file.stem
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.ClassDef(name=found) | ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found):
                    yield name, found
                case ast.Name(id=found, ctx=ast.Store()) | ast.arg(arg=found):
                    yield name, found


def parts(identifier: str) -> tuple[str, ...]:
    """«ProblemLine», «problem_lines» -> problem, line: lower case, without the plural's s."""
    return tuple(part.lower().removesuffix("s") for part in _PARTS.findall(identifier))


def document() -> str:
    """The text of docs/glossary.md."""
    rows = (
        f"| `{term.code}` | {term.uk}… | {term.en} | {term.means} | {', '.join((*term.second, *term.second_uk))} |\n"
        for term in terms()
    )
    return _HEAD + "".join(rows)


def main() -> int:
    DOCUMENT.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
