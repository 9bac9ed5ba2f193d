"""The tables as migrations from m0008 on made them on their day: never edited, like those of `kpi.store.frozen_ddl`."""

#: m0011
INVITATIONS = (
    """
    CREATE TABLE IF NOT EXISTS invitation (
        token_hash TEXT NOT NULL, community TEXT DEFAULT '' NOT NULL, account INTEGER NOT NULL,
        created_at TEXT DEFAULT '' NOT NULL, expires_at TEXT DEFAULT '' NOT NULL, used_at TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (token_hash), FOREIGN KEY(community, account) REFERENCES account (community, id)
    )
    """,
)
#: m0008: who stands in for the head of a department, from day to day
ACTING = (
    """
    CREATE TABLE IF NOT EXISTS acting (
        community TEXT DEFAULT '' NOT NULL, account INTEGER NOT NULL, department TEXT DEFAULT '' NOT NULL,
        since DATE NOT NULL, until DATE NOT NULL, PRIMARY KEY (community, account, department, since),
        FOREIGN KEY(community, account) REFERENCES account (community, id)
    )
    """,
)
#: m0009
FORM = (
    """
    CREATE TABLE IF NOT EXISTS typed_row (
        community TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        period TEXT DEFAULT '' NOT NULL, value TEXT DEFAULT '' NOT NULL, gap TEXT DEFAULT '' NOT NULL,
        comment TEXT DEFAULT '' NOT NULL, cause TEXT DEFAULT '' NOT NULL, measure TEXT DEFAULT '' NOT NULL,
        due TEXT DEFAULT '' NOT NULL, responsible TEXT DEFAULT '' NOT NULL, origin TEXT DEFAULT '' NOT NULL,
        login TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
        version INTEGER NOT NULL, PRIMARY KEY (community, code, period)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS corrective_action_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        "end" INTEGER NOT NULL, span_months INTEGER NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, cause TEXT DEFAULT '' NOT NULL, measure TEXT DEFAULT '' NOT NULL, due DATE,
        responsible TEXT DEFAULT '' NOT NULL, sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, code, "end", span_months, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
)
#: m0010; of these `extension_rev` is append-only
EXTENSIONS_AND_LETTERS = (
    """
    CREATE TABLE IF NOT EXISTS extension_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        "end" INTEGER NOT NULL, span_months INTEGER NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, deadline DATE NOT NULL, reason TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, edition, code, "end", span_months, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS letter (
        community TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL, about TEXT DEFAULT '' NOT NULL,
        claimed_at TEXT DEFAULT '' NOT NULL, sent_at TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, kind, about)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS escalation (
        community TEXT DEFAULT '' NOT NULL, department TEXT DEFAULT '' NOT NULL, address TEXT DEFAULT '' NOT NULL,
        changed_at TEXT DEFAULT '' NOT NULL, changed_by TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, department)
    )
    """,
)
#: m0022; all append-only
OVERSIGHT = (
    """
    CREATE TABLE IF NOT EXISTS council_session_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, day DATE NOT NULL, seq INTEGER NOT
        NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, name TEXT DEFAULT '' NOT NULL, name_en TEXT DEFAULT
        '' NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (community, edition, day, seq), FOREIGN KEY(community,
        seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS decision_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, number TEXT DEFAULT '' NOT NULL, day
        DATE NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, body TEXT DEFAULT ''
        NOT NULL, name TEXT DEFAULT '' NOT NULL, name_en TEXT DEFAULT '' NOT NULL, link TEXT DEFAULT '' NOT NULL,
        subjects TEXT DEFAULT '' NOT NULL, comment TEXT DEFAULT '' NOT NULL, position INTEGER NOT NULL, PRIMARY KEY
        (community, edition, number, day, seq), FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS assignment_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, decision TEXT DEFAULT '' NOT NULL,
        decision_day DATE NOT NULL, number TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL,
        removed BOOLEAN NOT NULL, name TEXT DEFAULT '' NOT NULL, name_en TEXT DEFAULT '' NOT NULL, department TEXT
        DEFAULT '' NOT NULL, due DATE, state TEXT DEFAULT '' NOT NULL, done DATE, evidence TEXT DEFAULT '' NOT NULL,
        withdrawn_by TEXT DEFAULT '' NOT NULL, withdrawn_on DATE, position INTEGER NOT NULL, PRIMARY KEY (community,
        edition, decision, decision_day, number, seq), FOREIGN KEY(community, seq) REFERENCES upload (community,
        seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS event_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, day DATE NOT NULL, number INTEGER NOT
        NULL, seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, name TEXT DEFAULT '' NOT
        NULL, name_en TEXT DEFAULT '' NOT NULL, codes TEXT DEFAULT '' NOT NULL, link TEXT DEFAULT '' NOT NULL,
        position INTEGER NOT NULL, PRIMARY KEY (community, edition, day, number, seq), FOREIGN KEY(community, seq)
        REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS risk_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, goal TEXT DEFAULT '' NOT NULL, number
        INTEGER NOT NULL, seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, name TEXT DEFAULT
        '' NOT NULL, name_en TEXT DEFAULT '' NOT NULL, watcher TEXT DEFAULT '' NOT NULL, review_by DATE, position
        INTEGER NOT NULL, PRIMARY KEY (community, edition, goal, number, seq), FOREIGN KEY(community, seq)
        REFERENCES upload (community, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS alignment_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        document TEXT DEFAULT '' NOT NULL, document_code TEXT DEFAULT '' NOT NULL, seq INTEGER NOT NULL, published
        DATE NOT NULL, removed BOOLEAN NOT NULL, name TEXT DEFAULT '' NOT NULL, name_en TEXT DEFAULT '' NOT NULL,
        position INTEGER NOT NULL, PRIMARY KEY (community, edition, code, document, document_code, seq), FOREIGN
        KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
)
OVERSIGHT_TABLES = ("council_session_rev", "decision_rev", "assignment_rev", "event_rev", "risk_rev", "alignment_rev")
#: m0023; append-only
ACTION_MONEY = (
    """
    CREATE TABLE IF NOT EXISTS action_money_rev (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT '' NOT NULL,
        name TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, "end" INTEGER NOT NULL, source TEXT DEFAULT '' NOT NULL,
        seq INTEGER NOT NULL, published DATE NOT NULL, removed BOOLEAN NOT NULL, plan FLOAT(53), actual FLOAT(53),
        sheet TEXT DEFAULT '' NOT NULL, cell TEXT DEFAULT '' NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (community, edition, code, name, number, "end", source, seq),
        FOREIGN KEY(community, seq) REFERENCES upload (community, seq)
    )
    """,
)
#: m0025
PEERS = (
    """
    CREATE TABLE IF NOT EXISTS peer (
        community TEXT DEFAULT '' NOT NULL, key TEXT DEFAULT '' NOT NULL, identifier TEXT DEFAULT '' NOT NULL,
        released TEXT DEFAULT '' NOT NULL, sha256 TEXT DEFAULT '' NOT NULL, content TEXT DEFAULT '' NOT NULL,
        added_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, key)
    )
    """,
)
#: m0026
QUESTIONS = (
    """
    CREATE TABLE IF NOT EXISTS question (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, edition TEXT DEFAULT '' NOT NULL,
        code TEXT DEFAULT '' NOT NULL, period TEXT DEFAULT '' NOT NULL, released TEXT DEFAULT '' NOT NULL,
        value TEXT DEFAULT '' NOT NULL, words TEXT DEFAULT '' NOT NULL, address TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL, asked_at TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
        answer TEXT DEFAULT '' NOT NULL, mended TEXT DEFAULT '' NOT NULL, told_words TEXT DEFAULT '' NOT NULL,
        decided_at TEXT DEFAULT '' NOT NULL, decided_by TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, number)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS question_try (
        community TEXT DEFAULT '' NOT NULL, id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
        address_hash TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, id)
    )
    """,
)
#: m0027
ASSIGNMENT_ANSWERS = (
    """
    CREATE TABLE IF NOT EXISTS assignment_answer (
        community TEXT DEFAULT '' NOT NULL, edition TEXT DEFAULT '' NOT NULL, decision TEXT DEFAULT '' NOT NULL,
        decision_day DATE NOT NULL, number TEXT DEFAULT '' NOT NULL, done DATE, words TEXT DEFAULT '' NOT NULL,
        login TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
        state TEXT DEFAULT '' NOT NULL, comment TEXT DEFAULT '' NOT NULL, decided_by TEXT DEFAULT '' NOT NULL,
        decided_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, edition, decision, decision_day, number)
    )
    """,
)
#: m0028
SUBSCRIPTIONS = (
    """
    CREATE TABLE IF NOT EXISTS subscriber (
        community TEXT DEFAULT '' NOT NULL, key TEXT DEFAULT '' NOT NULL, address TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL, committee TEXT DEFAULT '' NOT NULL, codes TEXT DEFAULT '' NOT NULL,
        state TEXT DEFAULT '' NOT NULL, asked_at TEXT DEFAULT '' NOT NULL, confirmed_at TEXT DEFAULT '' NOT NULL,
        told TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, key)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS subscriber_try (
        community TEXT DEFAULT '' NOT NULL, id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
        address_hash TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, id)
    )
    """,
)
#: m0029
SEALS = (
    """
    CREATE TABLE IF NOT EXISTS seal_leaf (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, entry TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, number)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS seal_checkpoint (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, note TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (community, number)
    )
    """,
)
SEAL_TABLES = ("seal_leaf", "seal_checkpoint")
#: m0031
STAMPS = (
    """
    CREATE TABLE IF NOT EXISTS seal_stamp (
        community TEXT DEFAULT '' NOT NULL, number INTEGER NOT NULL, note TEXT DEFAULT '' NOT NULL,
        answer TEXT DEFAULT '' NOT NULL, PRIMARY KEY (community, number)
    )
    """,
)
#: SQLite cannot lift the NOT NULL of a column
TERMS_OR_NONE = (
    "ALTER TABLE strategy_rev ADD COLUMN days_or_none INTEGER",
    "UPDATE strategy_rev SET days_or_none = deadline_days",
    "ALTER TABLE strategy_rev DROP COLUMN deadline_days",
    "ALTER TABLE strategy_rev RENAME COLUMN days_or_none TO deadline_days",
)
