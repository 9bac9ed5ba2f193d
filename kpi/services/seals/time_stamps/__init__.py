"""Time stamps of checkpoints by an RFC 3161 authority (docs/seals.md): asked for, kept as files of the log, held."""
