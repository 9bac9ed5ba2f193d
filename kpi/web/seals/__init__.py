"""/log/… and /verify: the public log of sealed releases, and what it proves (docs/seals.md)."""
