"""A form as it was sent: its fields, the one workbook of most forms, the files of those that take many."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kpi.workbook import MAX_BYTES

#: fields of one form: an explanation for every row of the largest workbook
_MOST_FIELDS = 2000
_LONGEST_FIELD = 64 << 10
#: workbooks that one request brings
_MOST_FILES = 20


class Form(NamedTuple):
    """Fields, the one file, and the files of the form that takes many."""

    fields: Mapping[str, str]
    filename: str = ""
    content: bytes | None = None
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def has_file(self) -> bool:
        return bool(self.content or self.files)


async def sent_form(request: Request) -> Form | None:
    """The fields and the file of a form; None where it cannot be read."""
    try:
        async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD) as found:
            fields = {name: value for name, value in found.items() if isinstance(value, str)}
            given = [one for one in found.getlist("files") if isinstance(one, UploadFile)]
            files = [(one.filename or "", await one.read(MAX_BYTES + 1)) for one in given if one.size]
            file = found.get("file")
            if not isinstance(file, UploadFile):
                return Form(fields, files=tuple(files))
            return Form(fields, file.filename or "", await file.read(MAX_BYTES + 1), tuple(files))
    except HTTPException as error:
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        return None
