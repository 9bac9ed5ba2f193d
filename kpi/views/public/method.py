"""The method page: how a status is decided, with the strategy's own numbers and an example from its data (METHOD)."""

from dataclasses import dataclass

from kpi.measure.results import Survey
from kpi.model import JUDGED, ON_PLAN, Kind, Status
from kpi.text import Text
from kpi.text.method_text import method_text
from kpi.views.common.dossier import Dossier
from kpi.views.common.page_frame import Crumb
from kpi.views.common.phrases import period_words, status_words
from kpi.views.common.withheld import withheld_words
from kpi.views.indicator.dossiers import dossiers

SETTINGS = ("on_track", "at_risk", "delta", "too_early", "min_coverage")
#: Names of the sources in the words and their addresses.
SOURCES = (
    ("eurostat", "https://ec.europa.eu/eurostat/statistics-explained/index.php?title=SDG_-_Introduction"),
    ("open_sdg", "https://open-sdg.readthedocs.io/"),
    ("statcan", "https://sdgcif-data-canada-oddcic-donnee.github.io/methodology"),
)


@dataclass(frozen=True, slots=True)
class StatusRule:
    status: Status
    when: str
    counts: str


@dataclass(frozen=True, slots=True)
class CutOff:
    what: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """An indicator of the release reckoned step by step; `code` leads to its page."""

    code: str
    name: str
    status: Status
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """Everything the page says; `markdown` is the method word for word.

    withheld  what is said of indicators that are not published
    aimless   how many have a target without a number; "" where none
    """

    title: str
    crumbs: tuple[Crumb, ...]
    lede: str
    withheld: str
    aimless: str
    rules: tuple[StatusRule, ...]
    cut_offs: tuple[CutOff, ...]
    example: WorkedExample | None
    markdown: str
    sources: tuple[tuple[str, str], ...]


def build(survey: Survey, text: Text) -> MethodView:
    """The page with the settings of the strategy."""
    settings = survey.dataset.strategy.settings
    shares = {name: text.percent(getattr(settings, name)) for name in SETTINGS}
    return MethodView(
        title=text.say("method.title", cut=shares["on_track"]),
        crumbs=(Crumb(text.say("method.crumb")),),
        lede=text.say("method.lede", on_track=shares["on_track"], at_risk=shares["at_risk"]),
        withheld=withheld_words(text),
        aimless=_aimless(survey, text),
        rules=tuple(_rule(status, shares, text) for status in Status),
        cut_offs=tuple(_cut_off(name, shares[name], text) for name in SETTINGS),
        example=_example(survey, text),
        markdown=method_text(text, settings, survey.fiscal_year),
        sources=tuple((text.say(f"method.sources.{name}"), address) for name, address in SOURCES),
    )


def _aimless(survey: Survey, text: Text) -> str:
    number = int(survey.now.indicators["flag_direction_only"].sum())
    return text.count("method.aimless", number) if number else ""


def _rule(status: Status, shares: dict[str, str], text: Text) -> StatusRule:
    counts = "on_plan" if status in ON_PLAN else "behind" if status in JUDGED else "apart"
    when = text.say(f"method.when.{status}", **shares)
    return StatusRule(status, when, text.say(f"method.counts.{counts}"))


def _cut_off(name: str, share: str, text: Text) -> CutOff:
    return CutOff(text.say(f"method.settings.{name}.what"), share, text.say(f"method.settings.{name}.from"))


def _example(survey: Survey, text: Text) -> WorkedExample | None:
    """The first indicator that lags in the plain way: a level with milestones, before its target date."""
    now = survey.now.indicators
    plain = survey.dataset.indicators.set_index("code")["kind"] == Kind.LEVEL
    chosen = now[
        now["status"].isin([Status.AT_RISK, Status.OFF_TRACK])
        & now["code"].map(plain)
        & ~now["flag_hold"]
        & now["target_value"].notna()
        & (now["progress"] > 0)
        & (now["expected"] >= survey.dataset.strategy.settings.too_early)
        & (now["end"] < now["target_end"])
    ]
    units = survey.dataset.indicators.set_index("code")["unit"]
    ordered = chosen["code"].sort_values(key=lambda codes: codes.map(units) != "%", kind="stable")
    found = dossiers(survey, text, ordered.head(1))
    return _reckon(found[0], text) if found else None


def _reckon(dossier: Dossier, text: Text) -> WorkedExample | None:
    record, scale = dossier.record, dossier.record.scale
    if record.period is None or record.baseline_end is None or record.progress is None or record.expected is None:
        return None
    bare = {
        "value": scale.bare(record.value),
        "planned": scale.bare(record.planned_value),
        "baseline": scale.bare(record.baseline_value),
        "target": scale.bare(record.target_value),
    }
    facts = text.say(
        "method.example.facts",
        base_year=record.year_words(record.baseline_end),
        target_year=record.year_words(record.target_end),
        baseline=scale.amount(record.baseline_value),
        target=scale.amount(record.target_value),
        period=period_words(record.period, text),
        value=scale.amount(record.value),
        planned=scale.amount(record.planned_value),
    )
    progress, expected = text.percent(record.progress, 1), text.percent(record.expected, 1)
    pace = text.percent(record.progress / record.expected, 1)
    steps = (
        facts,
        text.say("method.example.progress", share=progress, **{k: bare[k] for k in ("value", "baseline", "target")}),
        text.say("method.example.expected", share=expected, **{k: bare[k] for k in ("planned", "baseline", "target")}),
        text.say("method.example.pace", progress=progress, expected=expected, pace=pace)
        + " "
        + text.say("method.example.status", status=status_words(record.status, text)),
    )
    return WorkedExample(dossier.code, record.name.name, record.status, steps)
