"""Files of a community's colour: a style sheet and the icon, made of the colour that their names hold."""

import re
from collections.abc import Mapping

from kpi.charts.tokens import accent_css
from kpi.model.look.accent import Accent, accent_of

_NAME = re.compile(r"(accent|mark)-([0-9A-F]{6})\.(css|svg)")
_MARK = "M2 15h5v7H2zM9.5 9h5v13h-5zM17 2h5v20h-5z"


def style_name(colour: str) -> str:
    """The name of the style sheet of a colour #RRGGBB."""
    return f"accent-{colour[1:]}.css"


def icon_name(colour: str) -> str:
    """The name of the icon of a colour."""
    return f"mark-{colour[1:]}.svg"


def accent_file(name: str) -> bytes | None:
    """The content of a file by its name; None where none is called so, or its colour cannot be read on a page."""
    match = _NAME.fullmatch(name)
    accent = accent_of(f"#{match[2]}") if match else None
    if match is None or accent is None:
        return None
    made = {"accent.css": accent_css, "mark.svg": _icon}.get(f"{match[1]}.{match[3]}")
    return None if made is None else made(accent).encode()


def accent_files(colour: str) -> Mapping[str, bytes]:
    """Both files of a colour by name; none where the plan names no colour."""
    names = (style_name(colour), icon_name(colour)) if colour else ()
    return {name: content for name in names if (content := accent_file(name)) is not None}


def _icon(accent: Accent) -> str:
    path = f'<path fill="{accent.light}" d="{_MARK}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>'
