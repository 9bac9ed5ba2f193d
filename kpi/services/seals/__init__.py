"""Sealed releases (docs/seals.md): each release of the public snapshot is a leaf of a public append-only log.

The log knows nothing but what is public; its formats are those of others (RFC 6962, C2SP), so that their tools check it.
"""
