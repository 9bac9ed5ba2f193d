"""Parameters of the API: what each may be, how it is read, and what is told of one that cannot be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.model import AssignmentState, DecisionBody, Language, Level, Status

Given = dict[str, Any]
_WHOLE = re.compile(r"0|[1-9][0-9]{0,6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PAGE, MOST_ROWS, MOST_OFFSET = 100, 1000, 1_000_000


class ParameterError(ValueError):
    """A parameter that cannot be. `expected` and `cure` are keys below `data.api`, with their values."""

    def __init__(self, parameter: str, problem: str, **values: object) -> None:
        super().__init__(parameter, problem)
        self.parameter, self.problem, self.values = parameter, problem, values


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query, or of the path.

    schema   its JSON schema
    default  where it is not given
    """

    name: str
    schema: dict[str, Any]
    default: Any = None
    place: str = "query"

    def read(self, written: str) -> Any:
        """The value; `ParameterError` where it cannot be one."""
        codes = self.schema.get("enum")
        if codes is not None:
            if written not in codes:
                raise ParameterError(self.name, "code", codes=", ".join(codes))
            return written
        if self.schema["type"] == "integer":
            return self._whole(written)
        if self.schema.get("format") == "date":
            return self._day(written)
        least, most = self.schema.get("minLength", 0), self.schema["maxLength"]
        if not least <= len(written) <= most:
            raise ParameterError(self.name, "length", least=least, most=most)
        return written

    def _whole(self, written: str) -> int:
        least, most = self.schema["minimum"], self.schema["maximum"]
        if not _WHOLE.fullmatch(written) or not least <= int(written) <= most:
            raise ParameterError(self.name, "whole", least=least, most=most)
        return int(written)

    def _day(self, written: str) -> date:
        try:
            if _DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:
            pass
        raise ParameterError(self.name, "day")


def _text(name: str, most: int = 200, least: int = 1, place: str = "query") -> Parameter:
    return Parameter(name, {"type": "string", "minLength": least, "maxLength": most}, place=place)


def _day(name: str) -> Parameter:
    return Parameter(name, {"type": "string", "format": "date"})


def _coded(name: str, codes: Iterable[str], default: str | None = None) -> Parameter:
    schema: dict[str, Any] = {"type": "string", "enum": [str(code) for code in codes]}
    return Parameter(name, schema | ({"default": default} if default else {}), default)


def _whole(name: str, default: int, least: int, most: int) -> Parameter:
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(name, schema, default)


LANG = _coded("lang", Language)
VERSION = _day("v")
FORMAT = _coded("format", ("json", "csv"), "json")
LIMIT, OFFSET = _whole("limit", PAGE, 1, MOST_ROWS), _whole("offset", 0, 0, MOST_OFFSET)
EVERY, LISTS = (VERSION, LANG), (LIMIT, OFFSET, FORMAT)
CODE, OF_PATH = _text("code", 60), _text("code", 60, place="path")
PREVIOUS_CODE = _text("previous_code", 60)
GOAL, STRATEGIC_GOAL, SECTOR = _text("goal", 60), _text("strategic_goal", 60), _text("sector", 60)
DEPARTMENT, PARENT, SEARCH = _text("department"), _text("parent", 60), _text("q", 100, 0)
LEVEL, STATUS = _coded("level", Level), _coded("status", Status)
BODY, ASSIGNMENT_STATE = _coded("body", DecisionBody), _coded("state", AssignmentState)
FROM, UNTIL, AS_OF = _day("from"), _day("to"), _day("as_of")


def read(known: Iterable[Parameter], given: Iterable[tuple[str, str]]) -> Given:
    """The values of all known parameters; `ParameterError` for what is unknown, given twice, or cannot be."""
    by_name = {parameter.name: parameter for parameter in known}
    found: Given = {}
    for name, written in given:
        if name not in by_name:
            raise ParameterError(name[:60], "unknown", known=", ".join(by_name))
        if name in found:
            raise ParameterError(name, "twice")
        found[name] = by_name[name].read(written)
    return {name: parameter.default for name, parameter in by_name.items()} | found
