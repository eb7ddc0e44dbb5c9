"""Lists, search and pages at two sizes of the same database; filled by SQL, for which it is marked as a bench."""

from bench.report import Report
from bench.sides import Sides
from bench.suites import Pace


def run_sizes(sides: Sides, report: Report, pace: Pace, sizes: list[int]) -> None:
    """Grow to each size and measure."""


def draw_size_bars(report: Report, sizes: list[int]) -> None:
    """The bars between the sizes."""
