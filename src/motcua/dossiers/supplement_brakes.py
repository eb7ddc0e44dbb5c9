"""What a request for papers holds up: no decision while it is under way, none on papers that nobody has judged.

A request that was signed and kept in a drawer would else start the term again after the decision; whoever decides must
know what is still missing (Decree 61/2018 Art. 19(4)).
"""

from motcua.dossiers.models import Paper, SupplementItem
from motcua.dossiers.supplement_lines import Asked
from motcua.dossiers.supplements import judged
from motcua.dossiers.work import Work
from motcua.people.declared import DECLARED
from motcua.people.settings import read
from motcua.rules.codes import SupplementState
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import VERB_WORDS, NodeKind, Verb

APPRAISING = frozenset({NodeKind.WORK, NodeKind.TASK})


class RequestUnderWay(Fault):
    """The applicant is about to be asked: nobody decides meanwhile."""

    code = "request_under_way"
    sentence = "Hồ sơ còn yêu cầu bổ sung {stage} nên chưa {verb} được. Bỏ yêu cầu đó hoặc chờ Bộ phận Một cửa gửi."


class AnswersNotJudged(Fault):
    """What came in answer has not been looked at."""

    code = "answers_not_judged"
    sentence = "Người nộp đã bổ sung mà chưa đánh giá: {what}. Đánh giá xong rồi mới trình ký."


class PapersNeedWork(Fault):
    """Nobody says yes on papers of which he says that they are not good enough."""

    code = "papers_need_work"
    sentence = "{what} còn đánh giá “cần bổ sung”: đánh giá lại hoặc yêu cầu bổ sung."


class TripsUsed(Fault):
    """The applicant has come as often as he may be sent for; what else is wanted should have been said before."""

    code = "trips_used"
    sentence = (
        "Người nộp đã được yêu cầu bổ sung {times} lần, không yêu cầu thêm “{what}” được ({basis}); chỉ yêu cầu lại "
        "những gì đã hướng dẫn mà người nộp chưa làm đúng."
    )


def require_none_under_way(work: Work, verb: Verb) -> None:
    """Nothing is proposed or signed that the applicant has not been asked yet. No statement. Raises RequestUnderWay."""
    if work.asking is not None:
        stage = "chờ ký" if work.asking is SupplementState.PROPOSED else "chờ gửi"
        raise RequestUnderWay(stage=stage, verb=VERB_WORDS[verb])


def require_answers_judged(work: Work) -> None:
    """Everything that came in answer was judged since. No statement where nothing was ever asked for.

    Raises AnswersNotJudged.
    """
    unjudged = judged(work.dossier.pk).unjudged if work.dossier.supplements else ()
    if unjudged:
        raise AnswersNotJudged(what=", ".join(unjudged))


def require_good_enough(work: Work) -> None:
    """The last word on every paper and part of the declaration is that it is good enough, or nothing was said of it.

    No statement where it is: the steps tell (`Work.wanting`). Raises PapersNeedWork.
    """
    wanting = ", ".join(judged(work.dossier.pk).wanting) if work.wanting else ""
    if wanting:
        raise PapersNeedWork(what=wanting[0].upper() + wanting[1:])


def require_appraised_on(work: Work, verb: Verb, kind: NodeKind) -> None:
    """A request goes along from hand to hand within the appraisal, and not out of it. Raises RequestUnderWay."""
    if work.main_kind in APPRAISING and kind not in APPRAISING:
        require_none_under_way(work, verb)


def require_trip_left(work: Work, asked: list[Asked], ordinal: int) -> None:
    """A request beyond the last that the law allows asks only for what was asked for before: there the applicant did
    not follow the guidance (Decree 63/2010 Art. 20(4)). Two statements, none within the number. Raises TripsUsed.
    """
    if ordinal <= read("supplement_most", on=work.today):
        return
    items = SupplementItem.objects.filter(request__dossier_id=work.dossier.pk, request__state=SupplementState.ACCEPTED)
    told = items.values_list("paper__no", "answer_paper__no", "field_key")
    guided = {name for row in told for name in row if name}
    numbers = dict(Paper.objects.filter(pk__in=[line.paper_id for line in asked]).values_list("pk", "no"))
    for line in asked:
        if (numbers.get(line.paper_id or 0) or line.part) not in guided:
            basis = DECLARED["supplement_most"].legal_basis
            raise TripsUsed(times=work.dossier.supplements, what=line.name, basis=basis)
