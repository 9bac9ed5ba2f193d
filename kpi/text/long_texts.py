"""Texts of several pages, one Markdown file per language in its folder (languages/<code>/method.md, guide.md)."""

from functools import cache

from kpi.model import Language


@cache
def long_text(name: str, language: Language) -> str:
    """The file `name`.md of the language, or of the nearest of its fallbacks that has one."""
    found = (file for one in language.chain if (file := one.folder / f"{name}.md").is_file())
    return next(found).read_text(encoding="utf-8")
