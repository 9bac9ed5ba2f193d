"""Sealed releases (docs/seals.md): each release of the public snapshot is a leaf of a public append-only log.

The log knows nothing but what is public; its formats are RFC 6962 and those of C2SP, so that tools of others check it.
"""
