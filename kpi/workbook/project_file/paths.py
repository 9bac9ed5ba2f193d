"""Where something stands in a parsed JSON: «approaches[].budget.value», each find with its place."""

from collections.abc import Iterator, Sequence
from typing import Any

from kpi.workbook.project_file.json_door import LONGEST
from kpi.workbook.reader.clean import clean

#: a find: its place, its value
Found = tuple[str, Any]


def at(node: Any, path: str, place: str = "") -> Iterator[Found]:
    """Everything that stands at a path; nothing where the file is of another shape there."""
    name, _, rest = path.partition(".")
    key = name.removesuffix("[]")
    if not isinstance(node, dict) or node.get(key) is None:
        return
    here, value = f"{place}.{key}" if place else key, node[key]
    items: Sequence[Found] = [(here, value)]
    if name.endswith("[]"):
        items = [(f"{here}[{n}]", one) for n, one in enumerate(value)] if isinstance(value, list) else [(here, value)]
    for spot, one in items:
        yield from at(one, rest, spot) if rest else [(spot, one)]


def first(roots: dict[str, Found], paths: Sequence[str]) -> list[Found]:
    """What stands at the first of the paths that holds something."""
    return next((found for path in paths if (found := of_root(roots, path))), [])


def of_root(roots: dict[str, Found], path: str) -> list[Found]:
    """What stands at a path that begins at one of the roots: «chosen.…» at that, everything else at the project."""
    name, _, rest = path.partition(".")
    root, inner = (name, rest) if name in roots and rest else ("", path)
    place, node = roots.get(root, ("", None))
    return list(at(node, inner, place))


def words(value: Any, languages: Sequence[str]) -> str:
    """A text of a stranger, cleaned and short: of translations the first of the languages, "" for what is no text."""
    if isinstance(value, list):
        told = {str(one.get("lang")): one.get("translation") for one in value if isinstance(one, dict)}
        value = next((told[name] for name in (*languages, *told) if told.get(name)), "")
    elif isinstance(value, dict):
        value = next((value[name] for name in (*languages, *value) if value.get(name)), "")
    return clean(value[: 4 * LONGEST])[0][:LONGEST].strip() if isinstance(value, str) else ""


def identifiers(node: Any, schemes: Sequence[str]) -> Iterator[str]:
    """Codes of these schemes wherever they stand, as {scheme, id} or {scheme, identifiers}."""
    if isinstance(node, dict):
        if node.get("scheme") in schemes:
            many = node.get("identifiers")
            listed = many if isinstance(many, list) else [node.get("id")]
            yield from (str(one).strip()[:LONGEST] for one in listed if isinstance(one, str | int))
        for one in node.values():
            yield from identifiers(one, schemes)
    elif isinstance(node, list):
        for one in node:
            yield from identifiers(one, schemes)
