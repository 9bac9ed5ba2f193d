"""The method's page: the strategy's own numbers, an example that adds up, both languages alike."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from kpi.html import markdown
from kpi.html.page_context import PageContext
from kpi.html.pages.method import body as page
from kpi.measure import NoContinuation, NotApplicable
from kpi.measure.results import FLAGS
from kpi.model import MethodSettings, Status
from kpi.text.method_text import method_text
from kpi.views.public import method
from tests.fiscal_years import CALENDAR
from tests.views.one import EN, PLAN, TARGETS, UK, measured, plain, seen

SETTINGS = MethodSettings(on_track=0.9, at_risk=0.55, delta=0.04, too_early=0.08, min_coverage=0.45)


def test_the_settings_of_the_strategy_stand_everywhere() -> None:
    plan = replace(PLAN, strategy=replace(PLAN.strategy, settings=SETTINGS))
    view = method.build(measured([seen("2026-Q3", 69.1)], plan=plan), UK)
    assert plain(view.title) == "Статус порівнює пройдене із запланованим: «за планом» — від 90 %"
    assert [plain(cut.value) for cut in view.cut_offs] == ["90 %", "55 %", "4 %", "8 %", "45 %"]
    assert plain(next(rule.when for rule in view.rules if rule.status is Status.ON_TRACK)).endswith(
        "90 % шляху, запланованого на ту саму дату."
    )
    for number in ("delta = 0,04", "p ≥ 0,90·e", "e < 0,08", "p ≥ 0,55·e", "охоплення < 0,45", "від 90 % плану"):
        assert number in plain(view.markdown)


def test_every_status_has_its_rule() -> None:
    view = method.build(measured([seen("2026-Q3", 69.1)]), UK)
    assert [rule.status for rule in view.rules] == list(Status)
    assert {rule.counts for rule in view.rules if rule.status in {Status.NO_DATA, Status.SUSPENDED}} == {
        "не оцінено, рахуємо окремо"
    }


def test_the_example_is_reckoned_from_the_release() -> None:
    example = method.build(measured([seen("2026-Q3", 69.1)]), UK).example
    assert example is not None
    assert example.code == "1.1.1"
    assert [plain(step) for step in example.steps] == [
        "База 2021 року — 62,0 %, ціль 2026 року — 95,0 %. "
        "За III кв. 2026 маємо 69,1 %, а план на ту саму дату — 91,8 %.",
        "Пройдено: (69,1 − 62,0) / (95,0 − 62,0) = 21,5 % шляху.",
        "Мало бути пройдено: (91,8 − 62,0) / (95,0 − 62,0) = 90,2 % шляху.",
        "Відношення: 21,5 % / 90,2 % = 23,9 % запланованого. Отже, статус — «суттєво відстає».",
    ]


def test_without_a_plain_lagging_indicator_there_is_no_example() -> None:
    assert method.build(measured([seen("2026-Q3", 92.0)]), UK).example is None


def test_both_languages_tell_the_same() -> None:
    texts = [method_text(text, MethodSettings(), CALENDAR) for text in (UK, EN)]
    for pattern in (r"^#+ ", r"^\|", r"^```", r"^\d+\. "):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in texts]
        assert counts[0] == counts[1] > 0, pattern
    assert not re.search(r"[{}]", "".join(texts))


def test_no_sign_is_lost_on_the_page() -> None:
    """A line that begins with «>» becomes a quotation: the sign is gone, and the rule is another one."""
    printed = [markdown.parts(method_text(text, MethodSettings(), CALENDAR)) for text in (UK, EN)]
    assert len(printed[0]) == len(printed[1]) > 8
    for one, other in zip(*printed, strict=True):
        assert "<blockquote" not in f"{one.body}{other.body}"
        told = [unescape(re.sub(r"<[^>]*>", " ", str(part.body))) for part in (one, other)]
        signs, theirs = (Counter(re.findall("[<>≤≥]", words)) for words in told)
        assert signs == theirs, one.title


def test_every_sign_of_the_source_is_printed() -> None:
    for text in (UK, EN):
        source = method_text(text, MethodSettings(), CALENDAR)
        told = source[source.index("## ") :]
        printed = " ".join(unescape(re.sub(r"<[^>]*>", " ", str(part.body))) for part in markdown.parts(source))
        for sign in "<>≤≥":
            assert printed.count(sign) == told.count(sign), sign


@pytest.mark.parametrize(("targets", "words"), [((), "1 показник має ціль без числа"), (TARGETS, "")])
def test_targets_without_a_number_are_counted_apart(targets: tuple[tuple[int, float], ...], words: str) -> None:
    view = method.build(measured([seen("2026-Q3", 69.1)], targets=targets), UK)
    assert bool(view.aimless) == bool(words)
    assert view.aimless.startswith(words)
    assert (words in page(view, PageContext(text=UK))) or not words


def test_the_method_tells_every_case_that_is_built() -> None:
    """Both languages and the developers' text: a case that the code decides is a case that is told."""
    uk, en = (plain(method_text(text, MethodSettings(), CALENDAR)) for text in (UK, EN))
    developers = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    cases = (
        ("ціль без числа", "a target without a number", "a target without a number"),
        ("ціль із межею", "a target with a bound", "a target with a bound"),
        ("поза межами, але на шляху", "outside a range but on the way", "outside a range but on the way"),
        ("період, що не закінчився", "a period that has not ended", "a period that has not ended"),
        ("«н/д» без причини", "without a reason", "«н/д» without a reason"),
        ("«так/ні»", "yes/no", "«так/ні»"),
        ("підтвердження масштабу", "confirming a scale", "confirms the number"),
        ("обчислено обидві", "both are computed", "as known then (default)"),
    )
    for ours in cases:
        for words, text in zip(ours, (uk, en, developers), strict=True):
            assert words in text


def test_the_developers_text_lists_every_flag_and_reason() -> None:
    told = (Path(__file__).resolve().parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    listed = told.partition("Flags of an indicator")[2].partition("Flag of a node")[0]
    assert re.findall(r"`(\w+)`", listed) == sorted(FLAGS)
    opinion, _, outlook = told.partition("Reasons without a second opinion")[2].partition(
        "Reasons without a continuation"
    )
    assert set(re.findall(r"`(\w+)`", opinion)) == set(NotApplicable)
    assert set(re.findall(r"`(\w+)`", outlook.partition("\n\n")[0])) == set(NoContinuation)
