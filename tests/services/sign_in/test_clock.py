"""One clock for the command line: the community's day and time, whatever zone the machine keeps."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kpi.cli.clock import moment
from kpi.model.community_time import local
from tests.shipped import ROOT
from tests.web.public import lettered


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
def test_a_load_is_dated_by_the_communitys_day(zone: str, tmp_path: Path) -> None:
    folder = lettered.written(tmp_path / "edition")
    environment = {**os.environ, "POSTUP_STORE": str(tmp_path / "own.sqlite"), "TZ": zone}

    def run(*arguments: str) -> str:
        command = (sys.executable, "-m", "kpi", *arguments)
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    before = local(datetime.now(UTC))
    said = run("load", str(folder))
    after = local(datetime.now(UTC))
    assert any(f"{day:%d.%m.%Y}" in said for day in (before, after)), said
    journal = run("journal")
    when = re.search(r"(\d\d\.\d\d\.\d{4} \d\d:\d\d) EES?T", journal)
    assert when is not None, journal
    told = datetime.strptime(when[1], "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo("Europe/Kyiv"))
    assert before - timedelta(minutes=1) <= told <= after


def test_a_moment_names_its_zone() -> None:
    assert moment(datetime(2026, 11, 14, 22, 30, tzinfo=UTC)) == "15.11.2026 00:30 EET"
    assert moment(datetime(2026, 7, 1, 21, 0, tzinfo=UTC)) == "02.07.2026 00:00 EEST"
