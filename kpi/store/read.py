"""Reading the whole store, for those who may see all of it. Outsiders' reader is `kpi.store.snapshot`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, func, select

from kpi.measure import dataset as ds
from kpi.measure.dataset import Dataset
from kpi.measure.oversight.frames import oversight_frames
from kpi.model import Oversight, Release, Strategy, code_sort_key
from kpi.store import schema
from kpi.store.as_of import AsOf, moment_of, on_its_day
from kpi.store.departments import NAMING, department_index
from kpi.store.frames import column, fetch
from kpi.store.histories.corrective_actions import corrective_actions
from kpi.store.histories.former_subjects import former_subjects
from kpi.store.histories.observations import observations
from kpi.store.rows import strategy_of
from kpi.store.schema import Revisions
from kpi.store.tables.oversight_rows import read_oversight


class UnknownReleaseError(LookupError):
    """There is no such edition or release in the store."""


def releases(connection: Connection, community: str, edition: str | None = None) -> list[Release]:
    """Releases in the order of (published, seq), one a day and edition: the last of a day holds what came before."""
    table, its = schema.RELEASE, schema.UPLOAD
    query = (
        select(table, its.c.at)
        .join(its, and_(its.c.community == table.c.community, its.c.seq == table.c.seq))
        .where(table.c.community == community)
        .order_by(table.c.published, table.c.seq)
    )
    if edition is not None:
        query = query.where(table.c.edition == edition)
    found: dict[tuple[str, date], Release] = {}
    for row in connection.execute(query).mappings():
        before = found.pop((row["edition"], row["published"]), None)
        uploads = row["uploads"] + (before.uploads if before else 0)
        note = row["note"] or (before.note if before else "")
        at = datetime.fromisoformat(row["at"])
        moment, timed = moment_of(row["published"], at, uploads), on_its_day(row["published"], at)
        found[row["edition"], row["published"]] = Release(
            community=community,
            edition=row["edition"],
            seq=row["seq"],
            published=row["published"],
            uploads=uploads,
            note=note,
            moment=moment,
            timed=timed,
        )
    return list(found.values())


def pick(found: Sequence[Release], published: date | None, edition: str | None) -> Release:
    """The release of a date and edition, the last one where nothing is asked; `UnknownReleaseError` for none."""
    fit = [r for r in found if published in (None, r.published) and edition in (None, r.edition)]
    if not fit:
        raise UnknownReleaseError("no such release")
    return fit[-1]


# composing a statement takes longer than running it, and requests ask for the same ones
@lru_cache(maxsize=256)
def latest(revisions: Revisions, until: AsOf, *names: str) -> Select:  # type: ignore[type-arg]
    """The last revision of every key at a release, with `first_published` of the key; rows taken back are left out."""
    table = revisions.table
    key = [table.c.community, *(table.c[name] for name in revisions.key)]
    recency = func.row_number().over(partition_by=key, order_by=[table.c.published.desc(), table.c.seq.desc()])
    first = func.min(table.c.published).over(partition_by=key)
    ranked = (
        select(table, recency.label("recency"), first.label("first_published")).where(until.of(revisions)).subquery()
    )
    columns = [ranked.c[name] for name in names] if names else list(ranked.c)
    return select(*columns).where(ranked.c.recency == 1, ranked.c.removed.is_(False))


def of_plan(connection: Connection, until: AsOf) -> AsOf:
    """Where to read the plan: at `until`, or its first version where history is older than the plan's publication."""
    table = schema.STRATEGY.table
    first = connection.execute(
        select(table.c.published, table.c.seq)
        .where(table.c.community == until.community, table.c.edition == until.edition)
        .order_by(table.c.published, table.c.seq)
        .limit(1)
    ).first()
    if first is None or (first.published, first.seq) <= (until.published, until.seq):
        return until
    return replace(until, published=first.published, seq=first.seq)


def dataset(connection: Connection, release: Release) -> Dataset:
    """The whole dataset of a release, internal rows and all."""
    until = AsOf(release.community, release.edition, release.published, release.seq)
    planned = of_plan(connection, until)
    known = [r for r in releases(connection, release.community, release.edition) if r.published <= release.published]
    known[-1] = release
    frames = {
        "nodes": _nodes(connection, planned),
        "indicators": _indicators(connection, until),
        "targets": _targets(connection, until),
        "observations": observations(connection, until),
        "suspensions": _in_sheet_order(connection, schema.SUSPENSION, ds.SUSPENSIONS, until),
        "actions": _in_sheet_order(connection, schema.ACTION, ds.ACTIONS, until),
        "action_money": _in_sheet_order(connection, schema.ACTION_MONEY, ds.ACTION_MONEY, until),
        "corrective_actions": corrective_actions(connection, until),
        "extensions": _extensions(connection, until),
        "departments": _departments(connection, planned),
        "successions": _successions(connection, planned),
        **oversight_frames(done := _oversight(connection, until), former=former_subjects(connection, until, done)),
        "releases": ds.frame(map(release_row, known), ds.RELEASES),
    }
    return Dataset.governed(_strategy(connection, planned), frames)


def release_row(release: Release) -> dict[str, object]:
    """The row of `RELEASES` of a release."""
    moment = release.moment.isoformat() if release.moment else ""
    told = {"moment": moment, "timed": release.timed, "note": release.note}
    return {"seq": release.seq, "published": release.published, **told}


def indicators_until(connection: Connection, until: AsOf) -> pd.DataFrame:
    """`Dataset.indicators` as of a moment."""
    return _indicators(connection, until)


def _strategy(connection: Connection, until: AsOf) -> Strategy:
    row = connection.execute(latest(schema.STRATEGY, until)).mappings().first()
    if row is None:
        raise UnknownReleaseError("no such edition")
    return strategy_of(until.edition, dict(row))


LEVELS = ("strategy", "sector", "strategic_goal", "operational_goal")


def _nodes(connection: Connection, until: AsOf) -> pd.DataFrame:
    """Parents before children; sectors in the order of the plan, goals in that of their codes."""
    query = latest(schema.NODE, until)
    rows = sorted(
        department_index(connection, until).coded(connection.execute(query).mappings()),
        key=lambda r: (
            LEVELS.index(r["level"]),
            () if r["level"] == "sector" else code_sort_key(r["code"]),
            r["position"],
        ),
    )
    return ds.frame(rows, ds.NODES)


def _departments(connection: Connection, until: AsOf) -> pd.DataFrame:
    rows = sorted(connection.execute(latest(schema.DEPARTMENT, until)).mappings(), key=lambda r: int(r["position"]))
    return ds.frame(rows, ds.DEPARTMENTS)  # type: ignore[arg-type]


def _successions(connection: Connection, until: AsOf) -> pd.DataFrame:
    """In the order of their codes, as `kpi.measure.books.succession_rows` has them."""
    rows = sorted(
        connection.execute(latest(schema.SUCCESSION, until, *ds.SUCCESSIONS)).mappings(),
        key=lambda r: (code_sort_key(r["previous_code"]), code_sort_key(r["code"])),
    )
    return ds.frame(rows, ds.SUCCESSIONS)  # type: ignore[arg-type]


def _oversight(connection: Connection, until: AsOf) -> Oversight:
    """As of the release itself, also where the plan is younger: what was decided later was not known then."""
    index = department_index(connection, of_plan(connection, until))

    def rows(revisions: Revisions) -> Iterable[Mapping[Any, Any]]:
        found = connection.execute(latest(revisions, until)).mappings()
        return index.coded(found) if revisions.table.name in NAMING else found

    return read_oversight(rows)


def _with_file(query: Select) -> Select:  # type: ignore[type-arg]
    """Add the workbook and the uploader's department of each row."""
    rows = query.subquery()
    return select(rows, schema.UPLOAD.c.sha256.label("source_file"), schema.UPLOAD.c.department.label("sent_by")).join(
        schema.UPLOAD, and_(schema.UPLOAD.c.community == rows.c.community, schema.UPLOAD.c.seq == rows.c.seq)
    )


def _indicators(connection: Connection, until: AsOf) -> pd.DataFrame:
    placed = {**ds.INDICATORS, "published": "datetime64[s]", "seq": "int32"}
    found = fetch(connection, _with_file(latest(schema.INDICATOR, until)), placed)
    index = department_index(connection, of_plan(connection, until))
    written = zip(found["department"], found["published"], found["seq"], strict=True)
    codes = [index.code_of(word, (day.date(), seq)) for word, day, seq in written]
    return _by_code(found[list(ds.INDICATORS)].assign(department=column(codes, "str")))


def _by_code(found: pd.DataFrame) -> pd.DataFrame:
    """In the order of codes (1.2 before 1.10), then as they came."""
    rank = {code: n for n, code in enumerate(sorted(set(found["code"]), key=code_sort_key))}
    if found.empty:
        return found
    order = found["code"].map(rank).to_numpy(dtype="int64").argsort(kind="stable")
    return found.iloc[order].reset_index(drop=True)


def _targets(connection: Connection, until: AsOf) -> pd.DataFrame:
    ranked = latest(schema.TARGET, until).subquery()
    query = select(
        ranked.c.code,
        ranked.c.end,
        ranked.c.value,
        ranked.c.version,
        ranked.c.act,
        ranked.c.first_published.label("published"),
    ).order_by(ranked.c.code, ranked.c.version, ranked.c.end)
    found = fetch(connection, query, {**ds.TARGETS, "decided": "str", "version": "str"})
    original = found["version"] == ""
    found["decided"] = pd.to_datetime(found["version"].where(~original)).astype("datetime64[s]")
    found["published"] = found["published"].where(~original)
    return _by_code(found[list(ds.TARGETS)])


def _extensions(connection: Connection, until: AsOf) -> pd.DataFrame:
    query = latest(schema.EXTENSION, until, *ds.EXTENSIONS)
    return _by_code(fetch(connection, query, ds.EXTENSIONS))


def _in_sheet_order(connection: Connection, revisions: Revisions, frame_schema: ds.Schema, until: AsOf) -> pd.DataFrame:
    ranked = latest(revisions, until).subquery()
    named = [ranked.c["first_published" if name == "published" else name].label(name) for name in frame_schema]
    return _by_code(fetch(connection, select(*named).order_by(ranked.c.code, ranked.c.position), frame_schema))


def editions(connection: Connection, community: str) -> list[Strategy]:
    """What the plan of each edition says of it last, in the order of their last releases."""
    table = schema.RELEASE
    last = (func.max(table.c.published), func.max(table.c.seq))
    query = (
        select(table.c.edition, last[1].label("seq"))
        .where(table.c.community == community)
        .group_by(table.c.edition)
        .order_by(*last)
    )
    found = []
    for edition, seq in connection.execute(query):
        until = AsOf(community, edition, date.max, seq)
        row = connection.execute(latest(schema.STRATEGY, until)).mappings().first()
        if row is not None:
            found.append(strategy_of(edition, dict(row)))
    return found
