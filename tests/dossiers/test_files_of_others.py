"""Naming a file makes it one's own dossier's: so only who sent it names it, and only once. Asked of every verb that
takes a file, for every way in which a file may be somebody else's.
"""

import io
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints
from uuid import uuid4

import pytest

from motcua.documents import store
from motcua.documents.models import File, Result
from motcua.dossiers import orders
from motcua.dossiers.attachments import UnknownFile, find_file
from motcua.dossiers.commands import COMMANDS, receive, refuse
from motcua.dossiers.models import Outcome
from motcua.dossiers.supplement_orders import AnswerOrder
from motcua.ledger.actor import SYSTEM
from motcua.people.actors import actor_for
from motcua.people.models import Staff
from motcua.people.roster import roster
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import Role, Verb
from tests.documents.made_files import pdf, written
from tests.dossiers.acts import a_reason, refused, say, to_clerk, to_officer
from tests.dossiers.province import HOUSEHOLD, Province, applicant
from tests.dossiers.test_supplements import ANSWERS, sent
from tests.people.factories import make_actor, make_posting

SENTENCE = "Không có tệp này trong số tệp bạn đã tải lên. Tải tệp lên rồi thử lại."


def kept(by, at, pages: int = 1, origin: FileOrigin = FileOrigin.DESK) -> str:
    """The public id of a file that somebody has just sent."""
    stream = io.BytesIO(written(pdf(pages)))
    return str(store.keep(stream, "giấy.pdf", made_at=at, origin=origin, by=by).public_id)


def handed(file: str) -> dict[str, Any]:
    return {"papers": (orders.PaperOrder(item="TP01", originals=1, file=file),)}


def receiving(p: Province, at):
    order = {"procedure": HOUSEHOLD, "applicant": applicant()}
    return lambda file: receive(orders.ReceiveOrder(**order, **handed(file)), actor=p.clerk_at_desk, at=at)


def refusing(p: Province, at):
    why = {"reason": a_reason("refusal_reasons"), "explanation": "Nộp nhầm nơi"}
    order = {"procedure": HOUSEHOLD, "applicant": applicant()} | why
    return lambda file: refuse(orders.RefuseOrder(**order, **handed(file)), actor=p.clerk_at_desk, at=at)


def proposing(p: Province, at):
    change = to_officer(p, at)
    return lambda file: say(Verb.PROPOSE, change, p.officer, at, opinion="Đủ", file=file)


def finishing(p: Province, at):
    change = to_clerk(p, at)
    return lambda file: say(Verb.FINISH, change, p.secretary, at, file=file)


def answering(p: Province, at):
    change = sent(p, at)

    def act(file: str):
        answers = (AnswerOrder(no=1, copies=1, file=file), ANSWERS[1])
        return say(Verb.ACCEPT_SUPPLEMENT, change, p.clerk_at_desk, at, answers=answers)

    return act


# Whatever takes a file: who says it, and everything up to the moment of saying it.
ACTS = {
    Verb.RECEIVE: ("clerk_at_desk", receiving),
    Verb.REFUSE: ("clerk_at_desk", refusing),
    Verb.PROPOSE: ("officer", proposing),
    Verb.FINISH: ("secretary", finishing),
    Verb.ACCEPT_SUPPLEMENT: ("clerk_at_desk", answering),
}


def takes_a_file(order: type) -> bool:
    """Whether an order, or anything that it holds, has a field for a file."""
    hints = get_type_hints(order)
    parts = [part for one in fields(order) for part in (hints[one.name], *get_args(hints[one.name]))]
    return "file" in hints or any(takes_a_file(part) for part in parts if is_dataclass(part) and part is not order)


def test_every_verb_that_takes_a_file_is_asked_here():
    assert {verb for verb, command in COMMANDS.items() if takes_a_file(command.order)} == set(ACTS)


def files_of_others(p: Province, who, at) -> dict[str, str]:
    """Every file that this person has no business to name."""
    bound, draft, old = kept(p.clerk_at_desk, at, 2), kept(p.officer, at, 3), kept(who, at, 4)
    p.receive(at, **handed(bound))
    say(Verb.PROPOSE, to_officer(p, at), p.officer, at, opinion="Đủ", file=draft)
    File.objects.filter(public_id__in=(bound, draft)).update(account_id=who.account_id)
    File.objects.filter(public_id=old).update(account_id=None)
    return {
        "sent by oneself, a paper of another dossier": bound,
        "sent by oneself, the draft of another dossier": draft,
        "sent before it was written down by whom": old,
        "sent by somebody else": kept(p.admin, at, 5),
        "sent by nobody": kept(SYSTEM, at, 6),
        "of nobody": str(uuid4()),
        "no id at all": "khong-phai-uuid",
    }


@pytest.mark.parametrize("verb", ACTS)
def test_nobody_names_a_file_of_somebody_else_or_of_another_dossier(verb, province, monday):
    name, until = ACTS[verb]
    act = until(province, monday)
    for file in files_of_others(province, getattr(province, name), monday).values():
        with refused(UnknownFile, SENTENCE):
            act(file)


@pytest.mark.parametrize("verb", ACTS)
def test_who_sent_a_file_names_it(verb, province, monday):
    name, until = ACTS[verb]
    assert until(province, monday)(kept(getattr(province, name), monday)).event


def test_a_file_of_the_very_dossier_is_named_again_by_whoever_may_read_it(province, monday):
    draft = kept(province.officer, monday)
    change = say(Verb.PROPOSE, to_officer(province, monday), province.officer, monday, file=draft)
    change = say(Verb.APPROVE, change, province.leader, monday)
    assert say(Verb.FINISH, change, province.secretary, monday, file=draft).event
    assert Result.objects.get().file.public_id == Outcome.objects.get().file.public_id


def test_a_draft_is_not_named_by_a_hand_that_may_not_read_it(province, monday):
    draft = kept(province.officer, monday)
    change = say(Verb.PROPOSE, to_officer(province, monday), province.officer, monday, file=draft)
    where = {"dossier_id": change.dossier.pk}
    assert find_file(draft, actor=province.leader, **where).origin == FileOrigin.DESK
    with refused(UnknownFile, SENTENCE):
        find_file(draft, actor=make_actor(Role.POST, province.desk), **where)


def test_a_paper_of_the_very_dossier_may_come_again_as_the_answer(province, monday, after):
    paper = kept(province.second_at_desk, monday)
    papers = tuple(orders.PaperOrder(item=f"TP0{no}", originals=1, file=paper if no == 1 else "") for no in (1, 2, 3))
    province.papers = papers
    File.objects.update(account_id=province.clerk_at_desk.account_id)
    change = sent(province, monday)
    File.objects.update(account_id=province.second_at_desk.account_id)
    answers = (AnswerOrder(no=1, file=paper), ANSWERS[1])
    assert say(Verb.ACCEPT_SUPPLEMENT, change, province.clerk_at_desk, after(days=1), answers=answers).event


def test_what_was_taken_back_a_moment_ago_is_received_again_with_its_files(province, monday):
    papers = handed(kept(province.clerk_at_desk, monday))
    say(Verb.UNDO_RECEIVE, province.receive(monday, **papers), province.clerk_at_desk, monday)
    assert province.receive(monday, **papers).event
    with refused(UnknownFile, SENTENCE):
        province.receive(monday, **papers)


def test_the_same_content_sent_by_two_people_is_a_file_of_each(province, monday):
    theirs, mine = kept(province.officer, monday), kept(province.clerk_at_desk, monday)
    assert File.objects.values("blob").distinct().count() == 1
    with refused(UnknownFile, SENTENCE):
        province.receive(monday, **handed(theirs))
    assert province.receive(monday, **handed(mine)).event


def test_who_has_two_postings_names_in_one_what_was_sent_in_the_other(province, monday):
    file = kept(province.clerk_at_desk, monday)
    staff = Staff.objects.get(pk=province.clerk_at_desk.staff_id)
    posting = make_posting(staff, role=Role.HEAD_DESK, unit=province.desk)
    other = actor_for(roster().posting(posting.pk), on=monday.date())
    assert receive_as(other, monday, file).event


def receive_as(actor, at, file: str):
    order = orders.ReceiveOrder(procedure=HOUSEHOLD, applicant=applicant(), **handed(file))
    return receive(order, actor=actor, at=at)


def test_a_client_names_what_it_sent_for_whomever_and_nobody_else_does(province, monday):
    machine = replace(province.officer, client_id=7)
    file = kept(machine, monday)
    with refused(UnknownFile, SENTENCE):
        receive_as(replace(province.clerk_at_desk, client_id=8), monday, file)
    with refused(UnknownFile, SENTENCE):
        receive_as(province.clerk_at_desk, monday, file)
    assert receive_as(replace(province.clerk_at_desk, client_id=7), monday, file).event
