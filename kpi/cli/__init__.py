"""The commands of `python -m kpi`: one module each with `register(subparsers)` and `run(args) -> exit code`.

`register` imports nothing heavy: what a command needs it imports in `run`. A module whose name starts with an
underscore is no command.
"""
