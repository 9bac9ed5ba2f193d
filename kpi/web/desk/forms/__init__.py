"""Forms of the desk that came when their session had ended: carried, and shown again."""
