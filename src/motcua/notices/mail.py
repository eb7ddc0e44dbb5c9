"""Letters to staff: all that is due to a person in one, handed over outside any transaction, tried again with patience.

A letter is claimed with a lease in one transaction, sent in none, marked in another. So it goes at least once, under a
key that is the same at every try of the same notices.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction
from django.db.models import F, Q

from motcua.catalogue.shelf import shelf
from motcua.dossiers.models import Dossier
from motcua.ledger.deliveries import ATTEMPTS, wait_after
from motcua.ledger.installation import ledger_id
from motcua.notices.models import Dispatch
from motcua.notices.ports import Later, Mail, NotTaken, Post, Unreachable, post
from motcua.notices.sentences import sentence
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.notices import MailState

LEASE = timedelta(minutes=5)
CLAIMED = 500  # notices a run
MOST_LINES = 40  # of one letter; the rest is counted
_WAITING = Q(state=MailState.QUEUED)


def send_due(*, at: datetime) -> int:
    """Send what is due by `at` (the server's clock, aware); how many letters the server has taken.

    A server that is away ends the run: everything else waits as long as the letter that found it out.
    """
    office = post()
    if office is None:
        return 0
    letters = [list(group) for _, group in groupby(_claim(at), key=lambda row: row.person_id)]
    taken = 0
    for number, rows in enumerate(letters):
        try:
            taken += _send(office, rows, at)
        except Unreachable as fault:
            _put_off(rows, at, str(fault))
            _release([row for others in letters[number + 1 :] for row in others], at + _wait(rows))
            break
    return taken


def _claim(at: datetime) -> list[Dispatch]:
    """Take what is due, by person; nobody else gets it until the lease ends."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    due = Dispatch.objects.filter(_WAITING, free, next_at__lte=at)
    if not due.exists():  # an idle worker takes no lock
        return []
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        ids = list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:CLAIMED])
        Dispatch.objects.filter(pk__in=ids).update(attempts=F("attempts") + 1, lease_until=at + LEASE)
    return list(Dispatch.objects.filter(pk__in=ids).select_related("notice").order_by("person_id", "pk"))


def _send(office: Post, rows: Sequence[Dispatch], at: datetime) -> bool:
    """One letter; whether the server has taken one. Raises Unreachable."""
    reader = roster().staff(rows[0].person_id)
    unread = [row for row in rows if row.notice.read_at is None] if reader.active and reader.email else []
    _mark([row for row in rows if row not in unread], state=MailState.DROPPED)
    if not unread:
        return False
    try:
        name = office.send(_letter(unread, to=reader.email, at=at))
    except NotTaken as refusal:
        _mark(unread, state=MailState.FAILED, last_error=str(refusal)[:500])
        return False
    except Unreachable:
        raise
    except Later as refusal:
        _put_off(unread, at, str(refusal))
        return False
    _mark(
        unread, state=MailState.SENT, sent_at=at, provider_ref=name[:200], last_error="",
        address_masked=masked(reader.email),
    )  # fmt: skip
    return True


def _letter(rows: Sequence[Dispatch], *, to: str, at: datetime) -> Mail:
    """What somebody reads: a line a notice, newest last. Codes, procedures, dates; no person."""
    dossiers = Dossier.objects.only("code", "reference", "procedure_version_id").in_bulk(
        {row.notice.dossier_id for row in rows}
    )
    lines = [_line(row, dossiers.get(row.notice.dossier_id)) for row in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        lines.append(f"Và {len(rows) - MOST_LINES} thông báo khác.")
    site = read("public_address", on=legal_day(at))
    if site:
        lines += [f"Xem tất cả: {site}/nv/thong-bao/", f"Đổi cách nhận thư: {site}/nv/thong-bao/tuy-chon/"]
    first = lines[0].partition("\n")[0]
    subject = first if len(rows) == 1 else f"{len(rows)} thông báo về hồ sơ"
    key = f"{ledger_id()}-{rows[0].pk}-{rows[-1].pk}"
    return Mail(to=to, subject=subject[:180], text="\n\n".join(lines) + "\n", key=key, at=at)


def _line(row: Dispatch, dossier: Dossier | None) -> str:
    notice = row.notice
    said = sentence(notice.kind, share=notice.share, facts=notice.facts, at=notice.at)
    if dossier is None:
        return f"{said}."
    return f"{dossier}: {said}.\n{shelf().version(dossier.procedure_version_id).name}"


def _mark(rows: Sequence[Dispatch], **columns: object) -> None:
    """Write how it went, while the lease is still ours."""
    for lease, group in groupby(rows, key=lambda row: row.lease_until):
        ours = Dispatch.objects.filter(_WAITING, pk__in=[row.pk for row in group], lease_until=lease)
        ours.update(lease_until=None, **columns)


def _put_off(rows: Sequence[Dispatch], at: datetime, error: str) -> None:
    """Wait longer each time; after ATTEMPTS tries it has failed."""
    tired = [row for row in rows if row.attempts >= ATTEMPTS]
    _mark(tired, state=MailState.FAILED, last_error=error[:500])
    _mark([row for row in rows if row not in tired], next_at=at + _wait(rows), last_error=error[:500])


def _wait(rows: Sequence[Dispatch]) -> timedelta:
    return wait_after(max(row.attempts for row in rows), rows[0].pk)


def _release(rows: Sequence[Dispatch], until: datetime) -> None:
    """What was claimed and not tried: no attempt of its own, and the same patience."""
    ids = [row.pk for row in rows]
    Dispatch.objects.filter(_WAITING, pk__in=ids).update(lease_until=None, attempts=F("attempts") - 1, next_at=until)


def masked(address: str) -> str:
    """An address as it is kept: t***@tanhoa.example."""
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"
