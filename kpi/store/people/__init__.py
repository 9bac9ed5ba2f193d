"""Accounts, sessions and letters: rows that change, unlike revisions."""
