"""The tables as each migration made them on its day: never edited, whatever `kpi.store.schema` says today.

Written in PostgreSQL's words; `statements` says them in those of SQLite.
"""

from collections.abc import Iterable, Iterator

#: the names of types that SQLite has otherwise
_SQLITE = {"FLOAT(53)": "FLOAT", "BYTEA": "BLOB"}


def statements(ddl: Iterable[str], dialect: str) -> Iterator[str]:
    """The statements for `dialect`, a name of SQLAlchemy's: sqlite or postgresql."""
    for statement in ddl:
        said = " ".join(statement.split())
        for postgresql, sqlite in _SQLITE.items() if dialect == "sqlite" else ():
            said = said.replace(postgresql, sqlite)
        yield said


#: m0001: what workbooks say, the audit chain, and tables of signing in that nobody ever used
FIRST = (
    """
    CREATE TABLE source_file (
        sha256 TEXT NOT NULL, content BYTEA NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE upload (
        community TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, edition TEXT DEFAULT '' NOT NULL,
        kind TEXT DEFAULT '' NOT NULL, goal TEXT DEFAULT '' NOT NULL, sha256 TEXT DEFAULT '' NOT NULL,
        filename TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL, actor TEXT DEFAULT '' NOT NULL,
        at TEXT DEFAULT '' NOT NULL, published DATE NOT NULL, reason TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, seq), FOREIGN KEY(sha256) REFERENCES source_file (sha256)
    )
    """,
    """
    CREATE TABLE release (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL,
        published DATE NOT NULL, uploads INTEGER NOT NULL, note TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, seq)
    )
    """,
    """
    CREATE TABLE strategy_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL,
        published DATE NOT NULL, removed BOOLEAN NOT NULL, title TEXT DEFAULT '' NOT NULL,
        title_en TEXT DEFAULT '' NOT NULL, community_name TEXT DEFAULT '' NOT NULL,
        community_name_en TEXT DEFAULT '' NOT NULL, act TEXT DEFAULT '' NOT NULL, licence TEXT DEFAULT '' NOT NULL,
        contact TEXT DEFAULT '' NOT NULL, source TEXT DEFAULT '' NOT NULL, first_year INTEGER NOT NULL,
        last_year INTEGER NOT NULL, baseline_year INTEGER NOT NULL, illustrative BOOLEAN NOT NULL, released DATE,
        deadline_days INTEGER NOT NULL, on_track FLOAT(53), at_risk FLOAT(53), delta FLOAT(53), too_early FLOAT(53),
        min_coverage FLOAT(53), PRIMARY KEY (community, edition, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE node_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, level TEXT DEFAULT '' NOT NULL,
        code TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL,
        parent_level TEXT DEFAULT '' NOT NULL, parent TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL,
        name_en TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL, provenance TEXT DEFAULT '' NOT NULL,
        weight FLOAT(53), position INTEGER NOT NULL, PRIMARY KEY (community, edition, level, code, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE department_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, name TEXT DEFAULT '' NOT NULL,
        name_en TEXT DEFAULT '' NOT NULL, contact TEXT DEFAULT '' NOT NULL, provenance TEXT DEFAULT '' NOT NULL,
        position INTEGER NOT NULL, PRIMARY KEY (community, edition, code, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE succession_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, previous_code TEXT DEFAULT '' NOT NULL,
        code TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL,
        succession TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, edition, previous_code, code, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE indicator_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, goal TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, name_en TEXT DEFAULT '' NOT NULL, unit TEXT DEFAULT '' NOT NULL,
        unit_en TEXT DEFAULT '' NOT NULL, direction TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL,
        frequency TEXT DEFAULT '' NOT NULL, baseline_end INTEGER, baseline_value FLOAT(53),
        target_end INTEGER NOT NULL, range_low FLOAT(53), range_high FLOAT(53), weight FLOAT(53),
        department TEXT DEFAULT '' NOT NULL, source TEXT DEFAULT '' NOT NULL, visibility TEXT DEFAULT '' NOT NULL,
        ground TEXT DEFAULT '' NOT NULL, open_from DATE, delay_months INTEGER, definition TEXT DEFAULT '' NOT NULL,
        provenance TEXT DEFAULT '' NOT NULL, baseline_provenance TEXT DEFAULT '' NOT NULL, break_end INTEGER,
        break_reason TEXT DEFAULT '' NOT NULL, break_day DATE, sheet TEXT DEFAULT '' NOT NULL,
        cell TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, edition, code, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE target_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        "end" INTEGER NOT NULL, version TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, value FLOAT(53), old_value FLOAT(53), act TEXT DEFAULT '' NOT NULL,
        sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, code, "end", version, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE observation_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        breakdown TEXT DEFAULT '' NOT NULL, "end" INTEGER NOT NULL, span_months INTEGER NOT NULL,
        seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, value FLOAT(53),
        gap TEXT DEFAULT '' NOT NULL, comment TEXT DEFAULT '' NOT NULL, restricted_until DATE,
        preliminary BOOLEAN NOT NULL, coverage_pct FLOAT(53), provenance TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL, sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, code, breakdown, "end", span_months, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE observation_head (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        breakdown TEXT DEFAULT '' NOT NULL, "end" INTEGER NOT NULL, span_months INTEGER NOT NULL,
        seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, value FLOAT(53),
        gap TEXT DEFAULT '' NOT NULL, comment TEXT DEFAULT '' NOT NULL, restricted_until DATE,
        preliminary BOOLEAN NOT NULL, coverage_pct FLOAT(53), provenance TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL, sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, code, breakdown, "end", span_months)
    )
    """,
    """
    CREATE TABLE suspension_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        since DATE NOT NULL, number INTEGER NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, until DATE, reason TEXT DEFAULT '' NOT NULL, act TEXT DEFAULT '' NOT NULL,
        review_by DATE, sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (community, edition, code, since, number, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE action_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, state TEXT DEFAULT '' NOT NULL, due DATE, done_pct FLOAT(53),
        budget_plan_uah FLOAT(53), budget_actual_uah FLOAT(53), funding TEXT DEFAULT '' NOT NULL,
        dream_id TEXT DEFAULT '' NOT NULL, comment TEXT DEFAULT '' NOT NULL, sheet TEXT DEFAULT '' NOT NULL,
        cell TEXT DEFAULT '' NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (community, edition, code, name, number, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE audit (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, at TEXT DEFAULT '' NOT NULL,
        actor TEXT DEFAULT '' NOT NULL, action TEXT DEFAULT '' NOT NULL, detail TEXT DEFAULT '' NOT NULL,
        previous TEXT DEFAULT '' NOT NULL, hash TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, number)
    )
    """,
    """
    CREATE TABLE account (
        community TEXT DEFAULT '' NOT NULL, login TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL,
        role TEXT DEFAULT '' NOT NULL, password_hash TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, login)
    )
    """,
    """
    CREATE TABLE session (
        token_hash TEXT NOT NULL, community TEXT DEFAULT '' NOT NULL, login TEXT DEFAULT '' NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, seen_at TEXT DEFAULT '' NOT NULL, closed_at TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (token_hash), FOREIGN KEY(community, login) REFERENCES account (community, login)
    )
    """,
)
#: of these the tables whose rows are never changed and never deleted
FIRST_APPEND_ONLY = (
    "source_file",
    "upload",
    "release",
    "audit",
    "strategy_rev",
    "node_rev",
    "department_rev",
    "succession_rev",
    "indicator_rev",
    "target_rev",
    "observation_rev",
    "suspension_rev",
    "action_rev",
)
#: m0002: in their final form
SIGNING_IN = (
    """
    CREATE TABLE account (
        community TEXT DEFAULT '' NOT NULL, id INTEGER NOT NULL, login TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL, role TEXT DEFAULT '' NOT NULL,
        departments TEXT DEFAULT '' NOT NULL, password_hash TEXT DEFAULT '' NOT NULL, disabled BOOLEAN NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, id), UNIQUE (community, login)
    )
    """,
    """
    CREATE TABLE session (
        token_hash TEXT NOT NULL, community TEXT DEFAULT '' NOT NULL, account INTEGER NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, seen_at TEXT DEFAULT '' NOT NULL, closed_at TEXT DEFAULT '' NOT NULL,
        agent TEXT DEFAULT '' NOT NULL, PRIMARY KEY (token_hash),
        FOREIGN KEY(community, account) REFERENCES account (community, id)
    )
    """,
    """
    CREATE TABLE device (
        token_hash TEXT NOT NULL, community TEXT DEFAULT '' NOT NULL, account INTEGER NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (token_hash),
        FOREIGN KEY(community, account) REFERENCES account (community, id)
    )
    """,
    """
    CREATE TABLE signin_try (
        id TEXT NOT NULL, community TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
        login_hash TEXT DEFAULT '' NOT NULL, address_hash TEXT DEFAULT '' NOT NULL,
        device_hash TEXT DEFAULT '' NOT NULL, PRIMARY KEY (id)
    )
    """,
)
#: m0003; a store whose first tables were made by a later version has them already
DRAFTS = (
    """
    CREATE TABLE IF NOT EXISTS draft (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, login TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL,
        subject TEXT DEFAULT '' NOT NULL, period TEXT DEFAULT '' NOT NULL, sha256 TEXT DEFAULT '' NOT NULL,
        filename TEXT DEFAULT '' NOT NULL, seen_seq INTEGER NOT NULL, state TEXT DEFAULT '' NOT NULL,
        at TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL, explanations TEXT DEFAULT '' NOT NULL,
        wishes TEXT DEFAULT '' NOT NULL, decided_by TEXT DEFAULT '' NOT NULL, decided_at TEXT DEFAULT '' NOT NULL,
        comment TEXT DEFAULT '' NOT NULL, receipt INTEGER, PRIMARY KEY (community, number)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS draft_file (
        sha256 TEXT NOT NULL, content BYTEA NOT NULL, PRIMARY KEY (sha256)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS receipt (
        community TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, login TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, approved_by TEXT DEFAULT '' NOT NULL, draft INTEGER, undoes INTEGER,
        reason TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, seq)
    )
    """,
    """
    CREATE UNIQUE INDEX IF NOT EXISTS draft_one_active
    ON draft (community, login, kind, subject) WHERE state IN ('awaiting', 'draft', 'returned')
    """,
)
#: m0004, likewise
REMINDERS = (
    """
    CREATE TABLE IF NOT EXISTS reminder (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL,
        period TEXT DEFAULT '' NOT NULL, deadline DATE NOT NULL, step TEXT DEFAULT '' NOT NULL,
        claimed_at TEXT DEFAULT '' NOT NULL, sent_at TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, department, period, deadline, step)
    )
    """,
)
