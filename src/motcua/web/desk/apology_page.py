"""`/nv/xin-loi/`: the apologies of an office, by the hours that are left to send them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.dossiers.apologies import CAUSES
from motcua.dossiers.apology_letter import STATE_WORDS
from motcua.dossiers.apology_queue import After, Queue, Row, counts, page
from motcua.dossiers.models.apologies import UNSENT
from motcua.ledger.actor import Actor
from motcua.people.permissions import may
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.apologies import APOLOGY_WORDS, PROMISE_WORDS, promise_now
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import ApologyState, Clock
from motcua.rules.lifecycle import Verb
from motcua.web.desk.nav import APOLOGY_SLUGS, count_words, shell_for
from motcua.web.shared.dates import moment_words
from motcua.web.shared.deadline_words import Deadline, deadline_words, span_words
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen

SLUGS = {slug: queue for queue, slug in APOLOGY_SLUGS.items()}
NAMES = {
    Queue.DUE: "Sắp phải gửi",
    Queue.OWED: "Quá hạn chưa xin lỗi",
    Queue.SIGN: "Chờ ký",
    Queue.SEND: "Chờ gửi",
    Queue.SENT: "Đã gửi",
    Queue.ENDED: "Kết thúc chưa xin lỗi",
}
EMPTY = {
    Queue.DUE: "Không có hồ sơ nào sắp phải gửi thư xin lỗi.",
    Queue.OWED: "Không có hồ sơ nào quá hạn mà chưa xin lỗi.",
    Queue.SIGN: "Không có thư nào chờ ký.",
    Queue.SEND: "Không có thư nào chờ gửi.",
    Queue.SENT: "Chưa gửi thư xin lỗi nào.",
    Queue.ENDED: "Không có hồ sơ nào kết thúc muộn mà chưa xin lỗi.",
}
# What comes next for a letter in a state, in the order in which somebody's right is looked for.
NEXT: dict[ApologyState | None, tuple[tuple[Verb, str], ...]] = {
    None: ((Verb.DRAFT_APOLOGY, "Soạn thư"),),
    ApologyState.DRAFTED: ((Verb.SIGN_APOLOGY, "Ký thư"), (Verb.DRAFT_APOLOGY, "Sửa thư")),
    ApologyState.SIGNED: ((Verb.SEND_APOLOGY, "Gửi thư"), (Verb.SIGN_APOLOGY, "Ký lại")),
    ApologyState.SENT: (),
    ApologyState.DROPPED: (),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier in a list, ready to print."""

    code: str
    url: str
    procedure: str
    holder: str
    deadline: Deadline | None
    left: str
    tone: str
    state: str
    cause: str
    promise: str
    act: str
    act_url: str
    preview_url: str


@needs(Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY, Verb.SEND_APOLOGY)
def queue(request: HttpRequest) -> HttpResponse:
    """One list behind each tab, fifty lines a page; without a tab the one in which this role has most to do."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    chosen = SLUGS.get(request.GET.get("muc", ""), _first(actor))
    found = page(actor, chosen, at=at, after=After.parse(request.GET.get("sau", "")))
    seen(request, [row.dossier.pk for row in found.rows], page="desk:apologies")
    many = counts(actor, at=at)
    slug = next(word for word, one in SLUGS.items() if one is chosen)
    context: dict[str, Any] = {
        "shell": shell_for(request, "apologies"),
        "tabs": [_tab(word, one, many.get(one, 0), current=one is chosen) for word, one in SLUGS.items()],
        "lines": [_line(row, actor, at, back=f"{request.path}?muc={slug}") for row in found.rows],
        "nothing": EMPTY[chosen],
        "over": chosen in (Queue.SENT, Queue.ENDED),
        "more_url": f"?{urlencode({'muc': slug, 'sau': str(found.after)})}" if found.after else "",
    }
    return render(request, "desk/apologies.html", context)


def _first(actor: Actor) -> Queue:
    if may(actor, Verb.SIGN_APOLOGY):
        return Queue.SIGN
    return Queue.DUE if may(actor, Verb.DRAFT_APOLOGY) else Queue.SEND


def _tab(slug: str, one: Queue, count: int, *, current: bool) -> dict[str, Any]:
    return {
        "name": NAMES[one],
        "url": f"?muc={slug}",
        "count": count_words(count) if count else "",
        "tone": "late" if one is Queue.OWED and count else "",
        "current": current,
    }


def _line(row: Row, actor: Actor, at: datetime, *, back: str) -> Line:
    case, letter = row.dossier, row.letter
    calendar = calendar_for(case.receiving_unit_id, case.calendar_version_id)
    state = ApologyState(letter.state) if letter else None
    act, act_url = _next(row, actor, state, back)
    left = span_words(at, row.send_by, calendar) if row.send_by and row.minutes_left else ""
    return Line(
        code=str(case),
        url=reverse("desk:dossier", args=[str(case)]),
        procedure=shelf().version(case.procedure_version_id).name,
        holder=roster().unit(case.holder_unit_id, legal_day(at)).label,
        deadline=deadline_words(case, at=at, calendar=calendar),
        left=f"Còn {left}" if left else "Đã qua lúc phải gửi",
        tone="soon" if left else "late",
        state=STATE_WORDS[state] if state else _without(row),
        cause=reason_text(CAUSES, letter.cause, on=legal_day(letter.drafted_at)) if letter else "",
        promise=_promise(row, at),
        act=act,
        act_url=act_url,
        preview_url=reverse("desk:apology_preview", args=[str(case)]) if state in UNSENT else "",
    )


def _without(row: Row) -> str:
    """Where there is no letter: it can still be drafted, or never any more."""
    return "Chưa soạn" if row.dossier.finished_at is None and row.dossier.closed_at is None else "Không có thư"


def _next(row: Row, actor: Actor, state: ApologyState | None, back: str) -> tuple[str, str]:
    """The one thing that this person may do now; nothing over what is settled, or stands still."""
    if row.dossier.clock != Clock.RUNNING:
        return "", ""
    for verb, words in NEXT[state]:
        if may(actor, verb):
            return words, f"{reverse('desk:verb', args=[str(row.dossier), verb])}?{urlencode({'back': back})}"
    return "", ""


def _promise(row: Row, at: datetime) -> str:
    """The new date; of a letter that was sent, its class and what became of the date."""
    case, letter = row.dossier, row.letter
    if letter is None:
        return ""
    words = f"Hẹn lại {moment_words(letter.new_due)}"
    if letter.sent_at is None:
        return words
    promised = case.promised_due or letter.new_due
    became = promise_now(promised, finished_at=case.finished_at, closed_at=case.closed_at, at=at)
    return f"{words}. {APOLOGY_WORDS[ApologyClass(case.apology)]}. {PROMISE_WORDS[became]}"
