"""What a check finds in the files: where it stands and what is wrong, in one Vietnamese sentence."""

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is. Errors keep the whole import from happening."""

    ERROR = 1
    WARNING = 2
    NOTE = 3


SEVERITY_WORDS: dict[Severity, str] = {
    Severity.ERROR: "lỗi",
    Severity.WARNING: "cảnh báo",
    Severity.NOTE: "ghi chú",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding. `file` is relative to the catalogue's folder, `line` counts from 1."""

    file: str
    line: int
    code: str
    severity: Severity
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {SEVERITY_WORDS[self.severity]} [{self.code}] {self.sentence}"


def errors(findings: "list[Finding]") -> "list[Finding]":
    """Those that forbid an import."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
