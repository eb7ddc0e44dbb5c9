"""One dossier from the counter to its result."""

from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.commands.decision import RefusalProposed
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Dossier, Step
from motcua.rules.codes import OutcomeKind, PaperVerdict, StepEnd
from motcua.rules.deadlines import Timing
from motcua.rules.lifecycle import State, Verb, WrongState
from tests.dossiers.acts import refused
from tests.dossiers.province import COPY, Province


def say(verb: Verb, change, actor, at, **fields):
    """A verb with its fields, by whoever, with the version just seen."""
    command = COMMANDS[verb]
    order = command.order(**fields)
    dossier = change.dossier
    return command.function(str(dossier), order, actor=actor, at=at, expected=dossier.version)


def life(p: Province, received, at):
    """The five steps of a household business, up to the decision of the leader."""
    return say(Verb.APPROVE, laid_before_the_leader(p, received, at), p.leader, at)


def laid_before_the_leader(p: Province, received, at, outcome=OutcomeKind.APPROVED):
    """Appraised, with a proposal."""
    change = say(Verb.FORWARD, received, p.clerk_at_desk, at)
    change = say(Verb.FORWARD, change, p.coordinator, at, person=None or "")
    change = say(
        Verb.JUDGE_PAPER,
        change,
        p.officer,
        at,
        judgements=(orders.PaperJudgement(paper=1, verdict=PaperVerdict.PASS),),
    )
    return say(Verb.PROPOSE, change, p.officer, at, opinion="Đã thẩm định", outcome=outcome)


def test_a_dossier_goes_from_the_counter_to_its_result(province, monday, after):
    received = province.receive(monday)
    assert received.dossier.code == "H99.27-261116-0001"
    assert received.dossier.state == State.RECEIVED
    assert f"{received.dossier.first_due:%Y-%m-%dT%H:%M}" == "2026-11-19T10:30"  # Thursday 17:30 in Viet Nam
    approved = life(province, received, after(hours=4))
    assert approved.dossier.state == State.PROCESSING
    finished = say(Verb.FINISH, approved, province.secretary, after(days=1))
    assert finished.dossier.state == State.SETTLED and finished.dossier.timing == Timing.EARLY
    returned = say(Verb.RETURN_RESULT, finished, province.clerk_at_desk, after(days=2), identity_seen=True)
    assert returned.dossier.state == State.RETURNED
    dossier = Dossier.objects.get()
    assert dossier.event_count == 8 and dossier.closed_at == after(days=2)
    assert list(Step.objects.values_list("ended", flat=True)) == [StepEnd.DONE] * 6
    assert list(differences([dossier.pk])) == []


def test_a_refusal_ends_with_the_decision_and_gets_no_result(province, monday, after):
    proposed = laid_before_the_leader(province, province.receive(monday), after(hours=4), outcome=OutcomeKind.REFUSED)
    with refused(RefusalProposed, "Từ chối giải quyết"):
        say(Verb.APPROVE, proposed, province.leader, after(hours=4))
    why = {"reason": "not_entitled", "explanation": "Không đủ điều kiện về địa điểm"}
    declined = say(Verb.DECLINE, proposed, province.leader, after(hours=5), **why)
    assert (declined.dossier.state, Dossier.objects.get().outcome) == (State.STOPPED, OutcomeKind.REFUSED)
    with refused(WrongState, "Dừng xử lý"):
        say(Verb.FINISH, declined, province.secretary, after(days=1))
    assert list(differences([declined.dossier.pk])) == []


def test_what_is_returned_at_once_takes_three_verbs_and_no_slip(province, monday):
    received = province.receive(monday, COPY, papers=())
    assert received.dossier.first_due is None
    finished = say(Verb.FINISH, received, province.clerk_at_desk, monday)
    returned = say(Verb.RETURN_RESULT, finished, province.clerk_at_desk, monday, identity_seen=True)
    assert returned.dossier.state == State.RETURNED and returned.dossier.timing == Timing.ON_TIME
    assert list(differences([returned.dossier.pk])) == []


def test_the_event_of_an_acceptance_names_the_papers_that_were_missing(province, monday):
    whole = province.receive(monday)
    handed_in = (orders.PaperOrder(item="TP02", copies=1), orders.PaperOrder(name="Giấy khác", originals=1))
    partial = province.receive(monday, papers=handed_in)
    assert "missing" not in whole.event.facts
    assert partial.event.facts["missing"] == ["TP01", "TP03"]
