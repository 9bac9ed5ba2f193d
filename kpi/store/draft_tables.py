"""The tables of what waits for publication and of what was published by an account."""

from sqlalchemy import DDL, Column, LargeBinary, PrimaryKeyConstraint, Table, Text, event

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
_STATES = ", ".join(f"'{state}'" for state in sorted(ACTIVE))
# said in the SQL that both databases read: `Index` with a condition of each of them imports both dialects, and that of
# PostgreSQL is 2 MiB that a site with a file never uses
_ONE_ACTIVE = (
    f"CREATE UNIQUE INDEX draft_one_active ON draft (community, login, kind, subject) WHERE state IN ({_STATES})"
)
event.listen(DRAFT, "after_create", DDL(_ONE_ACTIVE))  # type: ignore[no-untyped-call]
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
