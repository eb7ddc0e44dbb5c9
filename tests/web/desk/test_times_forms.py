"""The other lawful times on screen: asked for money and paid, withdrawn, stopped, declined, extended, corrected."""

from html import unescape

import pytest

from motcua.dossiers.models import Dossier, DueChange, Obligation
from motcua.rules.codes import Clock, DueChangeKind, OutcomeKind
from motcua.rules.lifecycle import State, Verb
from tests.dossiers.acts import land_to_officer, say, to_officer
from tests.dossiers.province import FIVE_STEPS, make_procedure
from tests.dossiers.test_extensions import CASES, LIMITS, PAUSES, at_officer
from tests.web.desk.test_work_pages import hidden
from tests.web.pages import read_page, wrong_with


@pytest.fixture
def at(moment):
    """Monday morning, before anybody looks."""
    return moment("2026-11-16T09:00")


@pytest.fixture
def send(sit):
    """`send(actor, change, verb, **typed)`: open the form of a verb, fill it in, send it; the answer and its page."""

    def fill_in(actor, change, verb, **typed):
        client, address = sit(actor), f"/nv/ho-so/{change.dossier}/{verb}/"
        page = client.get(address)
        assert page.status_code == 200 and wrong_with(read_page(page)) == [], verb
        text = page.content.decode()
        carried = {name: hidden(text, name) for name in ("version", "idempotency_key")}
        return client.post(address, carried | typed, follow=True)

    return fill_in


def said(answer) -> str:
    return unescape(answer.content.decode())


def test_money_is_asked_for_and_paid(province, send, at):
    change = land_to_officer(province, at)
    typed = {"amount": "1250000", "basis": "Nghị định 103/2024/NĐ-CP", "document_no": "45/TB"}
    answer = send(province.officer, change, Verb.REQUEST_OBLIGATION, **typed)
    assert Dossier.objects.get().clock == Clock.PAUSED
    assert "Thông báo nghĩa vụ tài chính 1.250.000 đồng, số 45/TB, tạm dừng tính thời hạn" in said(answer)
    answer = send(province.clerk_at_desk, change, Verb.CONFIRM_OBLIGATION, receipt_no="0000412")
    assert "biên lai 0000412" in said(answer)
    assert Obligation.objects.get().receipt_no == "0000412" and Dossier.objects.get().state == State.PROCESSING


def test_a_field_that_is_missing_is_named_in_its_place(province, send, at):
    answer = send(province.officer, land_to_officer(province, at), Verb.REQUEST_OBLIGATION, amount="0", basis="")
    assert answer.status_code == 422 and Dossier.objects.get().state == State.PROCESSING


def test_the_desk_writes_a_withdrawal_down(province, send, at):
    change = to_officer(province, at)
    typed = {"asked_on": "2026-11-15", "document_no": "ĐR-31", "reason": "Tôi không làm nữa"}
    answer = send(province.clerk_at_desk, change, Verb.WITHDRAW, **typed)
    assert "15/11/2026 trước ngày tiếp nhận" in said(answer) and 'value="ĐR-31"' in said(answer)
    answer = send(province.clerk_at_desk, change, Verb.WITHDRAW, **typed | {"asked_on": "2026-11-16"})
    assert Dossier.objects.get().state == State.WITHDRAWN and "Người nộp rút hồ sơ, đơn ĐR-31" in said(answer)


def test_the_leader_stops_and_declines(province, send, at):
    stopped = to_officer(province, at)
    why = {"reason": "in_dispute", "explanation": "Tòa án đã thụ lý"}
    send(province.leader, stopped, Verb.STOP, **why)
    assert Dossier.objects.get(pk=stopped.dossier.pk).state == State.STOPPED
    against = to_officer(province, at)
    send(province.officer, against, Verb.PROPOSE, outcome=str(int(OutcomeKind.REFUSED)), opinion="Không đủ")
    page = said(send(province.leader, against, Verb.DECLINE, reason="", explanation=""))
    assert "Hồ sơ kết thúc" not in page and Dossier.objects.get(pk=against.dossier.pk).state == State.PROCESSING
    answer = send(province.leader, against, Verb.DECLINE, reason="not_entitled", explanation="Địa điểm bị cấm")
    assert "Từ chối giải quyết: Không đủ điều kiện theo quy định" in said(answer)
    assert Dossier.objects.get(pk=against.dossier.pk).outcome == OutcomeKind.REFUSED


def test_the_leader_is_offered_the_refusal_instead_of_the_approval(province, sit, at):
    against = say(
        Verb.PROPOSE, to_officer(province, at), province.officer, at, opinion="Không", outcome=OutcomeKind.REFUSED
    )
    client = sit(province.leader)
    for address in (f"/nv/ho-so/{against.dossier}/", f"/nv/ky/?ho-so={against.dossier}"):
        page = client.get(address).content.decode()
        assert f"/nv/ho-so/{against.dossier}/decline/" in page and f"{against.dossier}/approve/" not in page, address


def test_an_extension_and_a_correction_stand_beside_the_date(province, send, sit, at, clock):
    make_procedure(
        "1.004859", "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, cases=CASES, pauses=PAUSES,
        more_limits=LIMITS,
    )  # fmt: skip
    change = at_officer(province, at)
    answer = send(province.leader, change, Verb.EXTEND, explanation="Xác minh nơi đăng ký cũ")
    assert "17:30 19/11/2026 thành 17:30 25/11/2026" in said(answer)
    assert f"{change.dossier}/extend/" not in said(answer), "it is given once"
    at_desk = province.receive(at)
    clock.set("2026-11-18T09:00")
    typed = {
        "moment": "2026-11-17T08:00", "reason": "complete_later", "explanation": "Đủ hôm sau", "document_no": "12/QĐ",
    }  # fmt: skip
    answer = send(province.control, at_desk, Verb.CORRECT_DUE, **typed)
    assert "Đính chính hạn trả theo 12/QĐ" in said(answer) and "17:30 19/11/2026 thành 17:30 20/11/2026" in said(answer)
    assert DueChange.objects.filter(kind=DueChangeKind.CORRECTION).count() == 1
    page = said(sit(province.clerk_at_desk).get(f"/nv/ho-so/{at_desk.dossier}/"))
    assert "Đính chính hạn trả theo 12/QĐ" in page, "the unit itself sees it too"


def test_what_cannot_be_said_is_not_offered(province, sit, at):
    page = sit(province.leader).get(f"/nv/ho-so/{to_officer(province, at).dossier}/").content.decode()
    assert "/stop/" in page and "/extend/" not in page, "its procedure knows no extension"


def test_time_that_stands_is_not_counted_as_used(province, sit, at, clock):
    change = land_to_officer(province, at)
    money = {"amount": 1_250_000, "basis": "Nghị định 103/2024/NĐ-CP", "document_no": "45/TB"}
    change = say(Verb.REQUEST_OBLIGATION, change, province.officer, at, **money)
    clock.set("2026-11-27T09:00")
    page = said(sit(province.officer).get(f"/nv/ho-so/{change.dossier}/"))
    assert "Đã dùng 0 / 5 ngày làm việc, đang dừng" in page
    assert "dừng ở 0 / 1 ngày" in page and "bar--late" not in page
    now = clock.set("2026-11-30T09:00")
    say(Verb.CONFIRM_OBLIGATION, change, province.clerk_at_desk, now, receipt_no="0000412")
    clock.set("2026-12-01T10:00")
    page = said(sit(province.officer).get(f"/nv/ho-so/{change.dossier}/"))
    assert "Đã dùng 1 / 5 ngày làm việc<" in page
