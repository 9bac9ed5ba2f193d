"""A process that makes no report pays nothing for the libraries of office files."""

import subprocess
import sys

LIBRARIES = ("docx", "pptx", "lxml")


def test_the_site_starts_without_the_libraries_of_office_files() -> None:
    code = (
        "import sys; import kpi.web.application, kpi.cli.commands.report; "
        f"print(sorted(set({LIBRARIES!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
