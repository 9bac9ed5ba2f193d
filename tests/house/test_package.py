"""The wheel: what an installed package needs lies in it, and nothing of the tests."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kpi import settings

ROOT = Path(__file__).resolve().parents[2]
#: beside kpi/ in a checkout, below kpi/application in the wheel
BESIDE = ("dashboard.py", "pages", ".streamlit/config.toml", "data")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return zipfile.ZipFile(built)


@pytest.fixture(scope="module")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out as in site-packages."""
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


def tracked(*places: str) -> set[str]:
    command = ("git", "ls-files", "-co", "--exclude-standard", "--", *places)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in done.stdout.splitlines() if (ROOT / name).exists()}


def test_the_wheel_holds_every_file_of_the_product_and_no_other(wheel: zipfile.ZipFile) -> None:
    expected = tracked("kpi") | {f"kpi/application/{name}" for name in tracked(*BESIDE)}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == expected
    assert {"kpi/application/dashboard.py", "kpi/application/data/2022-2026/plan.xlsx"} <= packed


def test_the_command_is_called_postup(wheel: zipfile.ZipFile) -> None:
    (entries,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "postup = kpi.__main__:main" in wheel.read(entries).decode()


def ran(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`postup` with the installed package alone, from another folder."""
    code = "import sys; sys.argv[0] = 'postup'; from kpi.__main__ import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = (sys.executable, "-c", code, *arguments)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_installed_package_helps_from_another_folder(installed: Path, tmp_path: Path) -> None:
    helped = ran(installed, tmp_path, "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert " postup " in helped.stdout
    assert "python -m kpi" not in helped.stdout.partition("\n")[0]


def test_the_installed_package_has_the_example_and_can_check_it(installed: Path, tmp_path: Path) -> None:
    plan = installed / "kpi/application/data/2022-2026/plan.xlsx"
    checked = ran(installed, tmp_path, "check", str(plan))
    assert (checked.returncode, checked.stderr) == (0, "")
    script = "from kpi.services.publishing.loading.demonstration import examples; print(examples()[0])"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run(
        (sys.executable, "-c", script), cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()) == plan.parent


def test_a_checkout_is_run_from_its_own_files() -> None:
    assert settings.application_folder() == ROOT
    assert all((ROOT / name).exists() for name in BESIDE)
