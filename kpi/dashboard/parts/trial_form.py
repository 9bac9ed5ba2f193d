"""The page «Спробувати книгу»: files read once, their problems by cell, how tables were read, the way to their data."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.typing import UploadedFile

from kpi.clock import today
from kpi.dashboard import releases
from kpi.dashboard.current import Current
from kpi.dashboard.markdown import plain
from kpi.dashboard.session_keys import SessionKey
from kpi.dashboard.trial_dataset import TrialDataset
from kpi.model import Severity
from kpi.services.publishing.loading.public_books import public_books, public_plan
from kpi.services.publishing.loading.sandbox import Sandbox, SandboxBasis, try_workbooks
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, interpretation_of
from kpi.text import Text
from kpi.text.problem_groups import grouped
from kpi.text.problems import message, remedy
from kpi.views.desk.table_reading import table_view

#: an edition has a plan and some twenty goals; each file is held to the limit of the gate besides
MOST_FILES, MOST_BYTES = 60, 40 << 20


@dataclass(slots=True)
class Trial:
    """What was read of the dropped files: kept for the session, read again when files or confirmations change."""

    key: str
    sandbox: Sandbox
    confirmed: set[str] = field(default_factory=set)


def read(files: Sequence[UploadedFile], text: Text) -> Trial | None:
    """The files as read, once for the same bytes; None where there is none."""
    if not files:
        st.session_state.pop(SessionKey.TRIAL, None)
        return None
    given = [(file.name, file.getvalue()) for file in files]
    key = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for _, content in given)).hexdigest()
    former: Trial | None = st.session_state.get(SessionKey.TRIAL)
    confirmed = former.confirmed if former else set()
    wanted = f"{key} {sorted(confirmed)}"
    if former is None or former.key != wanted:
        with st.spinner(text.count("dashboard.workbook.reading", len(given))):
            tried = try_workbooks(given, today(), _known(), confirmed)
        # the uploader has the bytes; a session keeps them once
        sandbox = Sandbox(tuple(replace(one, content=b"") for one in tried.checked), tried.dataset)
        former = st.session_state[SessionKey.TRIAL] = Trial(wanted, sandbox, confirmed)
    return former


def _known() -> SandboxBasis:
    try:
        dataset = releases.survey().dataset
    except (releases.NotPublishedError, releases.UnavailableError):
        return SandboxBasis()
    return SandboxBasis(public_plan(dataset), public_books(dataset))


def too_much(files: Collection[UploadedFile]) -> bool:
    """Whether more was dropped than one trial takes."""
    return len(files) > MOST_FILES or sum(file.size for file in files) > MOST_BYTES


def draw_trial(now: Current, trial: Trial) -> None:
    """Each file with its problems, then the way to what they measure to."""
    for place, one in enumerate(trial.sandbox.checked):
        _draw_file(now.text, one, place, trial)
    dataset = trial.sandbox.dataset
    if dataset is None:
        st.info(now.text.say("dashboard.workbook.no_goal"), icon=":material/info:")
        return
    left_out = sum(not one.reading.accepted for one in trial.sandbox.checked)
    if left_out:
        st.warning(now.text.count("dashboard.workbook.left_out", left_out), icon=":material/rule:")
    names = tuple(one.reading.file for one in trial.sandbox.checked if one.reading.accepted)
    words, icon = now.text.say("dashboard.workbook.show"), ":material/science:"
    st.button(words, type="primary", icon=icon, on_click=_show, args=(TrialDataset(dataset, names),))


def _show(own: TrialDataset) -> None:
    """From now on this session shows the files: filters of the published data mean nothing there."""
    st.session_state[SessionKey.OWN] = own
    language = st.query_params.get("lang")
    st.query_params.from_dict({"lang": language} if language else {})


def _draw_file(text: Text, one: CheckedWorkbook, place: int, trial: Trial) -> None:
    reading = one.reading
    errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
    kind = "plan" if reading.plan else "table" if interpretation_of(one) else "goal" if reading.goal_book else "file"
    goal = reading.goal_book.goal if reading.goal_book else ""
    heading = text.say(f"dashboard.workbook.{kind}", file=reading.file, goal=goal)
    st.header(plain(heading), anchor=False)
    if errors:
        st.error(text.count("dashboard.workbook.errors", errors), icon=":material/error:")
    elif reading.accepted:
        st.success(text.say("dashboard.workbook.good"), icon=":material/check_circle:")
    _draw_problems(text, one, place)
    if interpretation_of(one) is not None:
        _draw_table(text, one, place, trial)


def _draw_problems(text: Text, one: CheckedWorkbook, place: int) -> None:
    """Errors first, many of one kind told once."""
    ordered = sorted(one.reading.problems, key=lambda problem: problem.severity is not Severity.ERROR)
    heads = [text.say(f"dashboard.workbook.column.{name}") for name in ("level", "cell", "found", "what", "cure")]
    rows = []
    for group in grouped(ordered):
        problem = group.first
        cell = "!".join(part for part in (problem.sheet, problem.cell) if part)
        told = f"{message(problem, text)}{group.more(text)}"
        level = text.say(f"submit.level.{problem.severity}")
        rows.append(dict(zip(heads, (level, cell, problem.found or "", told, remedy(problem, text)), strict=True)))
    if rows:
        st.dataframe(rows, hide_index=True, key=f"problems.{place}", row_height=60)


def _draw_table(text: Text, one: CheckedWorkbook, place: int, trial: Trial) -> None:
    """How a table that follows no template was read; whoever dropped it says whether that is right."""
    found = interpretation_of(one)
    if found is None:
        return
    certain = not any(problem.severity is Severity.ERROR for problem in one.reading.problems)
    view = table_view(found, text, certain=certain)
    st.subheader(plain(view.heading), anchor=False)
    columns = [text.say(f"dashboard.workbook.read.{name}") for name in ("letters", "header", "role")]
    st.dataframe([dict(zip(columns, row, strict=True)) for row in view.columns], hide_index=True, key=f"c.{place}")
    rows = [text.say(f"dashboard.workbook.read.{name}") for name in ("row", "about", "values")]
    st.dataframe([dict(zip(rows, row, strict=True)) for row in view.rows], hide_index=True, key=f"r.{place}")
    if view.key and not one.reading.accepted:
        label = text.say("dashboard.workbook.confirm")
        st.button(label, key=f"confirm.{place}", on_click=trial.confirmed.add, args=(view.key,))
