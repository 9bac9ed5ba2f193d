"""The command line: commands that are no other room's."""
