"""The PDF: LibreOffice opens the Word document without repair and prints every heading; without it a sentence."""

from pathlib import Path

import pypdfium2
import pytest

from kpi.model import Language
from kpi.opendata.report import printing
from kpi.opendata.report.formats import ReportFormat, report_file
from tests.opendata.report.conftest import Files, Reports


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", [Language.UK, Language.EN])
def test_libreoffice_prints_the_whole_report(files: Files, reports: Reports, language: Language) -> None:
    document = pypdfium2.PdfDocument(files(language, ReportFormat.PDF))
    pages = [page.get_textpage().get_text_range() for page in document]
    whole = "".join("".join(pages).split())
    for section in reports(language).sections:
        assert "".join(section.title.split()) in whole, section.title
    # no sheet is empty but for its head and foot
    assert all(len(words) > 200 for words in pages), [len(words) for words in pages]
    assert document.get_metadata_dict()["Title"]
    assert list(document.get_toc())


def test_without_libreoffice_it_says_so(reports: Reports, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not printing.available()
    with pytest.raises(printing.PdfError, match="not installed"):
        report_file(reports(Language.UK), ReportFormat.PDF, lambda svg, width: b"")


def test_what_libreoffice_cannot_print_is_told(
    reports: Reports, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A programme of that name that does nothing leaves no file; without Writer it is not asked."""
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 0\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert not printing.available()
    (tmp_path / "libswlo.so").touch()
    assert printing.available()
    with pytest.raises(printing.PdfError, match="could not print"):
        printing.print_document(b"")
