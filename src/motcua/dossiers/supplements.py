"""Questions about what is missing: the parts of a declaration, what was judged, the request that is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from motcua.dossiers.models import (
    FieldVerdict,
    Note,
    Paper,
    Party,
    SupplementItem,
    SupplementRequest,
    Verdict,
)
from motcua.dossiers.models.supplements import UNFINISHED
from motcua.dossiers.work import Work
from motcua.people.settings import read
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import PaperVerdict, PartyRole, Profile, SupplementState
from motcua.rules.deadlines import Limit, Resume, due, parse_limit
from motcua.rules.faults import Fault

APPLICANT, OWNER, REQUEST = "applicant", "owner", "request"
PART_WORDS = {
    APPLICANT: "Thông tin người nộp",
    OWNER: "Thông tin chủ hồ sơ",
    REQUEST: "Nội dung đề nghị",
}


class NoSupplement(Fault):
    """No request stands where the verb needs one."""

    code = "no_supplement"
    sentence = "Hồ sơ không có yêu cầu bổ sung nào đang {where}."


@dataclass(frozen=True, slots=True)
class Judged:
    """The last verdict on every present paper (by its number) and part of the declaration; None: not yet."""

    papers: dict[int, PaperVerdict | None]
    parts: dict[str, PaperVerdict | None]

    @property
    def unjudged(self) -> tuple[str, ...]:
        """What nobody has said a word about, in words: "giấy tờ số 2", "thông tin người nộp"."""
        return self._said(None)

    @property
    def wanting(self) -> tuple[str, ...]:
        """What needs work by the last word on it, in the same words."""
        return self._said(PaperVerdict.NEEDS_WORK)

    def _said(self, last: PaperVerdict | None) -> tuple[str, ...]:
        papers = [f"giấy tờ số {no}" for no, verdict in self.papers.items() if verdict is last]
        parts = [PART_WORDS[key].lower() for key, verdict in self.parts.items() if verdict is last]
        return (*papers, *parts)


def parts_of(roles: Iterable[int]) -> tuple[str, ...]:
    """The parts of a declaration; the owner's only when he is another person. `roles`: of the present parties."""
    return (APPLICANT, OWNER, REQUEST) if PartyRole.OWNER in set(roles) else (APPLICANT, REQUEST)


def parts_in(dossier_id: int) -> tuple[str, ...]:
    """The same for a dossier; one statement."""
    present = Party.objects.filter(dossier_id=dossier_id, replaced_by__isnull=True)
    return parts_of(present.values_list("role", flat=True))


def judged(dossier_id: int) -> Judged:
    """What was said of it last; four statements. What came in answer has not been judged yet."""
    last = Verdict.objects.filter(paper_id=OuterRef("pk")).order_by("-pk")
    papers = Paper.objects.filter(dossier_id=dossier_id, replaced_by__isnull=True).order_by("no")
    said = papers.annotate(said=Subquery(last.values("verdict")[:1])).values_list("no", "said")
    parts = last_on_parts(
        FieldVerdict.objects.filter(dossier_id=dossier_id).order_by("pk"),
        SupplementItem.objects.filter(request__dossier_id=dossier_id).exclude(field_key="").select_related("request"),
    )
    return Judged(
        papers={no: None if verdict is None else PaperVerdict(verdict) for no, verdict in said},
        parts={key: parts[key].verdict_now if key in parts else None for key in parts_in(dossier_id)},
    )


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """The last verdict on a part; `answered`: the applicant has answered since, so it is to be judged anew."""

    verdict: PaperVerdict
    note_id: int | None
    answered: bool

    @property
    def verdict_now(self) -> PaperVerdict | None:
        """What counts now."""
        return None if self.answered else self.verdict


def last_on_parts(verdicts: Iterable[FieldVerdict], asked: Iterable[SupplementItem]) -> dict[str, PartVerdict]:
    """The last verdict on each part; `verdicts` in the order in which they were said."""
    answers: dict[str, datetime] = {}
    for item in asked:
        ended = item.request.ended_at
        if item.request.state == SupplementState.ACCEPTED and ended is not None:
            answers[item.field_key] = max(ended, answers.get(item.field_key, ended))
    return {
        row.field_key: PartVerdict(
            PaperVerdict(row.verdict),
            row.note_id,
            answered=row.field_key in answers and row.at <= answers[row.field_key],
        )
        for row in verdicts
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a request, with the names and words that a person reads."""

    item: SupplementItem
    name: str
    words: str


def lines_with_words(items: Iterable[SupplementItem]) -> tuple[Line, ...]:
    """Lines of items that were read by `items_asked`."""
    return tuple(Line(item, name_of(item), str(getattr(item, "said", None) or "")) for item in items)


def name_of(item: SupplementItem) -> str:
    """What is asked for, by its name."""
    if item.field_key:
        return PART_WORDS.get(item.field_key, item.field_key)
    if item.paper is not None:
        return str(item.paper.name)
    return str(item.paper_item.name) if item.paper_item is not None else ""


def items_asked(dossier_ids: Iterable[int]) -> "list[SupplementItem]":
    """The lines of every request of these dossiers with papers and words, by request and number; one statement."""
    words = Note.objects.filter(pk=OuterRef("note_id")).values("text")
    rows = SupplementItem.objects.filter(request__dossier__in=list(dossier_ids))
    rows = rows.select_related("request", "paper", "paper_item").annotate(said=Subquery(words[:1]))
    return list(rows.order_by("request__dossier_id", "request__no", "no"))


def open_request(dossier_id: int, *states: SupplementState, where: str) -> SupplementRequest:
    """The one request that is open, in one of these states. One statement. Raises NoSupplement."""
    found = SupplementRequest.objects.filter(dossier_id=dossier_id, state__in=states or UNFINISHED).first()
    if found is None:
        raise NoSupplement(where=where)
    return found


def open_items(dossier_id: int, state: SupplementState, *, where: str) -> "list[SupplementItem]":
    """The lines of the request that is in this state, with it, their papers and their words; one statement.

    Raises NoSupplement.
    """
    words = Note.objects.filter(pk=OuterRef("note_id")).values("text")
    ground = Note.objects.filter(pk=OuterRef("request__second_ground_id")).values("text")
    rows = SupplementItem.objects.filter(request__dossier_id=dossier_id, request__state=state)
    rows = rows.select_related("request", "paper", "paper_item")
    told = rows.annotate(said=Subquery(words[:1]), ground=Subquery(ground[:1]))
    found: list[SupplementItem] = list(told.order_by("no"))
    if not found:
        raise NoSupplement(where=where)
    return found


def notice_due(start: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """By when the applicant is told what is missing: so many working days from when his papers came (Decree 61/2018
    Art. 17(2), 19(4)).
    """
    moment = due(parse_limit(f"{days} WD"), start, calendar).at
    if moment is None:
        raise RuntimeError("a term in working days has an end")
    return moment


def window_of(limit: Limit | None, *, on: date) -> Limit:
    """How long the applicant has: what the procedure says, else what the province has decided."""
    return limit or parse_limit(f"{read('supplement_window_days', on=on)} CD")


def how_it_goes_on(work: Work) -> Resume:
    """Whether the term goes on or begins again when all has come: it begins again under Decree 61/2018 (Art. 19(4)),
    later as the procedure says.
    """
    return Resume.RESTART if work.dossier.profile == Profile.R2018 else work.version.supplement_mode


def restarts(work: Work) -> bool:
    """Whether the term begins again when all has come."""
    return how_it_goes_on(work) is Resume.RESTART
