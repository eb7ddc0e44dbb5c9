"""The leader's queue: read, approve, hand back; in bulk only what carries no flag."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.dossiers.diary import diary
from motcua.dossiers.models import Outcome, Verdict
from motcua.dossiers.picture import Picture, picture
from motcua.dossiers.supplement_lists import waiting
from motcua.dossiers.worklist import Box, Page, Row, Urgency, page
from motcua.rules.codes import OutcomeKind, PaperVerdict, SupplementState
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.web.desk.batch_page import Batch, keep_batch, last_batch
from motcua.web.desk.dossier_page import buttons, file_url, is_picture, paper_views
from motcua.web.desk.nav import shell_for
from motcua.web.desk.supplement_page import lines_of
from motcua.web.desk.verb_pages import form_of
from motcua.web.desk.work_lines import Line, line
from motcua.web.desk.work_page import GROUP_WORDS, act_on_many
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast, say

PROPOSALS = {OutcomeKind.APPROVED: "chấp thuận", OutcomeKind.REFUSED: "từ chối"}


@dataclass(frozen=True, slots=True)
class Item:
    """One dossier of the queue; `flags` are the reasons to read it before signing."""

    line: Line
    group: str
    flags: tuple[str, ...]
    proposal: str
    approved: bool
    current: bool
    token: str


def _address_of(code: str) -> str:
    return f"{reverse('desk:sign')}?ho-so={code}" if code else ""


BATCH = Batch(
    key="approved_batch",
    title="Kết quả duyệt hàng loạt",
    act="duyệt",
    section="sign",
    back="desk:sign",
    back_words="Về hàng chờ",
    url_of=_address_of,
)


@needs(Verb.APPROVE)
def queue(request: HttpRequest) -> HttpResponse:
    """`/nv/ky/`: the queue at the left, the chosen dossier at the right."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = page(actor, Box.SIGN, at=at)
    chosen = request.GET.get("ho-so") or (found.rows[0].code if found.rows else "")
    items = _items(found, chosen, at)
    shown = _picture(request, chosen)
    seen(request, [row.dossier_id for row in found.rows], page="desk:sign")
    context: dict[str, Any] = {
        "shell": shell_for(request, "sign"),
        "items": items,
        "to_sign": lines_of(
            [row for row in waiting(actor, SupplementState.PROPOSED, at=at) if row.may], SupplementState.PROPOSED, at=at
        ),
        "plain": [item for item in items if not item.flags and not item.approved],
        "picture": shown,
        "full": found.after is not None,
        "opened": "ho-so" in request.GET,
        **_pager(items),
    }
    if shown is not None:
        context |= _decision(request, shown)
    return render(request, "desk/sign.html", context)


def _pager(items: list[Item]) -> dict[str, Any]:
    """Where the chosen dossier stands in the queue, and its neighbours; the one behind it comes after a decision."""
    codes = [item.line.row.code for item in items]
    at = next((no for no, item in enumerate(items) if item.current), None)
    if at is None:
        return {"next_url": reverse("desk:sign")}
    before, after = codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""
    following = next(
        (code for code, item in zip(codes[at + 1 :], items[at + 1 :], strict=True) if not item.approved), ""
    )
    return {
        "place": at + 1,
        "before_url": _address_of(before),
        "after_url": _address_of(after),
        "next_url": _address_of(following) or reverse("desk:sign"),
    }


def _picture(request: HttpRequest, code: str) -> Picture | None:
    """The chosen dossier; none when the address names something that is not there for this person."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not code:
        return None
    try:
        return picture(code, actor=actor, at=at)
    except Fault:
        return None


def _decision(request: HttpRequest, shown: Picture) -> dict[str, Any]:
    """What to know before signing: who asks for what, what was checked, what is proposed."""
    proposed = next((entry for entry in diary(shown) if entry.verb is Verb.PROPOSE), None)
    outcome = shown.outcomes[-1] if shown.outcomes else None
    return {
        "papers": paper_views(shown, None),
        "proposed": proposed,
        "outcome": outcome,
        "draft_url": file_url(outcome.file) if outcome else "",
        "draft_is_picture": bool(outcome and outcome.file and is_picture(outcome.file)),
        "buttons": buttons(shown),
        "can_approve": Verb.APPROVE in shown.verbs and _grants(outcome),
        "send_back_form": form_of(Verb.SEND_BACK, shown, request) if Verb.SEND_BACK in shown.verbs else None,
    }


def _grants(outcome: Outcome | None) -> bool:
    """A proposal to refuse is decided with its reason, on the form of that verb."""
    return outcome is not None and outcome.draft and outcome.kind != OutcomeKind.REFUSED


def _items(found: Page, chosen: str, at: datetime) -> list[Item]:
    """The queue with its flags; one statement for all of them. What was proposed last says whether a paper is amiss."""
    ids = [row.dossier_id for row in found.rows]
    later = Verdict.objects.filter(paper=OuterRef("paper"), pk__gt=OuterRef("pk"))
    poor = Verdict.objects.filter(verdict=PaperVerdict.NEEDS_WORK, paper__replaced_by=None).filter(~Exists(later))
    amiss = poor.filter(paper__dossier=OuterRef("dossier"))
    proposed = Outcome.objects.filter(dossier__in=ids).annotate(doubted=Exists(amiss)).order_by("no")
    outcomes: dict[int, Outcome] = {outcome.dossier_id: outcome for outcome in proposed}
    return [
        Item(
            line=line(row, at),
            group=GROUP_WORDS[row.urgency],
            flags=_flags(row, outcomes.get(row.dossier_id)),
            proposal=PROPOSALS.get(outcomes[row.dossier_id].kind, "") if row.dossier_id in outcomes else "",
            approved=(o := outcomes.get(row.dossier_id)) is not None and not o.draft,
            current=row.code == chosen,
            token=f"{row.code}@{row.version}",
        )
        for row in found.rows
    ]


def _flags(row: Row, outcome: Outcome | None) -> tuple[str, ...]:
    """Why a dossier must be read before it is signed."""
    flags = []
    if row.urgency is Urgency.LATE:
        flags.append("Quá hạn")
    if outcome is not None and outcome.kind != OutcomeKind.APPROVED:
        flags.append("Đề xuất từ chối")
    if outcome is not None and outcome.doubted:
        flags.append("Có giấy tờ cần bổ sung")
    return tuple(flags)


@needs(Verb.APPROVE)
def approve_many(request: HttpRequest) -> HttpResponse:
    """Approve the chosen unflagged dossiers, each its own act; GET says what came of each of the last ones."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method != "POST":
        return last_batch(request, BATCH)
    found = page(actor, Box.SIGN, at=at, size=200)
    plain = {item.line.row.code for item in _items(found, "", at) if not item.flags}
    chosen = request.POST.getlist("ho-so")[:200]
    flagged = [text for text in chosen if text.partition("@")[0] not in plain]
    done, failed = act_on_many(request, Verb.APPROVE, [text for text in chosen if text not in flagged])
    failed += [(text.partition("@")[0], "Hồ sơ có cảnh báo, phải tự đọc trước khi duyệt.") for text in flagged]
    if done and not failed:
        say(request, Toast(f"Đã duyệt {len(done)} hồ sơ."))
        return HttpResponseRedirect(reverse("desk:sign"))
    keep_batch(request, BATCH, done, failed)
    return HttpResponseRedirect(reverse("desk:approve_many"))
