"""What the page of a dossier shows of a supplement: the declaration to be judged, what is collected, old beside new."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from motcua.dossiers.picture import Picture
from motcua.dossiers.supplement_picture import PartPicture, Request, under_way
from motcua.dossiers.supplements import APPLICANT, OWNER
from motcua.people.permissions import Action, may
from motcua.people.roster import roster
from motcua.rules.codes import PaperVerdict, PartyRole, SupplementState
from motcua.rules.lifecycle import Verb
from motcua.web.shared.dates import moment_words

STATE_WORDS = {
    SupplementState.PROPOSED: "Chờ lãnh đạo ký",
    SupplementState.SIGNED: "Đã ký, chờ Bộ phận Một cửa gửi",
    SupplementState.SENT: "Chờ người nộp bổ sung",
}
# In which state of the request each verb has something to do; None: while no request is open.
FITS: dict[Verb, tuple[SupplementState | None, ...]] = {
    Verb.PROPOSE_SUPPLEMENT: (None,),
    Verb.SIGN_SUPPLEMENT: (SupplementState.PROPOSED,),
    Verb.DROP_SUPPLEMENT: (SupplementState.PROPOSED, SupplementState.SIGNED),
    Verb.REQUEST_SUPPLEMENT: (SupplementState.SIGNED,),
    Verb.ACCEPT_SUPPLEMENT: (SupplementState.SENT,),
    Verb.LAPSE_SUPPLEMENT: (SupplementState.SENT,),
    # Nobody decides while the applicant is about to be asked.
    **dict.fromkeys((Verb.PROPOSE, Verb.APPROVE, Verb.DECLINE), (None,)),
}


def idle(found: Picture, verb: Verb) -> bool:
    """Whether a verb of a supplement has nothing to do now. No statement."""
    return verb in FITS and under_way(found.events) not in FITS[verb]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the declaration in the list of the page, and what it says."""

    key: str
    name: str
    verdict: str
    verdict_word: str
    reason: str
    answer: str
    url: str
    current: bool
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AskView:
    """The card of the request: where it stands, or what has been collected for it so far."""

    state: str
    lines: tuple[tuple[str, str], ...]
    until: str
    late: bool
    unjudged: int
    times: int


def supplement_context(request: HttpRequest, found: Picture) -> dict[str, Any]:
    """The parts of the declaration, the one that is looked at, and the card of the request."""
    at = request.at  # type: ignore[attr-defined]
    chosen = request.GET.get("phan", "")
    parts = [_part(request, found, part, chosen) for part in found.supplement.parts]
    return {
        "form_parts": parts,
        "form_part": next((part for part in parts if part.current), None),
        "ask": _ask(found, at),
    }


def _part(request: HttpRequest, found: Picture, part: PartPicture, chosen: str) -> PartView:
    passed = part.verdict is PaperVerdict.PASS
    word = "Chưa xem" if part.verdict is None else ("Đạt" if passed else "Cần bổ sung")
    return PartView(
        key=part.key,
        name=part.name,
        verdict="" if part.verdict is None else ("ok" if passed else "warn"),
        verdict_word=word if found.sees_appraisal else "",
        reason=part.reason if part.verdict is PaperVerdict.NEEDS_WORK else "",
        answer=part.answer,
        url=f"{reverse('desk:dossier', args=[str(found.dossier)])}?phan={part.key}",
        current=part.key == chosen,
        said=_said(request, found, part.key) if part.key == chosen else (),
    )


def _said(request: HttpRequest, found: Picture, key: str) -> tuple[tuple[str, str], ...]:
    """What the declaration says in this part, for those who may see persons."""
    if key not in (APPLICANT, OWNER):
        agency = roster().unit(found.dossier.competent_unit_id).name
        case = (("Trường hợp", found.case.name),) if found.case else ()
        return (("Thủ tục", found.version.name), *case, ("Trích yếu", found.title), ("Cơ quan giải quyết", agency))
    party = found.party(PartyRole.APPLICANT if key == APPLICANT else PartyRole.OWNER)
    if party is None or not may(request.actor, Action.VIEW_PERSON):  # type: ignore[attr-defined]
        return ()
    born = f"{party.birth_on:%d/%m/%Y}" if party.birth_on else ""
    return (
        ("Họ tên", party.name),
        ("Số định danh", party.identity_no),
        ("Ngày sinh", born),
        ("Điện thoại", party.phone),
        ("Thư điện tử", party.email),
        ("Địa chỉ", party.address),
    )


def _ask(found: Picture, at: datetime) -> AskView | None:
    """The request that is open; else what an officer has collected; None where there is nothing to say."""
    shown, times = found.supplement.open, found.dossier.supplements
    if shown is not None:
        return _under_way(shown, at, times)
    wanting = [(said.paper.name, said.reason) for said in found.papers if said.verdict is PaperVerdict.NEEDS_WORK]
    wanting += [(part.name, part.reason) for part in found.supplement.parts if part.verdict is PaperVerdict.NEEDS_WORK]
    can = Verb.PROPOSE_SUPPLEMENT in found.verbs
    if not (wanting and can) and not times:
        return None
    unjudged = sum(said.verdict is None for said in found.papers)
    unjudged += sum(part.verdict is None for part in found.supplement.parts)
    return AskView("", tuple(wanting) if can else (), "", late=False, unjudged=unjudged if can else 0, times=times)


def _under_way(shown: Request, at: datetime, times: int) -> AskView:
    row = shown.row
    waits = row.state == SupplementState.SENT
    until = row.window_ends if waits else row.notice_due
    words = ("Bổ sung đến " if waits else "Gửi người nộp trước ") + moment_words(until) if until else ""
    return AskView(
        state=STATE_WORDS[SupplementState(row.state)],
        lines=tuple((line.name, line.words) for line in shown.lines),
        until=words,
        late=shown.notice_late(at),
        unjudged=0,
        times=times,
    )
