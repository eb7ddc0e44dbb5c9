"""Mutants that are no faults: what they say is the same. Each with the reason why no test can ever notice it."""

_A_TYPE = "the name of a type, which nothing asks while the house runs"
_BY_LETTER = "a mark that is known here by its letter has no star behind it: its first sign is its last"
_AT_THE_END = "at the very end of the quiet hours their end is the moment itself"
_NOT_ASKED = "a calendar gives the day itself for a count of nothing, before it asks its table"
_AN_EXAMPLE = "only marks the place of a value in a statement, and is as unlike the other values as before"
_SEVEN, _SIX = (f"({', '.join(['Sessions'] * count)})" for count in (7, 6))
_WEEK = f"calendar.-: {_SEVEN} → {_SIX}"

EQUIVALENT: dict[str, str] = {
    "calendar.-: (Session, ...) → (...,)": _A_TYPE,
    "calendar.-: (Session, ...) → (Session,)": _A_TYPE,
    **{_WEEK + place: _A_TYPE for place in ("", *(f" ({no})" for no in range(2, 8)))},
    "calendar.WorkingCalendar._table: 0 → -1": "a calendar keeps one timetable at most: its first is its last",
    "change._lock: 0 → -1": "a code or a reference names one dossier at most: the first row is the last",
    "clock._close_running: 0 → -1": "the statement tells one column: the first is the last",
    "deadlines.-: (datetime, datetime | None) → (datetime | None,)": _A_TYPE,
    "deadlines.-: (datetime, datetime | None) → (datetime,)": _A_TYPE,
    "expressions.-: (str, object) → (object,)": _A_TYPE,
    "expressions.-: (str, object) → (str,)": _A_TYPE,
    "faults.Fault.message: 0 → -1": "a fault is raised with its sentence alone: the first of what it says is the last",
    "holidays_vn._basis: 0 → -1": _BY_LETTER,
    "holidays_vn._basis: 0 → -1 (2)": _BY_LETTER,
    "holidays_vn._basis: 0 → -1 (3)": _BY_LETTER,
    "holidays_vn._listed: 0 → -1": "of a single year the first is the last",
    "holidays_vn._stretch: 1 → 0": "a plus sign before the day of the month makes the same number",
    "identifiers.parse_tax_code: 10 → 11 (3)": "behind the tenth digit stand three more or none",
    "notices._after_quiet: begin <= now < end → begin <= now <= end": _AT_THE_END,
    "notices._after_quiet: now < end → now <= end": _AT_THE_END,
    "process.-: (str, object) → (object,)": _A_TYPE,
    "process.-: (str, object) → (str,)": _A_TYPE,
    "rights.-: (Action | Verb, Scope) → (Scope,)": _A_TYPE,
    "rights.-: (Action | Verb, Scope) → (Action | Verb,)": _A_TYPE,
    "timetable.-: (int, int) → (int,)": _A_TYPE,
    "timetable.-: (int, int) → (int,) (2)": _A_TYPE,
    "timetable.Timetable.moment: raise AssertionError('worked and spans are filled together') → pass": (
        "the line is there for the reader: time that was added up from the sessions of a day ends within one of them"
    ),
    "timetable.Timetable.nth_after: 0 → -1": _NOT_ASKED,
    "timetable.Timetable.nth_after: count > 0 → count >= 0": _NOT_ASKED,
    "timetable.Timetable.position: offset < closes → offset <= closes": (
        "a session that closes at the very moment takes nothing off the day"
    ),
    "work.-: 1 → 2": _AN_EXAMPLE,
    "work.-: 1 → 2 (2)": _AN_EXAMPLE,
}


def equivalent() -> set[str]:
    """Their names, as `python -m tests.mutation --survivors` writes them."""
    return set(EQUIVALENT)
