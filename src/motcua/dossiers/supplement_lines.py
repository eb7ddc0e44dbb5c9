"""What a request may ask for: everything that was judged not good enough, what never came, and nothing else."""

from dataclasses import dataclass

from motcua.dossiers.models import Paper
from motcua.dossiers.reasons import require_reason
from motcua.dossiers.supplement_orders import AskedForOrder, ProposeSupplementOrder
from motcua.dossiers.supplements import PART_WORDS, Judged, judged
from motcua.dossiers.texts import worded
from motcua.dossiers.work import Work
from motcua.rules.codes import PaperVerdict
from motcua.rules.faults import Fault


class NothingAsked(Fault):
    """A request for nothing."""

    code = "nothing_asked"
    sentence = "Chọn ít nhất một giấy tờ hoặc nội dung cần bổ sung."


class NotAllJudged(Fault):
    """A request comes after a verdict on every paper and part, or the next one would follow soon."""

    code = "not_all_judged"
    sentence = "Còn chưa đánh giá: {what}. Xem hết hồ sơ rồi mới yêu cầu bổ sung, vì chỉ được yêu cầu một lần."


class AskedPassed(Fault):
    """What was found good is not asked for again."""

    code = "asked_passed"
    sentence = "Không yêu cầu bổ sung “{what}” vì đã được đánh giá đạt."


class LeftOut(Fault):
    """One request lists everything."""

    code = "left_out"
    sentence = "Yêu cầu chưa nêu “{what}” đã được đánh giá cần bổ sung. Một yêu cầu phải nêu đủ mọi nội dung."


class AskedTwice(Fault):
    """The same thing in two lines."""

    code = "asked_twice"
    sentence = "Yêu cầu nêu “{what}” hai lần. Gộp thành một dòng."


class UnknownAsked(Fault):
    """Not a paper of the dossier, nor one of the procedure, nor a part of the declaration."""

    code = "unknown_asked"
    sentence = "Không có giấy tờ hoặc phần kê khai “{what}” để yêu cầu bổ sung."


class CameAlready(Fault):
    """A paper that is there is asked for by its number, with what is wrong with it."""

    code = "came_already"
    sentence = "Hồ sơ đã có “{what}”. Chọn giấy tờ đó theo số để yêu cầu sửa đổi."


class WordsMissing(Fault):
    """The applicant reads what to do, line by line."""

    code = "words_missing"
    sentence = "Ghi rõ cần bổ sung, sửa đổi thế nào đối với “{what}”."


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as it will be kept: exactly one of paper, item and part."""

    name: str
    reason: str
    words: str
    paper_id: int | None = None
    item_id: int | None = None
    part: str = ""


def asked_for(work: Work, order: ProposeSupplementOrder) -> list[Asked]:
    """The lines of a request, checked against the verdicts.

    Raises NothingAsked, NotAllJudged, UnknownAsked, CameAlready, AskedPassed, AskedTwice, LeftOut, WordsMissing,
    UnknownReason, UnprintableSign.
    """
    if not order.items:
        raise NothingAsked()
    said = judged(work.dossier.pk)
    if said.unjudged:
        raise NotAllJudged(what=", ".join(said.unjudged))
    present = Paper.objects.filter(dossier_id=work.dossier.pk, replaced_by__isnull=True)
    papers = {paper.no: paper for paper in present}
    asked = [_line(work, item, order.reason, said, papers) for item in order.items]
    names: set[object] = set()
    for line in asked:
        key = (line.paper_id, line.item_id, line.part)
        if key in names:
            raise AskedTwice(what=line.name)
        names.add(key)
    _nothing_left_out(asked, said, papers)
    return asked


def _line(work: Work, item: AskedForOrder, reason: str, said: Judged, papers: dict[int, Paper]) -> Asked:
    name, paper_id, item_id = _named(work, item, papers)
    if paper_id is None and item_id is None and item.part not in said.parts:
        raise UnknownAsked(what=item.part)
    verdict = said.papers[item.paper] if paper_id else said.parts.get(item.part)
    if item_id is None and verdict is PaperVerdict.PASS:
        raise AskedPassed(what=name)
    words = worded("Nội dung cần bổ sung", item.words)
    if not words:
        raise WordsMissing(what=name)
    if item.reason:
        require_reason("supplement_reasons", item.reason, on=work.today)
    return Asked(name, item.reason or reason, words, paper_id, item_id, "" if paper_id or item_id else item.part)


def _named(work: Work, item: AskedForOrder, papers: dict[int, Paper]) -> tuple[str, int | None, int | None]:
    """The name of what is asked for, and its row. Raises UnknownAsked, CameAlready."""
    if sum(map(bool, (item.paper, item.item, item.part))) != 1:
        raise UnknownAsked(what=item.item or item.part or item.paper)
    if item.paper:
        if item.paper not in papers:
            raise UnknownAsked(what=item.paper)
        return papers[item.paper].name, papers[item.paper].pk, None
    if item.item:
        listed = work.version.papers_for(work.dossier.case_id)
        card = next((paper for paper in listed if paper.code == item.item), None)
        if card is None:
            raise UnknownAsked(what=item.item)
        if any(paper.paper_item_id == card.id for paper in papers.values()):
            raise CameAlready(what=card.name)
        return card.name, None, card.id
    return PART_WORDS.get(item.part, item.part), None, None


def _nothing_left_out(asked: list[Asked], said: Judged, papers: dict[int, Paper]) -> None:
    there, parts = {line.paper_id for line in asked}, {line.part for line in asked}
    for no, paper in papers.items():
        if said.papers[no] is PaperVerdict.NEEDS_WORK and paper.pk not in there:
            raise LeftOut(what=paper.name)
    for key, verdict in said.parts.items():
        if verdict is PaperVerdict.NEEDS_WORK and key not in parts:
            raise LeftOut(what=PART_WORDS[key])
