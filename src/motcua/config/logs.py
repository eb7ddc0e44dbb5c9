"""What a log line looks like, and what never stands in one.

Logs are read by operators, copied into tickets and kept by other rules than the dossiers: no identity number, phone,
e-mail or address of a person may stand there (Decree 13/2023 Art. 3: data minimised to the purpose). The formatter
works on the finished line, traceback included, so that nobody can forget it.
"""

import logging
import re
from typing import Any

_KEYS = "address|street|phone|identity_no|identity|email|full_name|name_of_owner|password|token"
MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # PostgreSQL repeats the whole row when a constraint refuses it.
    (re.compile(r"(Failing row contains|Key) \(.*", re.IGNORECASE), r"\1 [ẩn]"),
    (re.compile(rf"(?i)\b({_KEYS})([\"']?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&)}}\]]+)"), r"\1\2[ẩn]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[thư điện tử]"),
    (re.compile(r"(?<![\w.+-])(?:\+84|84|0)(?:[ .-]?\d){9,10}(?![\w.-]*\d)"), "[điện thoại]"),
    (re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)"), "[số định danh]"),
    (re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"), "[địa chỉ máy]"),
)


def redact(text: str) -> str:
    """The text with identity numbers, phones, e-mails, machine addresses and named personal values masked."""
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return text


class RedactingFormatter(logging.Formatter):
    """One line a record: moment, level, logger, message; message and traceback redacted."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line itself; the moment in front of it is left as it is."""
        record.message = redact(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """The traceback, redacted."""
        return redact(super().formatException(ei))


def configuration() -> dict[str, Any]:
    """Django's LOGGING: everything from INFO up, to the error stream, through the one formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "motcua.config.logs.RedactingFormatter"}},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stream"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "pikepdf": {"level": "WARNING"},  # it greets at every start
        },
    }
