"""The fields of the questions' form and the answers that they mean."""

from collections.abc import Mapping

from kpi.services.setup.questions import Given, answer_of, with_answer

#: fields of the general questions; numbers among them
_TEXTS, _WHOLE = ("community", "title", "language", "figures"), ("first_year", "last_year", "year_starts_in")
#: fields of single doubts: their name before the key -> the group of the answers
_GROUPS = {
    "cell": "columns",
    "department": "departments",
    "direction": "directions",
    "target": "targets",
    "kind": "kinds",
    "unit": "units",
}
#: written for «with zeros», as the answers have it
ZEROS = " with zeros"
_MOST_DIGITS = 9


def answers_of(fields: Mapping[str, str], former: Mapping[str, object], proposed: Mapping[str, str]) -> Given:
    """The answers that a form gives; what it does not ask stays as it was.

    proposed  by the name of a column's field what is proposed: only another answer, or one to a question, is an answer
    """
    given: Given = dict(former)
    for name in _TEXTS:
        if name in fields:
            given[name] = " ".join(fields[name].split())
    for name in _WHOLE:
        if name in fields:
            said = fields[name].strip()
            given[name] = int(said) if said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS else said
    for name, said in fields.items():
        kind, _, key = name.partition(":")
        if kind == "column":
            given = _with_column(given, fields, key, proposed)
        elif kind in _GROUPS and key:
            given = _with_line(given, kind, key, said.strip())
    return _without_former_community(given, former)


def _with_column(given: Given, fields: Mapping[str, str], place: str, proposed: Mapping[str, str]) -> Given:
    role, period = fields.get(f"role:{place}", "skip"), " ".join(fields.get(f"period:{place}", "").split())
    said = f"{role} {period}".strip() + (ZEROS if fields.get(f"zeros:{place}") == "yes" else "")
    if fields[f"column:{place}"] == "read" and said == proposed.get(place):
        return given
    return with_answer(given, "columns", place, said)


def _with_line(given: Given, kind: str, key: str, said: str) -> Given:
    group = _GROUPS[kind]
    if kind == "cell" and said in {"", "—", "-"}:
        return with_answer(given, group, key, None)
    if kind != "department" and not said:
        return given
    return with_answer(given, group, key, answer_of(group, said.replace(",", ".") if kind == "cell" else said))


def _without_former_community(given: Given, former: Mapping[str, object]) -> Given:
    """An answer about the community as nobody's department falls away with its former name."""
    departments, name = given.get("departments"), former.get("community")
    if given.get("community") == name or not isinstance(departments, dict):
        return given
    return {**given, "departments": {text: one for text, one in departments.items() if text != (name or "…")}}
