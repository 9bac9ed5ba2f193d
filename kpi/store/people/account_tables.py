"""The tables of signing in: accounts, acting heads, invitations, sessions, known browsers, wrong tries.

Rows here change, unlike revisions.
"""

from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from kpi.store.schema import METADATA, day, flag, integer, text

#: who may sign in; `id` counts from 1 within the community and is never given twice
ACCOUNT = Table(
    "account",
    METADATA,
    text("community"),
    integer("id"),
    text("login"),
    text("name"),
    text("email"),  # lower case, "" where there is none
    text("role"),
    text("departments"),  # JSON list of codes
    text("password_hash"),  # "" where only an identity provider lets in
    flag("disabled"),
    text("created_at"),
    text("signed_in_at"),  # last time, "" = never
    PrimaryKeyConstraint("community", "id"),
    UniqueConstraint("community", "login"),
)
#: who stands in for the head of a department, both days included
ACTING = Table(
    "acting",
    METADATA,
    text("community"),
    integer("account"),
    text("department"),  # code
    day("since", nullable=False),
    day("until", nullable=False),
    PrimaryKeyConstraint("community", "account", "department", "since"),
    ForeignKeyConstraint(["community", "account"], ["account.community", "account.id"]),
)
SESSION = Table(
    "session",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    text("community"),
    integer("account"),
    text("created_at"),
    text("seen_at"),
    text("closed_at"),
    text("agent"),  # the browser's name for itself, so that its owner knows it in the list
    ForeignKeyConstraint(["community", "account"], ["account.community", "account.id"]),
)
#: links by which people set their own passwords: each works once
INVITATION = Table(
    "invitation",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    text("community"),
    integer("account"),
    text("created_at"),
    text("expires_at"),
    text("used_at"),  # "" = not yet; a newer invitation takes the place of an older one
    ForeignKeyConstraint(["community", "account"], ["account.community", "account.id"]),
)
#: browsers that signed in before: guesses from elsewhere do not keep their owner out
DEVICE = Table(
    "device",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    text("community"),
    integer("account"),
    text("created_at"),
    ForeignKeyConstraint(["community", "account"], ["account.community", "account.id"]),
)
#: wrong passwords of the last hour, by hashes of the login and of the address
TRY = Table(
    "signin_try",
    METADATA,
    Column("id", Text, primary_key=True),
    text("community"),
    text("at"),
    text("login_hash"),
    text("address_hash"),
    text("device_hash"),
)
