"""From a problem of a workbook to its sentences: place + problem (message) and cure (remedy)."""

from collections.abc import Mapping

from kpi.model import Problem, named_period
from kpi.text.definitions import differences_words
from kpi.text.speaker import Text

#: which slip of the unit sets a number so many powers of ten off
_SLIPS = {2: "hundred", 3: "thousand", 6: "million"}


#: of problems whose period by its code is another value than `period`, which one
_PERIODS = {
    "observation_duplicate": ("period",),
    "observation_before_baseline": ("found",),
    "period_finer": ("found",),
    "period_not_begun": ("found",),
    "period_not_ended": ("found",),
}


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
    named = [name for name in _PERIODS.get(problem.code, ("period",)) if name in values]
    values |= {name: _period(str(values[name]), text) for name in named}
    if problem.differences:
        values["differences"] = differences_words(problem.differences, text)
    if problem.code in ("header_missing", "header_absent"):
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
        limit = text.number(float(str(values["limit"])))
        values["what"] = text.say(f"problem.size_reason.{values['reason']}", **{**values, "limit": limit})
        values["size_cure"] = text.say(f"problem.size_cure.{values['reason']}", **values)
    if problem.code == "number_scaled":
        values["divisor"] = text.number(float(str(values["divisor"])))
    if problem.code == "file_archive":
        values["inside"] = text.say("problem.archive_inside", book=values["book"]) if values["book"] else ""
    if problem.code == "scale_suspect":
        values |= _scale(problem, text)
    if problem.code == "file_unsafe_zip":
        values["what"] = text.say(f"problem.zip_reason.{values['reason']}")
    return values


def _period(code: str, text: Text) -> str:
    """«III кв. 2026» for 2026-Q3; what is no code of a period stays as it is."""
    try:
        return text.period(named_period(code))
    except ValueError:
        return code


def _scale(problem: Problem, text: Text) -> Mapping[str, object]:
    """What a value of doubtful scale is compared with, how far it is off, and which slip makes that."""
    values = problem.values
    slip = _SLIPS[abs(int(values["power"]))]
    side = "more" if int(values["power"]) > 0 else "less"
    sum_ = text.say("problem.scale_suspect.total", total=values["total"]) if values["total"] else ""
    return {
        "total": sum_,
        "times": text.say(f"problem.scale_suspect.{side}.{slip}"),
        "against": text.say(f"problem.scale_suspect.{values['against']}", reference=values["reference"]),
        "slip": text.say(f"problem.scale_suspect.{slip}"),
    }
