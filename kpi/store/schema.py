"""The tables: one schema for SQLite and PostgreSQL (decision 0005).

Natural keys start with `community`; editions of its strategy live side by side. What workbooks say is kept in revision
tables: one row per key and upload that changed it, never updated, never deleted. `seq` counts the uploads of a
community from 1. The state at a release is the last revision of every key in the order of (published, seq).
"""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, Table, Text
from sqlalchemy import text as sql

from kpi.store.tables import oversight
from kpi.store.tables.columns import METADATA, Revisions, day, flag, integer, number, revision_table, text

__all__ = ["METADATA", "REVISIONS", "Revisions", "day", "flag", "integer", "number", "text"]

SOURCE_FILE = Table(
    "source_file",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    integer("size"),
)
UPLOAD = Table(
    "upload",
    METADATA,
    text("community"),
    integer("seq"),
    text("edition"),
    text("kind"),  # plan, goal, form
    text("goal"),  # code of the operational goal, "" for a plan and for a form
    text("sha256"),
    text("filename"),
    text("department"),  # of the uploader, "" where unknown
    text("actor"),
    text("at"),  # UTC, ISO 8601
    day("published", nullable=False),
    text("reason"),
    PrimaryKeyConstraint("community", "seq"),
    ForeignKeyConstraint(["sha256"], ["source_file.sha256"]),
)
RELEASE = Table(
    "release",
    METADATA,
    text("community"),
    text("edition"),
    integer("seq"),  # the last upload it holds
    day("published", nullable=False),
    integer("uploads"),
    text("note"),
    PrimaryKeyConstraint("community", "edition", "seq"),
)
STRATEGY = revision_table(
    "strategy_rev",
    [],
    [
        *map(text, ("title", "title_en", "community_name", "community_name_en", "act", "act_en")),
        *map(text, ("licence", "contact", "source", "source_en")),
        integer("first_year"),
        integer("last_year"),
        integer("baseline_year"),
        flag("illustrative"),
        day("released"),
        integer("deadline_days", nullable=True),  # of a plan that names a term
        day("in_force_from"),
        Column("approval", Boolean, nullable=False, server_default=sql("FALSE")),
        *map(number, ("on_track", "at_risk", "delta", "too_early", "min_coverage")),
        *(
            integer(f"deadline_days_{frequency}", nullable=True)
            for frequency in ("month", "quarter", "half_year", "year")
        ),
        *map(
            text,
            ("language", "said_languages", "currency", "time_zone", "working_days", "legal_basis", "legal_basis_en"),
        ),
        integer("first_month", nullable=True),
        *map(text, ("website", "accessibility", "about", "about_en", "colour", "mark", "mark_en", "mark_picture")),
        *map(text, ("act_number", "katottg", "edrpou", "link_hosts", "report_form")),
        day("act_day"),
        integer("population", nullable=True),
        day("population_day"),
    ],
)
NODE = revision_table(
    "node_rev",
    [text("level"), text("code")],
    [*map(text, ("parent_level", "parent", "name", "name_en", "department", "provenance")), number("weight")],
    [integer("position")],
)
DEPARTMENT = revision_table(
    "department_rev",
    [text("code")],
    # successor: code of the department that one which is taken away was merged into
    [*map(text, ("name", "name_en", "contact", "provenance", "successor"))],
    [integer("position")],
)
SUCCESSION = revision_table("succession_rev", [text("previous_code"), text("code")], [text("succession")])
INDICATOR = revision_table(
    "indicator_rev",
    [text("code")],
    [
        *map(text, ("goal", "name", "name_en", "unit", "unit_en", "direction", "kind", "frequency")),
        integer("baseline_end", nullable=True),
        number("baseline_value"),
        integer("target_end"),
        *map(number, ("range_low", "range_high", "weight")),
        *map(text, ("department", "source", "visibility", "ground")),
        day("open_from"),
        integer("delay_months", nullable=True),
        *map(text, ("definition", "provenance", "baseline_provenance", "also_under", "task", "task_en")),
        integer("break_end", nullable=True),
        text("break_reason"),
        day("break_day"),
        text("catalogue_code"),
        *map(text, ("result_level", "verification", "accuracy", "limitations", "compensation", "checked_by")),
        day("checked_on"),
        text("evidence"),
    ],
    [text("sheet"), text("cell")],
)
#: a planned value: version "" is the original plan, else the ISO date of the decision that changed it
TARGET = revision_table(
    "target_rev",
    [text("code"), integer("end"), text("version")],
    [number("value"), number("old_value"), text("act")],
    [text("sheet"), text("cell")],
)


OBSERVATION = revision_table(
    "observation_rev",
    [text("code"), text("breakdown"), integer("end"), integer("span_months")],
    [
        number("value"),
        text("gap"),
        text("comment"),
        day("restricted_until"),
        flag("preliminary"),
        number("coverage_pct"),
        text("provenance"),
        text("source"),
    ],
    [text("sheet"), text("cell")],
)
SUSPENSION = revision_table(
    "suspension_rev",
    [text("code"), day("since", nullable=False), integer("number")],  # number: of the same key in one workbook
    [day("until"), text("reason"), text("act"), day("review_by")],
    [text("sheet"), text("cell"), integer("position")],
)
ACTION = revision_table(
    "action_rev",
    [text("code"), text("name"), integer("number")],
    [
        text("state"),
        day("due"),
        *map(number, ("done_pct", "budget_plan_uah", "budget_actual_uah")),
        *map(text, ("funding", "dream_id", "comment")),
        day("start"),
        *map(text, ("partners", "result_level", "indicator", "investment_direction", "stop_reason", "act", "name_en")),
    ],
    [text("sheet"), text("cell"), integer("position")],
)
ACTION_MONEY = revision_table(
    "action_money_rev",
    [text("code"), text("name"), integer("number"), integer("end"), text("source")],
    [*map(number, ("plan", "actual"))],
    [text("sheet"), text("cell"), integer("position")],
)
#: what a department does about a value far behind its plan: one row a value
CORRECTIVE_ACTION = revision_table(
    "corrective_action_rev",
    [text("code"), integer("end"), integer("span_months")],
    [
        *(text("cause"), text("measure"), day("due"), text("responsible")),
        *(text("outcome"), day("outcome_day"), text("outcome_reason")),
        *map(number, ("expected_value", "money")),
    ],
    [text("sheet"), text("cell")],
)
#: a report that may come later than its frequency's term; a row that is taken away leaves the plan's own deadline
EXTENSION = revision_table(
    "extension_rev",
    [text("code"), integer("end"), integer("span_months")],
    [day("deadline", nullable=False), text("reason")],
)
AUDIT = Table(
    "audit",
    METADATA,
    text("community"),
    integer("number"),
    text("at"),
    text("actor"),
    text("action"),
    text("detail"),  # JSON, sorted keys
    text("previous"),
    text("hash"),
    text("keyed"),  # HMAC of `hash` by the key outside the store, "" where none was set
    PrimaryKeyConstraint("community", "number"),
)
#: every table of revisions, in the order in which an upload writes them
REVISIONS = (
    *(STRATEGY, NODE, DEPARTMENT, SUCCESSION, INDICATOR, TARGET, OBSERVATION, SUSPENSION, ACTION),
    *(ACTION_MONEY, CORRECTIVE_ACTION, EXTENSION),
    *oversight.TABLES,
)
