"""What the API gives as one object: the strategy, an indicator."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from kpi.model import Level, Status
from kpi.model.look.mark import mark_of
from kpi.opendata.columns import Cell
from kpi.opendata.fields import TABLES, own
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text
from kpi.views.common.page_frame import next_update
from kpi.views.indicator.citation import address_of, citation, sentence
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.headline import finding
from kpi.views.indicator.page import first_due

Record = dict[str, Any]


def strategy(release: ReleaseTables, site: str) -> Record:
    """The strategy with its counts and roll-up; schema in told.STRATEGY.

    site  where its edition is reached
    """
    facts = release.survey.dataset.strategy
    mark = mark_of(facts.mark_picture)
    row = next(row for row in release["goals"].records() if row["level"] == Level.STRATEGY)
    plain = ("title", "community", "edition", "language", "first_year", "last_year", "baseline_year", "first_month")
    perhaps = ("title_en", "community_en", "act", "act_en", "source", "source_en", "contact", "currency")
    more = ("legal_basis", "legal_basis_en", "website", "accessibility", "colour", "mark", "mark_en")
    identity = ("act_number", "act_day", "katottg", "edrpou", "population", "population_day")
    rolled = ("status", "progress", "expected", "coverage")
    return {
        **{name: getattr(facts, name) for name in plain},
        **{name: getattr(facts, name) or None for name in (*perhaps, *more, *identity)},
        "mark_picture": f"{site}/{mark.file}?v={release.version.isoformat()}" if mark else None,
        "next_update": next_update(release.survey),
        "method": asdict(facts.settings),
        **{name: row[name] for name in rolled},
        "assessed": row["assessed"] or 0,
        "active": row["active"] or 0,
        "statuses": {str(status): row[f"n_{status}"] or 0 for status in Status},
    }


def indicator(release: ReleaseTables, code: str, text: Text, site: str) -> Record | None:
    """An indicator with its finding, targets and addresses; None for a code that the release does not hold."""
    row = next((row for row in release["indicators"].records() if row["code"] == code), None)
    if row is None:
        return None
    survey = release.survey
    dossier = dossiers(survey, text, (code,))[0]
    return {
        **{field.name: row[field.name] for field in own(TABLES["indicators"])},
        "status_words": text.say(f"status.{row['status']}"),
        "finding": finding(dossier, text, first_due(dossier)),
        "citation": sentence(citation(survey, dossier, text, site), text),
        "targets": [_target(target) for target in release["targets"].where("code", code).records()],
        "links": _links(code, release, site),
    }


def _target(row: dict[str, Cell]) -> Record:
    return {name: row[name] for name in ("year", "target_value", "in_force", "decided", "act", "release")}


def _links(code: str, release: ReleaseTables, site: str) -> dict[str, str]:
    edition, version = release.survey.dataset.strategy.edition, release.version
    day, written = version.isoformat(), quote(code, safe="")
    file = f"{site}/download/{day}/indicator/{written}"
    return {
        "page": address_of(site, edition, code, version),
        "csv": f"{file}.csv",
        "xlsx": f"{file}.xlsx",
        "svg": f"{site}/chart/{written}.svg?v={day}",
        "png": f"{site}/chart/{written}.png?v={day}",
        "bibtex": f"{file}.bib",
        "ris": f"{file}.ris",
        "observations": f"{site}/api/v1/observations?code={written}&v={day}",
    }
