"""What was measured, as JSON lines and as a table with the bars."""

import json
import os
import platform
import statistics
import subprocess
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.load import Rate


@dataclass(frozen=True)
class Bar:
    """One figure beside its bar: `ratio` must be at least (or at most) `bar`."""

    name: str
    ratio: float
    bar: float
    at_least: bool = True
    unit: str = "%"

    @property
    def held(self) -> bool:
        """Whether the bar is held."""
        return self.ratio >= self.bar if self.at_least else self.ratio <= self.bar


@dataclass
class Report:
    """The rounds of one window, and the bars drawn from their medians."""

    rounds: dict[str, list[Rate]] = field(default_factory=lambda: defaultdict(list))
    bars: list[Bar] = field(default_factory=list)

    def add(self, name: str, rate: Rate) -> None:
        """One run of one side."""
        self.rounds[name].append(rate)
        print(json.dumps({"run": name, **{key: _short(value) for key, value in asdict(rate).items()}}), flush=True)

    def median(self, name: str, what: str = "per_second") -> float:
        """The median of the rounds."""
        return float(statistics.median(getattr(rate, what) for rate in self.rounds[name]))

    def bar(self, name: str, ratio: float, bar: float, *, at_least: bool = True, unit: str = "%") -> None:
        """Hold a figure against its bar."""
        made = Bar(name, ratio, bar, at_least, unit)
        self.bars.append(made)
        said = {"bar": name, "ratio": _short(ratio), "limit": bar, "at_least": at_least, "held": made.held}
        print(json.dumps(said), flush=True)

    def share(self, name: str, side: str, of: str, bar: float) -> None:
        """A bar of one side's rate in per cent of another's."""
        base = self.median(of)
        self.bar(name, 100 * self.median(side) / base if base else 0.0, bar)

    def table(self) -> str:
        """Both tables, in Markdown."""
        lines = [
            "| run | per second | p50 ms | p95 ms | errors | rounds |",
            "| --- | ---: | ---: | ---: | ---: | --- |",
        ]
        for name, rates in self.rounds.items():
            errors = sum(rate.errors for rate in rates)
            middle = " | ".join(f"{self.median(name, what):,.1f}" for what in ("per_second", "p50", "p95"))
            spread = " ".join(f"{rate.per_second:,.0f}" for rate in rates)
            lines.append(f"| {name} | {middle} | {errors} | {spread} |")
        lines += ["", "| bar | measured | asked | held |", "| --- | ---: | ---: | --- |"]
        for bar in self.bars:
            sign = "≥" if bar.at_least else "≤"
            held = "yes" if bar.held else "**no**"
            lines.append(f"| {bar.name} | {bar.ratio:,.1f} {bar.unit} | {sign} {bar.bar:g} {bar.unit} | {held} |")
        return "\n".join(lines)


def _short(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value


def conditions(**more: Any) -> dict[str, Any]:
    """How it was run: versions, cores, load of the machine."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    one, five, fifteen = os.getloadavg()
    return {
        "commit": commit, "python": platform.python_version(), "cores": os.cpu_count(),
        "load": [round(one, 2), round(five, 2), round(fifteen, 2)], "system": platform.release(), **more,
    }  # fmt: skip
