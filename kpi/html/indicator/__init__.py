"""What stands on an indicator's page beside its own series: its parts, other communities, questions."""
