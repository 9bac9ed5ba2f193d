"""A site of two editions is read whole: what is hidden on either side stands nowhere, both sides say the same."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import two_editions as two
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import PAST, RESTATED, SITE, Read, read_site

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DAYS = {"before": date(2026, 11, 28), "after": date(2027, 5, 10)}
#: of 1.2.2 in the old edition and of 1.1.4 in the new one: names, a comment, an action, a value
HIDDEN = ("Показник 1.2.2", "Прихований наступник", "службове", "Таємний захід", "8317")


def read(where: str, day: str) -> tuple[Read, ...]:
    """The site on the day, read whole."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where, SITE)
        patch.setattr("kpi.clock.today", lambda: DAYS[day])
        # of past releases the later day has all that the earlier one has
        said = PAST if day == "before" else RESTATED
        return tuple(read_site(Client(layers()), ["1.1.1", "1.2.1"], most=24, said=said))


def told(reads: tuple[Read, ...], *kinds: str) -> Iterator[Read]:
    return (read for read in reads if read.status == 200 and read.kind in kinds)


def the_walk_reaches_both_editions_and_nothing_breaks(reads: tuple[Read, ...]) -> None:
    paths = {urlsplit(read.address).path for read in reads if read.status == 200}
    assert {f"/{edition}/succession" for edition in (two.OLD, two.NEW)} & paths
    assert any(path.startswith(f"/{two.OLD}/") for path in paths)
    assert any(path.startswith(f"/{two.NEW}/") for path in paths)
    assert [read.address for read in reads if read.status >= 500] == []
    ours = [read.address for read in reads if read.status == 404 and "/indicator?" in read.address]
    assert ours == []


def what_is_hidden_on_either_side_is_in_no_answer(reads: tuple[Read, ...]) -> None:
    for read in reads:
        if read.status == 200:
            said = f"{read.words} {read.answer.text if read.kind.startswith(('text', 'application/json')) else ''}"
            # digits of a hash are nobody's figures
            said = re.sub(r"\b[0-9a-f]{32,}\b", "", said)
            assert [word for word in HIDDEN if word in said] == [], read.address


def counts_of_the_crosswalk_are_those_of_its_rows(reads: tuple[Read, ...]) -> None:
    pages = [read for read in told(reads, "text/html") if urlsplit(read.address).path.endswith("/succession")]
    assert pages
    for read in pages:
        after, _, before = read.answer.text.partition('id="before"')
        rows = {
            "kept": len(re.findall(r"<b>(?:Збережено|Kept):</b>", after)),
            "merged": len(re.findall(r"<b>(?:Об’єднано в|Merged into):</b>", after)),
            "dropped": len(re.findall(r"<b>(?:Вилучено|Dropped)</b>", after)),
            "new": len(re.findall(r"<b>(?:Нове|New)</b>", before)),
        }
        # a goal and an indicator are kept by name, two goals merged, an indicator dropped, a goal and an indicator new
        assert rows == {"kept": 2, "merged": 2, "dropped": 1, "new": 2}, read.address


def both_sides_tell_the_same_story(reads: tuple[Read, ...]) -> None:
    """Where an old page says that it goes on as X, the page of X says that it was the old one."""
    goes_on, was = set(), set()
    for read in told(reads, "text/html"):
        parts = urlsplit(read.address)
        page, code = parts.path.rpartition("/")[2], parse_qs(parts.query).get("id", [""])[0]
        if page not in {"goal", "indicator"} or "lang=en" in read.address or "v=" in parts.query:
            continue
        for found in re.findall(r"У стратегії 2027–2031 продовжується (?:як|під іншою назвою:) (\S+) ", read.words):
            goes_on.add((page, code, found))
        for found in re.findall(r"У стратегії 2022–2026 (?:це була ціль|це був показник) (\S+) ", read.words):
            was.add((page, found, code))
        for found in re.findall(
            r"У стратегії 2022–2026 (?:ця ціль називалася|цей показник називався) (\S+) ", read.words
        ):
            was.add((page, found, code))
    assert goes_on
    assert goes_on <= {("goal", "1.2", "1.1"), ("indicator", "1.2.1", "1.1.1"), ("indicator", "1.2.10", "1.1.2")}
    assert was == goes_on


def no_status_of_the_new_edition_comes_from_former_values(reads: tuple[Read, ...]) -> None:
    """The API tells of 1.1.1 what its own first value says, and of the others that nothing is known."""
    for read in told(reads, "application/json"):
        if f"/{two.NEW}/api/v1/indicators/1.1.1" in read.address:
            said = json.loads(read.answer.text)["data"]
            assert (said["period"], said["value"]) == ("2027-Q1", 66)


def a_page_that_states_its_language_says_what_it_says_anyway(reads: tuple[Read, ...]) -> None:
    """So one of each kind is read."""
    plain = {read.address: read.words for read in reads}
    stated = [read for read in told(reads, "text/html") if RESTATED.search(read.address)]
    pairs = [(read, plain.get(re.sub(r"[?&]lang=uk\b", "", read.address))) for read in stated]
    assert sum(words is not None for _, words in pairs) > 5
    assert [read.address for read, words in pairs if words not in {None, read.words}] == []


#: what is asked of one reading of the site
QUESTIONS: tuple[Callable[[tuple[Read, ...]], None], ...] = (
    the_walk_reaches_both_editions_and_nothing_breaks,
    what_is_hidden_on_either_side_is_in_no_answer,
    counts_of_the_crosswalk_are_those_of_its_rows,
    both_sides_tell_the_same_story,
    no_status_of_the_new_edition_comes_from_former_values,
    a_page_that_states_its_language_says_what_it_says_anyway,
)


@pytest.mark.parametrize("day", DAYS)
def test_a_site_of_two_editions_says_nothing_false(day: str, tmp_path: Path, subtests: pytest.Subtests) -> None:
    """One test for each day: workers that share the questions out would each read the whole site."""
    reads = read(two.kept_in(tmp_path), day)
    for question in QUESTIONS:
        with subtests.test(question.__name__):
            question(reads)
