"""From a problem of a workbook to its sentences: place + fault (message) and cure (remedy)."""

from collections.abc import Mapping

from kpi.model import Problem
from kpi.text.speaker import Text


def message(problem: Problem, text: Text) -> str:
    """«Спостереження!E8: тут «сорок дві», потрібне число.»; the problem of a whole file has no place in front."""
    body = text.say(f"problem.{problem.code}.message", **_values(problem, text))
    sentence = _place(problem, text) + body
    return sentence[0].upper() + sentence[1:]


def remedy(problem: Problem, text: Text) -> str:
    """«Запишіть 42,0; одиницю не додавайте.»"""
    values = _values(problem, text)
    cure = values.get("cure")
    return text.say(f"problem.cure.{cure}" if cure else f"problem.{problem.code}.remedy", **values)


def _place(problem: Problem, text: Text) -> str:
    if problem.sheet is None:
        return ""
    if problem.cell is None:
        return text.say("problem.on_sheet", sheet=problem.sheet)
    return f"{problem.sheet}!{problem.cell}: "


def _values(problem: Problem, text: Text) -> Mapping[str, object]:
    values: dict[str, object] = {**problem.values, "found": problem.found or ""}
    if problem.code == "header_missing":
        values["instead"] = text.say("problem.instead", found=problem.found) if problem.found else ""
    if problem.code == "sheet_missing":
        values["near_words"] = text.say("problem.near_sheet", near=values["near"]) if values.get("near") else ""
    if "close" in values:
        values["nearest"] = text.say("problem.nearest", close=values["close"]) if values["close"] else ""
    if problem.code == "table_unrecognised":
        values["sight"] = text.say(f"problem.sight.{values['kind']}", **values)
        values["lacks"] = text.say(f"problem.lacks.{values['missing']}")
        values["way"] = text.say(f"problem.way.{'years_down' if values['kind'] == 'years_down' else values['missing']}")
    if problem.code == "file_corrupt" and not values.get("part"):
        values["part"] = text.say("problem.damaged_archive")
    if problem.code == "file_too_big":
        values["what"] = text.say(f"problem.size_reason.{values['reason']}", limit=values["limit"])
    if problem.code == "file_unsafe_zip":
        values["what"] = text.say(f"problem.zip_reason.{values['reason']}")
    return values
