"""The subcommands of bin/motcua, one module each, named like the command.

A module defines NAME, HELP (one Vietnamese line), NEEDS_DJANGO (True: settings and database), `arguments(parser)` and
`run(options) -> int`, the exit code: 0 done, 1 refused, 2 wrong usage. A Fault that leaves `run` becomes one sentence
on the error stream. The lists are split so that a command without Django starts without it.
"""

PURE = ("code", "deadline", "serve")
WITH_DJANGO: tuple[str, ...] = (
    "act", "backup", "catalogue", "demo", "doctor", "fold", "ledger", "openapi", "people", "prepare", "restore",
    "worker",
)  # fmt: skip

# They work in a house that stands; the others make one, examine one, or need none.
IN_A_HOUSE = frozenset({"act", "backup", "catalogue", "fold", "ledger", "people", "worker"})
