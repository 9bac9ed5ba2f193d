"""The tables of what waits for publication and of what was published by an account."""

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text
from sqlalchemy import text as sql

from kpi.model import ACTIVE
from kpi.store.schema import METADATA, integer, text

DRAFT = Table(
    "draft",
    METADATA,
    text("community"),
    integer("number"),
    text("login"),
    text("name"),
    text("kind"),  # kpi.model.DraftKind
    text("edition"),
    text("subject"),
    text("period"),
    text("sha256"),  # "" where no workbook belongs to it
    text("filename"),
    integer("seen_seq"),
    text("state"),  # kpi.model.DraftState
    text("at"),  # UTC, ISO 8601
    text("changed_at"),
    text("explanations"),  # JSON
    text("wishes"),  # JSON
    text("decided_by"),
    text("decided_at"),
    text("comment"),
    integer("receipt", nullable=True),
    PrimaryKeyConstraint("community", "number"),
)
_BUSY = sql("state IN ({})".format(", ".join(f"'{state}'" for state in sorted(ACTIVE))))
Index(
    "draft_one_active",
    *(DRAFT.c[name] for name in ("community", "login", "kind", "subject")),
    unique=True,
    sqlite_where=_BUSY,
    postgresql_where=_BUSY,
)
#: workbooks of active drafts; a published one is in source_file, a discarded one is nowhere
DRAFT_FILE = Table(
    "draft_file",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
#: what a department has typed into the form and not published: the last state of a row, shared by its people
TYPED_ROW = Table(
    "typed_row",
    METADATA,
    *map(text, ("community", "department", "code", "period")),
    *map(text, ("value", "gap", "restricted_until", "comment", "cause", "measure", "due", "responsible")),
    *map(text, ("outcome", "outcome_day", "outcome_reason", "expected_value", "money")),
    text("origin"),
    *map(text, ("login", "name", "at")),
    integer("version"),
    PrimaryKeyConstraint("community", "code", "period"),
)
#: who stood behind an upload made by an account: the receipt's number is the upload's seq
RECEIPT = Table(
    "receipt",
    METADATA,
    text("community"),
    integer("seq"),
    text("login"),
    text("name"),
    text("approved_by"),
    integer("draft", nullable=True),
    integer("undoes", nullable=True),  # the upload that this one takes back
    text("reason"),
    PrimaryKeyConstraint("community", "seq"),
)
