"""What did not leave by e-mail and why: letters that failed for good, and letters that are late. For the administrator.

A reason is what the mail server said, without the addresses in it. No dossier and no applicant is named.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from motcua.notices.models import Dispatch
from motcua.notices.ports import has_post
from motcua.rules.notices import MailState

LATE = timedelta(minutes=30)  # past the moment at which a letter was to leave
MOST = 50
_FAILED = Q(state=MailState.FAILED)
_ADDRESS = re.compile(r"[^\s<>\"'()\[\],;:]+@[^\s<>\"'()\[\],;:]+")
NO_SERVER = "Máy này chưa khai máy chủ thư, nên không thư nào gửi đi."
NOT_TRIED = "Chưa thử gửi; tiến trình nền không chạy hoặc đang bận."


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The letters of one person that share a reason: how many notices, how often tried, since when."""

    person_id: int
    notices: int
    attempts: int
    since: datetime
    next_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notices failed for good, how many are late, since when the oldest."""

    failed: int
    late: int
    oldest: datetime | None


def counts(*, at: datetime) -> Counts:
    """All that did not leave by `at` (aware). One statement."""
    found = Dispatch.objects.filter(_FAILED | _late(at)).aggregate(
        failed=Count("pk", filter=_FAILED), late=Count("pk", filter=~_FAILED), oldest=Min("notice__at")
    )
    return Counts(found["failed"], found["late"], found["oldest"])


def failed() -> list[Undelivered]:
    """What was given up, newest first, a line a person and reason. One statement."""
    return _lines(Dispatch.objects.filter(_FAILED))


def late(*, at: datetime) -> list[Undelivered]:
    """What should have left by `at` and is still tried, oldest first. One statement."""
    return list(reversed(_lines(Dispatch.objects.filter(_late(at)))))


def said_reason(text: str) -> str:
    """What the mail server said, in one line, without the addresses in it; why nothing was said when it was not."""
    if text:
        return _ADDRESS.sub("(địa chỉ)", " ".join(text.split()))
    return NOT_TRIED if has_post() else NO_SERVER


def _late(at: datetime) -> Q:
    return Q(Q(next_at__lt=at - LATE) | ~Q(last_error=""), state=MailState.QUEUED)


def _lines(rows: QuerySet[Dispatch]) -> list[Undelivered]:
    grouped = rows.values("person_id", "last_error").annotate(
        notices=Count("pk"), tried=Max("attempts"), since=Min("notice__at"), next=Min("next_at")
    )
    found: list[Mapping[str, Any]] = [*grouped.order_by("-since", "person_id")[:MOST]]
    return [
        Undelivered(
            person_id=row["person_id"],
            notices=row["notices"],
            attempts=row["tried"],
            since=row["since"],
            next_at=row["next"],
            reason=said_reason(row["last_error"]),
        )
        for row in found
    ]
