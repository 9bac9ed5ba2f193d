"""Numbers for a monitor: on a port of their own, in the form that Prometheus reads, without anything of anybody."""

import re
from pathlib import Path

import httpx2
import pytest

from kpi.web.protection.counters import Counters, private_place
from tests.ports import free_port
from tests.servers import running
from tests.shipped import copied

_SAMPLE = re.compile(r'[a-z_]+(?:\{(?:status|le)="[^"]+"\})? [0-9.e+-]+')


def _told(text: str) -> dict[str, float]:
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if line[0] != "#"}


def test_metrics_are_told_on_the_private_port_alone(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(small, tmp_path)
    port = free_port()
    monkeypatch.setenv("POSTUP_METRICS", f"127.0.0.1:{port}")
    with running(tmp_path) as site:
        own = f"http://127.0.0.1:{port}"
        before = _told(httpx2.get(f"{own}/metrics", trust_env=False).text)
        for path in ("/", "/indicators?q=canary", "/canary"):
            httpx2.get(f"{site.address}{path}", trust_env=False)
        answer = httpx2.get(f"{own}/metrics", trust_env=False)
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert httpx2.get(f"{site.address}/metrics", trust_env=False).status_code == 404
        assert httpx2.get(f"{own}/", trust_env=False).status_code == 404
        assert httpx2.get(f"{site.address}/readyz", trust_env=False).json() == {"ready": True}
    after = _told(answer.text)
    assert after['postup_requests_total{status="2xx"}'] >= before['postup_requests_total{status="2xx"}'] + 2
    assert after['postup_requests_total{status="4xx"}'] >= 1
    assert after["postup_ready"] == 1
    assert after["process_resident_memory_bytes"] > 1 << 20
    assert all(_SAMPLE.fullmatch(line) for line in answer.text.splitlines() if line[0] != "#")
    assert "canary" not in answer.text


def test_times_are_counted_in_classes_that_hold_each_other() -> None:
    metrics = Counters()
    for seconds in (0.001, 0.02, 0.3, 99.0):
        metrics.note(200, seconds)
    told = _told(metrics.text())
    classes = [number for name, number in told.items() if name.startswith("postup_request_seconds_bucket")]
    assert classes == [1, 2, 2, 2, 3, 3, 3, 4]
    assert told["postup_request_seconds_count"] == 4


@pytest.mark.parametrize(
    ("said", "place"),
    [("127.0.0.1:9109", ("127.0.0.1", 9109)), ("[::1]:1", ("::1", 1)), ("10.0.0.5:80", ("10.0.0.5", 80))],
)
def test_a_private_place(said: str, place: tuple[str, int]) -> None:
    assert private_place(said) == place


@pytest.mark.parametrize(
    "said", ["0.0.0.0:9109", "[::]:9109", "8.8.8.8:9109", "9109", "localhost:9109", "127.0.0.1:0", "127.0.0.1:x"]
)
def test_what_others_could_reach_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=f"{re.escape(said)}|does not appear to be an IPv4 or IPv6 address"):
        private_place(said)
