"""The command line: `kpi.cli.commands` holds a module for each command, what they share stands here."""
