"""What the system does by itself: the letter lies ready before it must be sent, and nothing is ever sent by itself."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.config.schedule import JOBS
from motcua.dossiers import apology_drafts
from motcua.dossiers.apology_drafts import draft_due_apologies
from motcua.dossiers.apology_queue import After, Queue, counts, ended_owed, page, settled_owed
from motcua.dossiers.apology_register import published
from motcua.dossiers.change import StaleVersion
from motcua.dossiers.commands import draft_apology
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Apology, Dossier
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.people import commands as people
from motcua.rules.apologies import Promise
from motcua.rules.codes import ApologyState, OutcomeKind
from motcua.rules.lifecycle import Role, Verb
from tests.dossiers.acts import POSTED, land_to_officer, row, say, to_clerk, to_officer, to_return
from tests.dossiers.province import BIRTH
from tests.dossiers.test_apologies import sent
from tests.people.factories import BEGAN, BEGIN, make_actor, make_unit

# A household business of three working days, received on Monday 16 November at 09:10, is due on Thursday at 17:30;
# its apology must be sent by Wednesday 17:30, and the province wants it drafted four working hours earlier.


def test_the_letter_lies_ready_before_the_last_lawful_moment(province, monday, moment):
    change = to_officer(province, monday)
    assert draft_due_apologies(moment("2026-11-18T11:29")) == 0
    assert draft_due_apologies(moment("2026-11-18T11:30")) == 1
    letter = Apology.objects.get()
    assert (letter.state, letter.drafted_by_id, letter.sent_at) == (ApologyState.DRAFTED, None, None)
    assert draft_due_apologies(moment("2026-11-18T11:35")) == 0, "once"
    assert row(change).promised_due == row(change).legal_due, "nothing is promised by a draft"
    assert list(differences([change.dossier.pk])) == []


def test_what_became_late_without_a_letter_is_drafted_at_once(province, monday, moment):
    to_officer(province, monday)
    assert draft_due_apologies(moment("2026-11-26T10:00")) == 1
    assert Apology.objects.get().new_due > moment("2026-11-26T10:00")


def test_nothing_is_drafted_for_what_stands_is_settled_or_has_a_letter(province, monday, moment):
    to_return(province, monday)
    sent(province, to_officer(province, monday), moment("2026-11-18T10:00"))
    paused = land_to_officer(province, monday)
    say(Verb.PAUSE, paused, province.officer, moment("2026-11-18T10:00"), **POSTED)
    assert draft_due_apologies(moment("2026-11-26T10:00")) == 0


def test_a_term_of_one_day_has_no_lead_and_waits_until_it_is_late(province, monday, moment):
    change = province.receive(monday, BIRTH)  # due the same day
    assert draft_due_apologies(moment("2026-11-16T17:00")) == 0
    assert draft_due_apologies(moment("2026-11-17T08:00")) == 1
    assert Apology.objects.get().dossier_id == change.dossier.pk


def test_the_system_never_sends(province, monday, moment):
    to_officer(province, monday)
    draft_due_apologies(moment("2026-11-18T12:00"))
    for hour in ("2026-11-18T16:00", "2026-11-20T10:00", "2026-12-20T10:00"):
        draft_due_apologies(moment(hour))
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert "dossier.draft_apology" in kinds and not kinds & {"dossier.sign_apology", "dossier.send_apology"}
    assert next(job for job in JOBS if job.name == "dossiers.draft_apologies").run is draft_due_apologies


def test_the_province_decides_how_long_before(province, monday, moment):
    decided = {"on": BEGIN, "legal_basis": "QĐ 9", "actor": SYSTEM, "at": BEGAN}
    people.change_setting("apology_draft_hours", value=16, **decided)
    to_officer(province, monday)
    assert draft_due_apologies(moment("2026-11-16T17:29")) == 0
    assert draft_due_apologies(moment("2026-11-16T17:30")) == 1


def test_one_run_is_bounded_and_the_next_goes_on(province, monday, moment):
    for _ in range(3):
        to_officer(province, monday)
    assert draft_due_apologies(moment("2026-11-18T12:00"), most=2) == 2
    assert draft_due_apologies(moment("2026-11-18T12:00"), most=2) == 1


def test_a_run_with_nothing_to_do_asks_once_for_every_batch_of_agencies(province, monday, moment):
    to_officer(province, monday)
    draft_due_apologies(moment("2026-11-17T09:00"))
    with CaptureQueriesContext(connection) as captured:
        assert draft_due_apologies(moment("2026-11-17T09:00")) == 0
    assert len(captured.captured_queries) <= 2


def test_one_letter_that_cannot_be_drafted_hinders_no_other(province, monday, moment, monkeypatch):
    first, second = to_officer(province, monday), to_officer(province, monday)

    def draft(ref, order, *, actor, at):
        if ref == str(first.dossier):
            raise StaleVersion(ref=ref)
        return draft_apology(ref, order, actor=actor, at=at)

    monkeypatch.setattr(apology_drafts, "draft_apology", draft)
    assert draft_due_apologies(moment("2026-11-18T12:00")) == 1
    assert Apology.objects.get().dossier_id == second.dossier.pk


def test_a_mirror_of_another_system_is_left_alone(province, monday, moment):
    change = to_officer(province, monday)
    Dossier.objects.filter(pk=change.dossier.pk).update(imported=True)
    assert draft_due_apologies(moment("2026-11-18T12:00")) == 0


COUNTED = (Queue.DUE, Queue.OWED, Queue.SIGN, Queue.SEND, Queue.ENDED)


def test_each_list_holds_what_belongs_into_it(province, monday, moment):
    at = moment("2026-11-18T10:00")
    fresh, drafted, signed, done = (to_officer(province, monday) for _ in range(4))
    for change in (drafted, signed):
        say(Verb.DRAFT_APOLOGY, change, province.officer, at)
    say(Verb.SIGN_APOLOGY, signed, province.leader, at)
    sent(province, done, at)
    lists = {queue: [row.dossier.pk for row in page(province.leader, queue, at=at).rows] for queue in Queue}
    pks = [change.dossier.pk for change in (fresh, drafted, signed, done)]
    assert lists == {
        Queue.DUE: pks[:3],
        Queue.OWED: [],
        Queue.SIGN: [pks[1]],
        Queue.SEND: [pks[2]],
        Queue.SENT: [pks[3]],
        Queue.ENDED: [],
    }
    assert counts(province.leader, at=at) == dict(zip(COUNTED, (3, 0, 1, 1, 0), strict=True))
    later = moment("2026-11-26T10:00")
    assert counts(province.leader, at=later) == dict(zip(COUNTED, (0, 3, 1, 1, 0), strict=True))
    assert list(settled_owed(province.leader)) == [] == list(ended_owed(province.leader))


WISH = {"asked_on": date(2026, 11, 17), "document_no": "ĐR-31", "reason": "Chuyển nơi ở"}
STOP = {"reason": "in_dispute", "explanation": "Có tranh chấp"}
AGAINST = {"opinion": "Không đủ điều kiện", "outcome": OutcomeKind.REFUSED}
DECLINE = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}


def test_no_early_end_takes_a_late_dossier_off_the_list_of_what_is_owed(province, monday, moment):
    late, in_time = moment("2026-11-26T10:00"), moment("2026-11-17T10:00")
    open_still, withdrawn, stopped, before = (to_officer(province, monday) for _ in range(4))
    declined = say(Verb.PROPOSE, to_officer(province, monday), province.officer, monday, **AGAINST)
    apologised = sent(province, to_officer(province, monday), moment("2026-11-18T10:00"))
    settled = say(Verb.FINISH, to_clerk(province, monday), province.secretary, late)
    say(Verb.STOP, before, province.leader, in_time, **STOP)
    for minute, (verb, change, actor, said) in enumerate(
        (
            (Verb.WITHDRAW, withdrawn, province.clerk_at_desk, WISH),
            (Verb.WITHDRAW, apologised, province.clerk_at_desk, WISH),
            (Verb.STOP, stopped, province.leader, STOP),
            (Verb.DECLINE, declined, province.leader, DECLINE),
        )
    ):
        say(verb, change, actor, late + timedelta(minutes=minute), **said)
    owed = [change.dossier.pk for change in (settled, declined, stopped, withdrawn)]
    now = late + timedelta(days=1)
    assert [row.dossier.pk for row in page(province.leader, Queue.OWED, at=now).rows] == [open_still.dossier.pk]
    assert [row.dossier.pk for row in page(province.leader, Queue.ENDED, at=now).rows] == owed
    assert counts(province.leader, at=now)[Queue.OWED] == 1
    assert counts(province.leader, at=now)[Queue.ENDED] == len(owed)
    walked, behind = [], None
    while behind is not None or not walked:
        part = page(province.leader, Queue.ENDED, at=now, after=behind, size=1)
        walked += [row.dossier.pk for row in part.rows]
        behind = After.parse(str(part.after)) if part.after else None
    assert walked == owed, "the same one by one"
    elsewhere = make_actor(Role.APPROVER, make_unit())
    for queue in (Queue.OWED, Queue.ENDED):
        assert page(elsewhere, queue, at=now).rows == () and counts(elsewhere, at=now)[queue] == 0


def test_what_ended_late_is_found_by_its_index(province):
    rows = ended_owed(province.leader).order_by("-closed_at", "pk")[:51]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        sql, values = rows.query.sql_with_params()
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{sql}", values)
        assert "dossier_debt_ended" in str(cursor.fetchall())


def test_the_public_register_says_old_and_new_date_and_whether_it_was_kept(province, monday, moment):
    at = moment("2026-11-18T10:00")
    kept, broken, still = (
        sent(province, to_clerk(province, monday), at, officer=province.leader, days=1) for _ in range(3)
    )
    say(Verb.FINISH, kept, province.secretary, moment("2026-11-20T16:00"))
    say(Verb.FINISH, broken, province.secretary, moment("2026-11-23T08:00"))
    lines, after = published(at=moment("2026-11-20T17:00"))
    assert [line.code for line in lines] == [str(one.dossier) for one in (still, broken, kept)] and after is None
    by_code = {line.code: line for line in lines}
    assert by_code[str(kept.dossier)].promise is Promise.KEPT
    assert by_code[str(broken.dossier)].promise is Promise.BROKEN
    assert by_code[str(still.dossier)].promise is Promise.OPEN
    line = by_code[str(kept.dossier)]
    assert (line.due_before, line.due_after) == (moment("2026-11-19T17:30"), moment("2026-11-20T17:30"))
    assert line.agency == "UBND phường Tân Hòa" and line.name == "H*** T** T** Hà"
    assert "chậm" in line.reason or "thời gian" in line.reason
    assert published(at=at, agency_id=province.office.pk)[0] == []
