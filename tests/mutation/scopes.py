"""What is put to the proof, and by which tests."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASS_MARK = 80  # percent of the mutants of a scope
# A test that takes longer alone is not asked: to leave it out can only lower the score.
SLOW_TEST = 1.0


@dataclass(frozen=True, slots=True)
class Scope:
    """Files, and the tests that must notice a fault in them."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    database: bool = False
    left_out: tuple[str, ...] = ()  # tests that take half a minute each time: without them the score can only be lower

    def paths(self) -> list[Path]:
        """The files in the order of their names."""
        return sorted(path for pattern in self.files for path in ROOT.glob(pattern) if path.name != "__init__.py")


SCOPES = {
    "rules": Scope(
        "rules",
        ("src/motcua/rules/*.py",),
        ("tests/rules",),
        left_out=(
            "tests/rules/test_deadline_properties.py"
            "::test_working_minutes_between_two_moments_are_what_the_oracle_counts",
        ),
    ),
    "rights": Scope(
        "rights",
        ("src/motcua/people/rights.py", "src/motcua/people/permissions.py", "src/motcua/people/actions.py"),
        ("tests/people/test_permissions.py", "tests/people/test_rights_by_hand.py"),
        database=True,
    ),
    "door": Scope(
        "door",
        ("src/motcua/dossiers/change.py", "src/motcua/dossiers/clock.py", "src/motcua/dossiers/work.py"),
        # None that draws a paper: the press has threads of its own, which a forked process lacks, and waits for them.
        (
            "tests/dossiers/test_life.py",
            "tests/dossiers/test_pauses.py",
            "tests/dossiers/test_refusals.py",
            "tests/dossiers/test_late_for_ever.py",
            "tests/dossiers/test_clocks_behind.py",
            "tests/dossiers/test_alarms.py",
            "tests/dossiers/test_door.py",
            "tests/dossiers/test_clock_moves.py",
            "tests/dossiers/test_works.py",
        ),
        database=True,
    ),
}
