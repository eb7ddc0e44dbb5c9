"""The officer's, the leader's and the clerk's screens carry a dossier to its result."""

import re

from motcua.dossiers.commands import forward
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.orders import ForwardOrder, PaperJudgement
from motcua.rules.codes import OutcomeKind, PaperVerdict
from motcua.rules.lifecycle import Role, State, Verb
from tests.dossiers import acts
from tests.people.factories import make_actor
from tests.web.pages import read_page, wrong_with


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def say(client, code: str, verb: str, **fields):
    """Open the form of a verb and send it as the page gave it."""
    page = client.get(f"/nv/ho-so/{code}/{verb}/").content.decode()
    said = {"version": hidden(page, "version"), "idempotency_key": hidden(page, "idempotency_key")} | fields
    return client.post(f"/nv/ho-so/{code}/{verb}/", said)


def at_the_office(province, monday_at):
    """A dossier that the desk has handed over."""
    made = province.receive(monday_at)
    moved = forward(made.dossier.code, ForwardOrder(), actor=province.clerk_at_desk, at=monday_at)
    return moved.dossier


def test_a_dossier_is_worked_and_decided_on_the_screens(province, sit, moment):
    dossier = at_the_office(province, moment("2026-11-16T09:00"))
    code = dossier.code
    coordinator, officer, leader, secretary = (
        sit(who) for who in (province.coordinator, province.officer, province.leader, province.secretary)
    )
    waiting = coordinator.get("/nv/viec/?hop=cho-nhan")
    assert code in waiting.content.decode()
    login = re.search(
        r'value="(can-bo-\d+)">Trần Quốc Việt', coordinator.get(f"/nv/ho-so/{code}/forward/").content.decode()
    )
    assert login, "the officer is offered"
    assert say(coordinator, code, "forward", to="Thẩm định", person=login[1]).status_code == 302
    assert code in officer.get("/nv/viec/").content.decode()
    judged = say(officer, code, "judge_paper", giay_1="pass", giay_2="needs_work", ly_do_2="Mờ")
    assert judged.status_code == 302
    refused = say(officer, code, "propose", opinion="Đủ điều kiện")
    assert refused.status_code == 409
    assert "Giấy tờ số 2 còn đánh giá “cần bổ sung”" in refused.content.decode()
    assert say(officer, code, "judge_paper", giay_2="pass").status_code == 302
    assert say(officer, code, "propose", opinion="Đủ điều kiện").status_code == 302
    queue = leader.get("/nv/ky/")
    assert code in queue.content.decode() and "Có giấy tờ cần bổ sung" not in queue.content.decode()
    assert say(leader, code, "approve").status_code == 302
    assert say(secretary, code, "finish", number="15").status_code == 302
    assert Dossier.objects.get().state == State.SETTLED


def test_every_screen_of_work_is_in_order(province, sit, moment):
    code = at_the_office(province, moment("2026-11-16T09:00")).code
    client = sit(province.coordinator)
    for path in (
        "/nv/viec/",
        "/nv/viec/?hop=cho-nhan",
        "/nv/phong/",
        f"/nv/tim/?q={code[-6:]}",
        f"/nv/ho-so/{code}/",
        f"/nv/ho-so/{code}/ke-khai/",
        f"/nv/ho-so/{code}/trao-doi/",
        f"/nv/ho-so/{code}/du-thao/",
        f"/nv/ho-so/{code}/nhat-ky/",
        f"/nv/ho-so/{code}/forward/",
        f"/nv/ho-so/{code}/assign/",
    ):
        page = read_page(client.get(path))
        assert page.status == 200, path
        assert wrong_with(page) == [], path
    assert wrong_with(read_page(sit(province.leader).get("/nv/ky/"))) == []


def test_the_second_officer_sees_the_first_ones_change_and_loses_nothing_typed(province, sit, moment):
    code = at_the_office(province, moment("2026-11-16T09:00")).code
    client = sit(province.coordinator)
    page = client.get(f"/nv/ho-so/{code}/forward/").content.decode()
    assert say(client, code, "correct_details", party="applicant", name="Hà Thu", phone="0999000777").status_code == 302
    stale = client.post(
        f"/nv/ho-so/{code}/forward/", {"version": hidden(page, "version"), "to": "Thẩm định", "note": "Làm gấp giúp"}
    )
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "Làm gấp giúp" in text and "0999000777" not in text and "Sửa " in text
    assert Step.objects.filter(closed_at__isnull=True).get().node_key == "Phân công"


def test_a_note_of_one_officer_makes_no_form_of_another_stale(province, sit, moment):
    code = at_the_office(province, moment("2026-11-16T09:00")).code
    coordinator, officer = sit(province.coordinator), sit(province.officer)
    page = coordinator.get(f"/nv/ho-so/{code}/forward/").content.decode()
    assert say(officer, code, "annotate", text="Đã gọi cho người nộp").status_code == 302
    moved = coordinator.post(
        f"/nv/ho-so/{code}/forward/", {"version": hidden(page, "version"), "to": "Thẩm định", "note": "Làm gấp giúp"}
    )
    assert moved.status_code == 302
    assert Step.objects.filter(closed_at__isnull=True).get().node_key == "Thẩm định"


def test_leaders_approve_in_bulk_what_carries_no_flag(province, sit, moment):
    codes = []
    for _ in range(3):
        code = at_the_office(province, moment("2026-11-16T09:00")).code
        say(sit(province.coordinator), code, "forward", to="Thẩm định", person="")
        say(sit(province.officer), code, "propose", opinion="Đủ")
        codes.append(code)
    say(sit(province.leader), codes[2], "annotate", text="x")
    leader = sit(province.leader)
    tokens = re.findall(r'name="ho-so" value="([^"]+)"', leader.get("/nv/ky/").content.decode())
    assert len(tokens) == 3
    stale = tokens[0].partition("@")[0] + "@1"
    batch = leader.post("/nv/ky/lo/", {"ho-so": [stale, *tokens[1:]]}, follow=True)
    assert "Đã duyệt 2 hồ sơ" in batch.content.decode() and "1 hồ sơ chưa duyệt được" in batch.content.decode()


def test_a_dossier_of_another_office_shows_its_progress_only(province, sit, moment):
    received = province.receive(moment("2026-11-16T09:00"))
    page = sit(province.officer).get(f"/nv/ho-so/{received.dossier.code}/")
    text = page.content.decode()
    assert page.status_code == 200 and "Bạn chỉ xem được tiến độ" in text
    assert "Hoàng Thị Thu Hà" not in text
    assert sit(province.officer).get("/nv/ho-so/H99.27-261116-0099/").status_code == 404
    assert sit(province.officer).get("/nv/ho-so/12/").status_code == 404


def test_an_office_keeps_sight_of_what_it_has_worked_on(province, sit, moment):
    code = at_the_office(province, moment("2026-11-16T09:00")).code
    say(sit(province.coordinator), code, "forward", to="Thẩm định", person="")
    say(sit(province.officer), code, "propose", opinion="Đủ")
    assert "Hoàng Thị Thu Hà" in sit(province.officer).get(f"/nv/ho-so/{code}/").content.decode()


def test_an_empty_list_of_work_says_so(province, sit):
    assert "Không còn hồ sơ nào bạn đang giữ." in sit(province.officer).get("/nv/viec/").content.decode()
    assert "Không còn hồ sơ nào cần xử lý." in sit(province.officer).get("/nv/phong/").content.decode()


def test_a_filter_that_finds_nothing_says_so(province, sit):
    page = sit(province.officer).get("/nv/viec/?nhom=qua-han").content.decode()
    assert "Không có hồ sơ nào khớp bộ lọc." in page and "Bỏ lọc" in page


def test_an_empty_queue_says_so(province, sit):
    assert "Không còn hồ sơ nào chờ bạn duyệt." in sit(province.leader).get("/nv/ky/").content.decode()


def test_a_search_that_finds_nothing_says_what_to_try(province, sit):
    page = sit(province.officer).get("/nv/tim/?q=khong-co-ai").content.decode()
    assert "Chưa thấy hồ sơ nào trong phạm vi của bạn." in page


def test_a_filter_is_kept_under_a_name(province, sit):
    client = sit(province.officer)
    client.post("/nv/viec/luu/", {"ten": "Quá hạn của tôi", "loc": "nhom=qua-han", "trang": "work"})
    assert 'href="/nv/viec/?nhom=qua-han">Quá hạn của tôi' in client.get("/nv/viec/").content.decode()


def test_what_is_no_dossier_is_named_among_those_that_did_not_go(province, sit, moment):
    dossier = at_the_office(province, moment("2026-11-16T09:00"))
    coordinator = sit(province.coordinator)
    chosen = [dossier.code, "", "a/b", "../..", "@", "H99.26-261116-9999"]
    page = coordinator.post("/nv/viec/chung/", {"act": "assign", "ho-so": chosen}, follow=True)
    words = page.content.decode()
    assert page.status_code == 200 and "Đã nhận việc 1 hồ sơ." in words
    assert all(f"{text} chưa nhận việc được" in words for text in ("Một hồ sơ", "a/b", "H99.26-261116-9999"))
    assert Step.objects.get(dossier=dossier, closed_at__isnull=True).person_id == province.coordinator.staff_id


def test_the_desk_hands_over_the_rest_when_one_is_no_dossier(province, sit, moment):
    dossier = province.receive(moment("2026-11-16T09:00")).dossier
    page = sit(province.clerk_at_desk).post("/nv/quay/chuyen/", {"ho-so": ["", "a/b", dossier.code]})
    words = page.content.decode()
    assert page.status_code == 200 and "Đã chuyển 1 hồ sơ." in words and "2 hồ sơ chưa chuyển được" in words


def test_the_post_and_the_cashier_see_no_verdict_no_draft_and_no_internal_note(province, sit, moment):
    at = moment("2026-11-16T09:00")
    change = acts.to_officer(province, at)
    judged = [PaperJudgement(paper=1, verdict=PaperVerdict.NEEDS_WORK, reason="Chữ ký giả")]
    change = acts.say(Verb.JUDGE_PAPER, change, province.officer, at, judgements=tuple(judged))
    change = acts.say(Verb.ANNOTATE, change, province.officer, at, text="Nghi ngờ hồ sơ giả")
    change = acts.say(
        Verb.PROPOSE, change, province.officer, at, outcome=OutcomeKind.REFUSED, opinion="Đề nghị từ chối"
    )
    pages = [f"/nv/ho-so/{change.dossier.code}/{tab}" for tab in ("?giay=1", "trao-doi/", "du-thao/", "nhat-ky/")]

    def seen(client):
        return "".join(client.get(page).content.decode() for page in pages)

    secrets = ("Chữ ký giả", "Nghi ngờ hồ sơ giả", "Đề nghị từ chối", "cần bổ sung", "Dự thảo</span>")
    officer = seen(sit(province.officer))
    assert [secret for secret in secrets if secret not in officer] == []
    for role in (Role.POST, Role.CASHIER):
        shown = seen(sit(make_actor(role, province.desk)))
        assert change.dossier.code in shown and not [secret for secret in secrets if secret in shown]


def test_who_may_not_write_a_note_is_not_told_that_he_may(province, sit, monday):
    address = f"/nv/ho-so/{acts.to_officer(province, monday, province.officer).dossier.code}/"
    post = sit(make_actor(Role.POST, province.desk)).get(address).content.decode()
    assert "Bạn chỉ xem được" in post and "ghi chú được" not in post
    consulted = sit(make_actor(Role.CONSULT, province.office)).get(address).content.decode()
    assert "Bạn xem và ghi chú được" in consulted
