"""Mutants that are no faults: what they say is the same. Each with the reason why no test can ever notice it."""

_A_TYPE = "the name of a type, which nothing asks while the house runs"

EQUIVALENT: dict[str, str] = {
    "calendar.WorkingCalendar._table: 0 → -1": "a calendar keeps one timetable at most: its first is its last",
    "rights.-: (Action | Verb, Scope) → (Scope,)": _A_TYPE,
    "rights.-: (Action | Verb, Scope) → (Action | Verb,)": _A_TYPE,
}


def equivalent() -> set[str]:
    """Their names, as `python -m tests.mutation --survivors` writes them."""
    return set(EQUIVALENT)
