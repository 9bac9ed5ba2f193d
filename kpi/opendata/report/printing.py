"""LibreOffice, where it is installed: prints a Word document as PDF."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

#: the programme that prints, and the seconds that it may take
_PROGRAMME, _SECONDS = "soffice", 120
#: with headings as bookmarks and a structure that a screen reader follows
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
#: the library of Writer, which distributions hand out apart: beside the programme, or as macOS keeps it
_WRITER = "*swlo.*"
_printing = Lock()


class PdfError(OSError):
    """LibreOffice is not installed, or could not print."""


def available() -> bool:
    """Whether a PDF can be made here: LibreOffice is installed, and its Writer with it."""
    found = shutil.which(_PROGRAMME)
    if found is None:
        return False
    program = Path(found).resolve().parent
    return any(any(folder.glob(_WRITER)) for folder in (program, program.parent / "Frameworks"))


def ask() -> None:
    """`PdfError` where no PDF can be made here."""
    if not available():
        raise PdfError("LibreOffice Writer is not installed")


def print_document(document: bytes) -> bytes:
    """The PDF of a Word document; `PdfError` where LibreOffice is not there or fails. One is printed at a time."""
    ask()
    with TemporaryDirectory(prefix="postup-report-") as folder, _printing:
        return _printed(document, Path(folder))


def _printed(document: bytes, folder: Path) -> bytes:
    source, found = folder / "report.docx", folder / "report.pdf"
    source.write_bytes(document)
    profile = (folder / "profile").as_uri()
    command = [_PROGRAMME, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", _FILTER]
    try:
        subprocess.run(
            [*command, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=_environment(folder),
        )
        return found.read_bytes()
    except (subprocess.SubprocessError, FileNotFoundError) as error:
        raise PdfError("LibreOffice could not print the report") from error


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the server's secrets; a home of its own."""
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return known | {"HOME": str(folder)}
