"""Both engines say the same of ten thousand plans; `python -m tools.agree --plans 100000` asks of more."""

from collections import Counter
from fractions import Fraction

import pytest

from kpi.model import NoDataReason, Status
from tests.measure import naive
from tests.measure.plans import EACH, community, disagreements, told
from tools import agree

COMMUNITIES, BLOCKS = 256, 8


@pytest.mark.parametrize("block", range(BLOCKS))
def test_both_engines_agree(block: int) -> None:
    assert EACH * COMMUNITIES >= 10_000
    found = [words for seed in range(block, COMMUNITIES, BLOCKS) for words in disagreements(community(seed))]
    assert found == []


def test_the_plans_are_of_every_kind() -> None:
    found = [one for seed in range(24) for one in told(community(seed)).values()]
    assert set(Counter(one.status for one in found)) == {str(status) for status in Status}
    assert {one.reason for one in found} - {""} == set(map(str, NoDataReason)) - {str(NoDataReason.NO_TARGET)}
    assert sum(one.reason == "" and one.p is not None for one in found) > len(found) / 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ON", Fraction(80, 100)),
        ("DELTA", Fraction(0)),
        ("COVERED", Fraction(1, 4)),
        ("STALE", {12: 6, 6: 3, 3: 1, 1: 0}),
    ],
)
def test_another_rule_in_one_engine_is_noticed(name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naive, name, value)
    assert any(True for seed in range(40) for _ in disagreements(community(seed)))


def test_the_command_counts_the_plans(capsys: pytest.CaptureFixture[str]) -> None:
    assert agree.main(["--plans", "41", "--first", "3"]) == 0
    assert capsys.readouterr().out == "80 plans in 2 strategies: 0 differences\n"


def test_the_command_shows_the_differences(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naive, "RISK", Fraction(90, 100))
    assert agree.main(["--plans", "400", "--first", "0"]) == 1
    assert "seed " in capsys.readouterr().out
