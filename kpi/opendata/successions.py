"""The tables between two editions: the crosswalk, and the values that kept indicators had in the edition before."""

from kpi.measure.results import Survey
from kpi.measure.successions import kept_indicators
from kpi.opendata import values
from kpi.opendata.columns import Columns, of_frame
from kpi.views.changes.comparison_plain import LISTS
from kpi.views.common.page_frame import release_day

#: of a value what it is in its own edition, by the names of the table of values
_AS_THERE = (
    *("period", "period_start", "period_end", "breakdown", "value", "assessed_value", "computed", "preliminary"),
    *("coverage_pct", "provenance", "source", "release", "demo"),
)


def crosswalk(survey: Survey, previous: Survey | None) -> Columns:
    """The rows of the crosswalk with the names of both sides; shapes in fields.TABLES."""
    rows = survey.dataset.successions
    edition = None if previous is None else previous.dataset.strategy.edition
    old, new = _names(previous), _names(survey)
    return {
        **of_frame(rows, "previous_code", "succession", "code"),
        "previous_edition": [edition] * len(rows),
        "previous_name": [old.get(str(code)) for code in rows["previous_code"]],
        "name": [new.get(str(code)) for code in rows["code"]],
    }


def _names(survey: Survey | None) -> dict[str, str]:
    """Names by code; of a code that a goal and an indicator have the indicator's."""
    if survey is None:
        return {}
    frames = survey.dataset.nodes, survey.dataset.indicators
    pairs = ((str(c), str(n)) for one in frames for c, n in zip(one["code"], one["name"], strict=True))
    return {code: name for code, name in pairs if code}


def former_values(survey: Survey, previous: Survey | None) -> Columns:
    """Every value of the edition before of an indicator that is kept with its unit and kind."""
    names = ("code", "name", "unit", "unit_en", "previous_edition", "previous_code", "licence", *_AS_THERE)
    if previous is None:
        return {name: [] for name in names}
    pairs = kept_indicators(previous.dataset, survey.dataset)
    joined = pairs[pairs["why_not"] == ""]
    successors = dict(zip(joined["previous_code"], joined["code"], strict=True))
    there = values.table(previous)
    said = zip(there["code"], there["value"], there["assessed_value"], strict=True)
    kept = [
        place
        for place, (code, value, assessed) in enumerate(said)
        if code in successors and (value is not None or assessed is not None)
    ]
    former = [there["code"][place] for place in kept]
    facts = survey.dataset.indicators.set_index("code").reindex([successors[code] for code in former])
    strategy = previous.dataset.strategy
    return {
        **of_frame(facts.reset_index(), "code", "name", "unit", "unit_en"),
        **{name: [there[name][place] for place in kept] for name in _AS_THERE},
        "previous_code": former,
        "previous_edition": [strategy.edition] * len(kept),
        "licence": [strategy.licence] * len(kept),
    }


def across_editions(old: Survey, new: Survey) -> dict[str, object]:
    """Two releases of two editions as /changes tells them: what became of the goals; the lists of one are empty.

    old, new  of the edition before and of the one that follows it
    """
    rows = crosswalk(new, old)
    days_of = (release_day(one).isoformat() for one in (old, new))
    shown = (one.now.as_of.isoformat() for one in (old, new))
    counts = ({str(s): int(n) for s, n in one.now.indicators["status"].value_counts().items()} for one in (old, new))
    told: dict[str, object] = {
        **dict(zip(("from", "to"), days_of, strict=True)),
        **dict(zip(("as_of_from", "as_of_to"), shown, strict=True)),
        **dict(zip(("statuses_from", "statuses_to"), counts, strict=True)),
        **{name: [] for name in ("new_values", *LISTS)},
        "edition_from": old.dataset.strategy.edition,
        "edition_to": new.dataset.strategy.edition,
    }
    names = list(rows)
    return told | {"successions": [dict(zip(names, row, strict=True)) for row in zip(*rows.values(), strict=True)]}
