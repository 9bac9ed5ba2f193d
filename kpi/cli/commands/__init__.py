"""The commands, one module each: `register(subparsers)` and `run(args) -> exit code`.

`register` imports nothing heavy: what a command needs it imports in `run`.
"""
