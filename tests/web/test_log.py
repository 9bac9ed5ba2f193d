"""The log: one line of JSON for each thing, and nothing in it of who asked, what was typed or what was looked for."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from kpi.store import StoreError
from kpi.web.log_lines import JsonFormatter, failure
from tests.servers import running, wait_for
from tests.shipped import ROOT, Shipped
from tests.web.conftest import post_form

#: what must not stand in a log, each sent where people may send it
CANARIES = ("canary.login", "canary-password", "canary-query", "canary-path", "canary-agent", "203.0.113.77")


def _lines(log: Path) -> list[dict[str, object]]:
    found = []
    for line in log.read_text(encoding="utf-8").splitlines():
        if line.startswith("{"):
            found.append(json.loads(line))
    return found


@pytest.mark.slow
def test_requests_are_told_without_anything_of_the_person(
    shipped_store: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTUP_LOG", "requests")
    shipped_store(tmp_path)
    with running(tmp_path) as site:
        headers = {"User-Agent": CANARIES[4], "X-Forwarded-For": CANARIES[5], "Origin": site.address}
        with httpx2.Client(base_url=site.address, headers=headers, trust_env=False, timeout=60) as client:
            client.get(f"/indicators?q={CANARIES[2]}")
            client.get(f"/{CANARIES[3]}")
            client.get(f"/i/{CANARIES[3]}")
            client.get(f"/invitation/{CANARIES[3]}")
            # a line of its own, where line ends of an address would come through
            client.get("/indicators%0A%7B%22event%22:%22request%22,%22route%22:%22canary-path%22%7D%0A")
            post_form(client, "/login", {"login": CANARIES[0], "password": CANARIES[1]})
    log = tmp_path / "server.log"
    written = log.read_text(encoding="utf-8")
    assert [canary for canary in CANARIES if canary in written] == []
    requests = [line for line in _lines(log) if line["event"] == "request"]
    told = {(line["method"], line["route"], line["status"]) for line in requests}
    assert {
        ("GET", "/indicators", 200),
        ("GET", "", 404),
        ("GET", "/i/{code}", 404),
        ("GET", "/invitation/{secret}", 404),
        ("POST", "/login", 403),
    } <= told
    assert set(requests[0]) == {"at", "level", "event", "method", "route", "status", "bytes", "ms"}


def _health(address: str) -> dict[str, object]:
    answer = httpx2.get(f"{address}/healthz", trust_env=False)
    return {**answer.json(), "code": answer.status_code}


@pytest.mark.slow
def test_a_broken_store_is_trouble_and_is_told_in_lines(tmp_path: Path) -> None:
    (tmp_path / "postup.sqlite").write_bytes(b"no database" * 1000)
    with running(tmp_path, wait=False) as site:
        health: dict[str, object] = {}

        def known() -> bool:
            health.update(_health(site.address))
            return (health["data"], health["store"]) == ("failed", "corrupt")

        wait_for(known, site.process)
    assert (health["status"], health["code"]) == ("trouble", 503)
    lines = _lines(tmp_path / "server.log")
    assert {"event": "store_trouble", "reason": "corrupt"}.items() <= next(
        line for line in lines if line["event"] == "store_trouble"
    ).items()
    assert "Traceback" not in (tmp_path / "server.log").read_text(encoding="utf-8")


def test_an_error_is_told_by_its_class_and_places_not_by_its_words() -> None:
    try:
        try:
            raise StoreError("full")
        except StoreError as error:
            raise ValueError("О. Коваль, canary@example.org") from error
    except ValueError as error:
        told = failure(error)
        record = logging.LogRecord(
            "kpi.web.errors", logging.ERROR, "x", 1, "number %s", ("7f",), (ValueError, error, None)
        )
    assert told["error"] == ["ValueError", "StoreError"]
    assert told["reason"] == "full"
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == "number 7f"
    assert "canary" not in json.dumps(line)


def test_a_library_s_values_are_not_told() -> None:
    record = logging.LogRecord("sqlalchemy", logging.ERROR, "x", 1, "login %s", ("canary",), None)
    assert "canary" not in JsonFormatter().format(record)


def test_a_level_that_there_is_not_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "POSTUP_LOG": "all", "POSTUP_STORE": str(tmp_path / "postup.sqlite")}
    command = (sys.executable, "-m", "kpi", "serve", "--port", "0")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "requests, trouble, off" in done.stderr


_DASHBOARD = """
import logging
from kpi.web.log_lines import configure
configure("trouble")
from kpi.web.dashboard.streamlit_app import streamlit_app
streamlit_app()
for name in ("streamlit.error_util", "streamlit.runtime.scriptrunner.script_runner", "uvicorn.error", "uvicorn"):
    try:
        raise ValueError("canary of " + name)
    except ValueError as error:
        logging.getLogger(name).error("Uncaught app execution", exc_info=error)
from streamlit.logger import get_logger
get_logger("streamlit.made.later").warning("told of %s", "canary of a later one")
"""


def test_what_comes_with_the_dashboard_logs_in_our_lines_too() -> None:
    """Streamlit gives each of its loggers, and uvicorn's, a handler of its own that repeats whatever an error says."""
    done = subprocess.run(
        (sys.executable, "-c", _DASHBOARD), cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert len(lines) == 5
    assert "canary" not in done.stderr
    assert lines[0]["error"] == ["ValueError"]
