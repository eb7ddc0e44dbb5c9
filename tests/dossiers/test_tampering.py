"""Somebody changes a row past every verb, with SQL: the fold names it, whatever table it is in."""

import io
import re

import pytest
from django.db import connection

from motcua.config.cli import main
from motcua.documents import store
from motcua.documents.models import PrintRecord
from motcua.documents.printing import PrintChanged, digest, draw
from motcua.dossiers import orders
from motcua.dossiers.commands import refuse
from motcua.dossiers.differences import all_differences, differences
from motcua.ledger.actor import Actor
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import Verb
from tests.documents.made_files import pdf, written
from tests.documents.samples import COUNTER
from tests.dossiers.acts import PASS, a_reason, say, to_clerk, to_officer
from tests.dossiers.province import Province, applicant, three_papers


@pytest.fixture
def whole_life(province: Province, monday):
    """A dossier that has had everything: a correction, verdicts, a decision, a result, its return."""

    def a_file(name: str, pages: int, by: Actor) -> str:
        stream = io.BytesIO(written(pdf(pages)))
        return str(store.keep(stream, name, by=by, made_at=monday, origin=FileOrigin.DRAFT).public_id)

    change = to_officer(province, monday)
    change = say(Verb.JUDGE_PAPER, change, province.officer, monday, judgements=(PASS,), note="Đủ")
    draft = a_file("Dự thảo.pdf", 1, province.officer)
    change = say(Verb.PROPOSE, change, province.officer, monday, opinion="Đủ điều kiện", file=draft)
    change = say(Verb.CORRECT_DETAILS, change, province.clerk_at_desk, monday, phone="0999000777")
    change = say(Verb.APPROVE, change, province.leader, monday)
    change = say(Verb.ANNOTATE, change, province.leader, monday, text="Đã gọi")
    change = say(Verb.FINISH, change, province.secretary, monday, file=a_file("Kết quả.pdf", 2, province.secretary))
    a_file("Tráo vào.pdf", 3, province.secretary)
    return say(Verb.RETURN_RESULT, change, province.clerk_at_desk, monday, identity_seen=True)


TAMPERINGS = [
    ("UPDATE dossier SET sets = 2", "sets"),
    ("UPDATE dossier SET return_method = 2", "return_method"),
    ("UPDATE dossier SET lookup_secret = 'abcdefghjk'", "lookup_secret 1"),
    ("UPDATE dossier SET imported = {true}", "imported"),
    ("UPDATE dossier SET master_system = 2", "master_system"),
    ("UPDATE dossier SET apology = 1", "apology"),
    ("UPDATE dossier SET supplements = 1", "supplements"),
    ("UPDATE dossier SET version = version + 1", "version"),
    ("UPDATE dossier SET legal_due_raw = '2026-11-19'", "legal_due_raw"),
    ("UPDATE clock_segment SET cause = 2", "segment 1"),
    ("UPDATE clock_segment SET to_at = NULL", "segment 1"),
    ("UPDATE step SET role = 1 WHERE no = 3", "step 3"),
    ("UPDATE step SET closed_seq = 9 WHERE no = 3", "step 3"),
    ("UPDATE party SET role = 2 WHERE replaced_by_id IS NULL", "party 2"),
    ("UPDATE party SET replaced_by_id = NULL WHERE replaced_by_id IS NOT NULL", "party 1"),
    ("UPDATE paper SET originals = 5 WHERE no = 2", "papers_sha256 1"),
    ("UPDATE paper SET nature = 2 WHERE no = 2", "papers_sha256 1"),
    ("UPDATE paper SET original_seen = {true} WHERE no = 2", "papers_sha256 1"),
    ("DELETE FROM paper WHERE no = 3", "papers 1"),
    (
        "INSERT INTO verdict (paper_id, by_id, at, verdict, reason)"
        " SELECT id, {staff}, {now}, 2, '' FROM paper WHERE no = 2",
        "verdict 2",
    ),
    ("UPDATE outcome SET approved_by_id = (SELECT max(id) FROM staff)", "outcome 1"),
    ("UPDATE outcome SET draft = {true}", "outcome 1"),
    ("UPDATE outcome SET result_id = NULL", "outcome 1"),
    ("DELETE FROM outcome", "outcome 1"),
    ("UPDATE outcome SET kind = 3 - kind", "outcome 1"),
    ("UPDATE outcome SET file_id = NULL", "outcome 1"),
    ("UPDATE outcome SET file_id = {file}", "outcome 1"),
    ("UPDATE result SET file_id = NULL", "result 1"),
    ("UPDATE result SET file_id = {file}", "result 1"),
    ("UPDATE file SET blob_id = (SELECT blob_id FROM file WHERE id = {file}) WHERE name = 'Dự thảo.pdf'", "outcome 1"),
    ("UPDATE file SET blob_id = (SELECT blob_id FROM file WHERE id = {file}) WHERE name = 'Kết quả.pdf'", "result 1"),
    ("UPDATE result SET number = '99'", "result 1"),
    ("UPDATE result SET issued_on = '2026-11-02'", "result 1"),
    ("UPDATE result SET subject_id = subject_id + 1", "result 1"),
    ("UPDATE handing SET by_id = (SELECT max(id) FROM staff)", "handing 1"),
    ("UPDATE handing SET identity_seen = {false}", "handing 1"),
    ("DELETE FROM handing", "handing 1"),
    ("UPDATE print_record SET void = {false} WHERE void", "print 1"),
    ("UPDATE print_record SET void = {true} WHERE NOT void", "print 2"),
    ("DELETE FROM print_record WHERE void", "print 1"),
    ("UPDATE print_record SET event_id = event_id + 1 WHERE void", "print 1"),
    ("DELETE FROM note WHERE text = 'Đã gọi'", "note 1"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "what"), TAMPERINGS, ids=lambda said: said[:60])
def test_a_row_changed_past_the_verbs_is_named(whole_life, statement, what):
    assert [str(found) for found in all_differences()] == []
    tamper(statement)
    named = {found.what for found in differences([whole_life.dossier.pk])}
    # Of a list, the first that differs is enough: a row too few moves all that follow.
    assert what in named or any(one.split(" ")[0] == what.split(" ")[0] for one in named), named
    assert {found.what for found in all_differences()} == named
    assert not any(whole_life.dossier.lookup_secret in str(found) for found in all_differences())


def tamper(statement: str) -> None:
    """One statement of SQL that changes exactly one row."""
    words = {"true": "true", "false": "false", "now": "now()"}
    if connection.vendor == "sqlite":
        words = {"true": "1", "false": "0", "now": "datetime('now')"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM staff")
        words["staff"] = str(cursor.fetchone()[0])
        cursor.execute("SELECT max(id) FROM file")
        words["file"] = str(cursor.fetchone()[0])
        cursor.execute(re.sub(r"\{(\w+)\}", lambda found: words[found[1]], statement))
        assert cursor.rowcount == 1


def test_a_forged_paper_is_named_also_with_a_hash_that_fits(whole_life):
    """Values and hash of the print record are changed together; the event knows the true one."""
    record = PrintRecord.objects.get(void=False)
    values = record.values | {"owner": "Người khác"}
    PrintRecord.objects.filter(pk=record.pk).update(values=values)
    assert {found.what for found in all_differences()} == {"print_values 2"}
    PrintRecord.objects.filter(pk=record.pk).update(sha256=digest(values))
    assert {found.what for found in all_differences()} == {"print 2"}
    with pytest.raises(PrintChanged):
        draw(PrintRecord.objects.get(pk=record.pk), occasion=COUNTER)


def test_a_refusal_vouches_for_its_papers_and_people_too(province, monday):
    order = orders.RefuseOrder(
        procedure="1.001612", applicant=applicant(), papers=three_papers(),
        reason=a_reason("refusal_reasons"), explanation="Thiếu hợp đồng",
    )  # fmt: skip
    refuse(order, actor=province.clerk_at_desk, at=monday)
    assert list(all_differences()) == []
    tamper("DELETE FROM paper WHERE no = 2")
    tamper("UPDATE party SET role = 2")
    assert {found.what for found in all_differences()} == {"papers 1", "papers_sha256 1", "party 1"}


def test_the_shell_names_what_was_tampered_with_and_ends_with_one(province, monday, capsys):
    code = to_clerk(province, monday).dossier.code
    assert main(["fold", code]) == 0
    tamper("UPDATE dossier SET sets = 3")
    assert main(["fold"]) == 1
    assert f"{code}: số bộ: 3 ≠ 1" in capsys.readouterr().out


def test_an_approval_sent_back_is_a_draft_again_in_the_fold_too(province, monday):
    reason = a_reason("send_back_reasons")
    change = to_clerk(province, monday)
    change = say(
        Verb.SEND_BACK, change, province.secretary, monday, to="Thẩm định", reason=reason, explanation="Sai tên"
    )
    assert list(all_differences()) == []
    change = say(Verb.PROPOSE, change, province.officer, monday, opinion="Đã sửa")
    change = say(Verb.FINISH, say(Verb.APPROVE, change, province.leader, monday), province.secretary, monday)
    assert list(all_differences()) == []
    tamper("UPDATE outcome SET draft = {false} WHERE draft")
    assert {found.what for found in all_differences()} == {"outcome 1"}


def test_a_serial_jumped_over_is_named(province, monday):
    province.receive(monday)
    tamper("UPDATE counter SET last_no = 4 WHERE series = 'dossier'")
    assert province.receive(monday).dossier.code.endswith("-0005")
    assert [str(found) for found in all_differences()] == ["H99.27-261116: số thứ tự trong ngày: 2 ≠ 1–5"]


def test_events_whose_dossier_is_gone_are_named(province, monday):
    change = province.receive(monday)
    orphan = change.dossier.pk + 1
    with connection.cursor() as cursor:
        columns = "stream_kind, seq, kind, schema, occurred_at, recorded_at, actor_kind, facts, key_id, hash, xid"
        cursor.execute(f"INSERT INTO event (stream_id, {columns}) SELECT {orphan}, {columns} FROM event WHERE id = %s",
                       [change.event.pk])  # fmt: skip
    assert [(found.dossier_id, found.what) for found in all_differences()] == [(orphan, "dossier")]
