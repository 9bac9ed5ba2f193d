"""A column of a table: its type, what may stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The types of Frictionless Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    WHOLE = "integer"
    DATE = "date"
    MOMENT = "datetime"
    BOOL = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column.

    codes     what may stand in it, () where anything may
    words     key of the words of its codes without the code: "status" for `status.on_track`
    required  never empty
    pattern   of the text, "" where any text may stand
    """

    name: str
    type: Type = Type.TEXT
    codes: tuple[str, ...] = ()
    words: str = ""
    required: bool = False
    pattern: str = ""


def coded(name: str, codes: Iterable[StrEnum], words: str, *, required: bool = False) -> Field:
    return Field(name=name, codes=tuple(code.value for code in codes), words=words, required=required)


def numbers(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name=name, type=Type.NUMBER) for name in names)


def plain_texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name=name) for name in names)


CODE = Field(name="code", required=True)
NAMES = (Field(name="name", required=True), Field(name="name_en"))
#: the last columns of every table: of which release the file is, under which licence, whether the numbers are invented
LAST = (
    Field(name="version", type=Type.DATE, required=True),
    Field(name="licence"),
    Field(name="demo", type=Type.BOOL, required=True),
)
