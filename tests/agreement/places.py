"""Everything that tells how indicators and goals stand, and what each must tell of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from kpi.model import Language
from tests.agreement import files, pages
from tests.agreement.reading import Element, page
from tests.agreement.truth import Said, Truth

Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Place:
    """Somewhere that tells; `facts` it must tell of every indicator, `of_nodes` of every node at `levels`."""

    name: str
    tell: Callable[[Fetch, Truth, Language], Iterator[Said]]
    facts: frozenset[str] = frozenset()
    of_nodes: frozenset[str] = frozenset()
    levels: tuple[str, ...] = ()
    alternately: bool = False


def _of_level(known: Truth, level: str) -> list[str]:
    return [code for at, _, code in (node.partition(" ") for node in known.nodes) if at == level]


def _main(fetch: Fetch, address: str, language: Language) -> Element:
    mark = "&" if "?" in address else "?"
    return page(fetch(f"{address}{mark}lang={language}").decode()).one("main")


def _overview(address: str, fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    main = _main(fetch, address, language)
    (strategy,) = _of_level(known, "strategy")
    yield from pages.node(address, main, f"strategy {strategy}", language)
    yield from pages.headline(address, main, f"strategy {strategy}", language)
    yield from pages.cards(address, main, language)
    yield from pages.glyphs(address, main)
    yield from pages.news(address, main, language)


def _sectors(address: str, fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    for code in _of_level(known, "sector"):
        where = address.format(code)
        main = _main(fetch, where, language)
        yield from pages.node(where, main, f"sector {code}", language)
        yield from pages.headline(where, main, f"sector {code}", language)
        yield from pages.goals_of_sector(where, main, language)
        yield from pages.rows(where, main, language)


def _goals(address: str, fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    for code in _of_level(known, "operational_goal"):
        where = address.format(code)
        main = _main(fetch, where, language)
        yield from pages.node(where, main, f"operational_goal {code}", language)
        yield from pages.multiples(where, main, language)


def _list(fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    main = _main(fetch, "/indicators", language)
    yield from pages.rows("/indicators", main, language)


def _pages(fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    """The indicators' documents with their heads."""
    for code in known.codes:
        whole = page(fetch(f"/indicator?id={code}&lang={language}").decode())
        yield from pages.head(f"/indicator?id={code}", whole, code)
        yield from pages.indicator(f"/indicator?id={code}", whole.one("main"), code, language)


def _indicators(address: str, fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    for code in known.codes:
        where = address.format(code)
        yield from pages.indicator(where, _main(fetch, where, language), code, language)


def _embeds(fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    for code in known.codes:
        main = _main(fetch, f"/embed/{code}", language)
        yield from pages.embed(f"/embed/{code}", main, code, language)


def _changes(fetch: Fetch, known: Truth, language: Language) -> Iterator[Said]:
    main = _main(fetch, "/changes", language)
    (strategy,) = _of_level(known, "strategy")
    yield from pages.moves("/changes", main, language)
    yield from pages.lede_of_changes("/changes", main, f"strategy {strategy}", language)


#: facts by kind of place: rows of tables, indicators' pages, files; nodes on pages and in files
_ROW = frozenset({"status", "word", "shown_value", "period_if_old", "planned_words", "target", "reason_words", "way"})
_PAGE = frozenset({"status", "word", "rule", "shown_value", "shown_period", "shown_planned_words", "target"})
_NUMBERS = frozenset({"value", "planned_value", "baseline_value", "target", "progress", "expected", "pace"})
_EXACT = _NUMBERS | {"status", "reason", "period"}
_BOOK = _NUMBERS | {"word", "reason_words", "period"}
_NODE = frozenset({"way", "counts"})
_IN_FILES = frozenset({"status", "counts", "progress", "expected", "assessed", "active"})
_EVERY = ("strategy", "sector", "strategic_goal", "operational_goal")
GOALS, SECTORS = ("operational_goal",), ("sector",)

PLACES = (
    Place(
        "overview", partial(_overview, "/"), frozenset({"word"}), frozenset({"on_plan_of_assessed"}), SECTORS + GOALS
    ),
    Place("sectors", partial(_sectors, "/sector?id={}"), _ROW, _NODE, SECTORS),
    Place(
        "goals", partial(_goals, "/goal?id={}"), frozenset({"status", "word", "shown_value", "target"}), _NODE, GOALS
    ),
    Place("list", _list, _ROW),
    Place("indicators", _pages, _PAGE | {"same"}, alternately=True),
    Place("changes", _changes),
    Place("embed", _embeds, frozenset({"status", "word", "target"}), alternately=True),
    Place("overview on paper", partial(_overview, "/print/overview"), frozenset({"word"})),
    Place("sectors on paper", partial(_sectors, "/print/sector/{}"), _ROW, _NODE, SECTORS),
    Place("goals on paper", partial(_goals, "/print/goal/{}"), frozenset({"status", "word", "target"}), _NODE, GOALS),
    Place("indicators on paper", partial(_indicators, "/print/indicator/{}"), _PAGE, alternately=True),
    Place(
        "API", lambda f, k, lang: files.api(f, k.codes, lang), _EXACT | {"word"}, _IN_FILES, _EVERY, alternately=True
    ),
    Place("CSV", lambda f, k, lang: files.lines(f, k.codes, lang), _EXACT, _IN_FILES, _EVERY),
    Place("XLSX", lambda f, k, lang: files.books(f, k.codes, lang), _BOOK, _IN_FILES, _EVERY, alternately=True),
    Place("feed", lambda f, k, lang: files.feed(f, lang)),
)
