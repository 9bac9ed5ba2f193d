"""A file that is no workbook, sent at the desk: what it is and what to do, in the reader's language."""

import pytest

from kpi.model import Language
from kpi.model.media_types import XLSX
from tests.languages import BOTH
from tests.web.conftest import Served
from tests.web.desk.people import token_of
from tests.workbook.refused_files import KINDS, unsaid


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", KINDS)
def test_a_file_that_is_no_workbook_is_refused_in_the_readers_language(
    name: str, language: Language, served: Served
) -> None:
    head = served.enter("koval")
    token = token_of(head.get("/upload").text)
    file = {"file": (name, KINDS[name], XLSX)}
    answer = head.post(f"/upload?lang={language.value}", data={"token": token}, files=file, follow_redirects=True)
    assert unsaid(answer.text, name, language) == []
