"""The screens of the apology: the queue by hours left, the forms, the letter on paper, the debt on the first screen."""

import re
from datetime import date

import pytest

from motcua.documents.models import File
from motcua.dossiers.apology_sheet import post_words
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Apology, Dossier
from motcua.rules.codes import Apology as Found
from motcua.rules.codes import ProofKind
from motcua.rules.lifecycle import Verb
from tests.documents.readings import words_of
from tests.dossiers.acts import everything, to_clerk, to_officer, to_return
from tests.web.desk.test_statements import count
from tests.web.desk.test_work_pages import say
from tests.web.pages import read_page, wrong_with


def act(verb, change, actor, at, **fields):
    command = COMMANDS[verb]
    ref = change.dossier.code
    return command.function(ref, command.order(**fields), actor=actor, at=at)


@pytest.fixture
def soon(province, moment, clock):
    """A dossier whose apology would have to be sent today, Wednesday 18 November, by 17:30."""
    change = to_officer(province, moment("2026-11-16T09:10"))
    clock.set("2026-11-18T10:00")
    return change


def test_a_letter_is_drafted_signed_and_sent_on_the_screens(province, sit, soon):
    code = soon.dossier.code
    officer, leader, desk = sit(province.officer), sit(province.leader), sit(province.clerk_at_desk)
    listed = read_page(officer.get("/nv/xin-loi/"))
    assert code in listed.text and "Còn 5 giờ" in listed.text and "Chưa soạn" in listed.text
    form = officer.get(f"/nv/ho-so/{code}/draft_apology/").content.decode()
    assert "Phòng Kinh tế" in form and "Việc thẩm định" in form
    said = {"cause": "field_work_long", "cause_unit": "H99.27.01", "sentence": "Mưa lũ nên chưa đi được.", "days": "2"}
    assert say(officer, code, "draft_apology", **said).status_code == 302
    signing = leader.get(f"/nv/ho-so/{code}/sign_apology/")
    assert "Mưa lũ nên chưa đi được." in signing.content.decode() and wrong_with(read_page(signing)) == []
    assert say(leader, code, "sign_apology", **{k: v for k, v in said.items() if k != "cause_unit"}).status_code == 302
    assert code in desk.get("/nv/xin-loi/").content.decode()
    sending = desk.get(f"/nv/ho-so/{code}/send_apology/")
    assert "Bùi Thanh Sơn" in sending.content.decode() and wrong_with(read_page(sending)) == []
    assert say(desk, code, "send_apology", proof=str(int(ProofKind.SMS)), words="Nhắn lúc 10:00").status_code == 302
    assert Dossier.objects.get(code=code).apology == Found.IN_TIME
    sent = read_page(officer.get("/nv/xin-loi/?muc=da-gui"))
    assert code in sent.text and "Xin lỗi trước hạn" in sent.text and "Chưa đến hẹn" in sent.text
    paper = desk.get(f"/nv/ho-so/{code}/in/xin-loi/")
    assert paper.status_code == 200 and paper["Content-Type"] == "application/pdf"
    assert "Thư xin lỗi" in officer.get(f"/nv/ho-so/{code}/").content.decode()


def test_what_is_late_and_open_and_what_was_settled_late_stand_in_a_list_each(province, sit, moment, clock):
    at = moment("2026-11-16T09:10")
    late, settled = to_officer(province, at), to_return(province, at)
    Dossier.objects.filter(pk=settled.dossier.pk).update(timing=3, finished_at=moment("2026-11-20T10:00"))
    clock.set("2026-11-23T09:00")
    client = sit(province.leader)
    page = read_page(client.get("/nv/xin-loi/?muc=chua-xin-loi"))
    assert wrong_with(page) == [] and page.status == 200
    assert late.dossier.code in page.text and settled.dossier.code not in page.text and '">Soạn thư<' in page.text
    ended = read_page(client.get("/nv/xin-loi/?muc=da-ket-thuc"))
    assert late.dossier.code not in ended.text and settled.dossier.code in ended.text
    assert wrong_with(ended) == [] and '">Soạn thư<' not in ended.text, "no act over what is settled"
    assert "Đã qua lúc phải gửi" not in ended.text and "Không có thư" in ended.text
    assert "chưa xin lỗi người nộp" not in client.get(f"/nv/ho-so/{late.dossier.code}/").content.decode()
    first = read_page(client.get("/nv/ky/")).text
    assert first.count("1 hồ sơ quá hạn chưa xin lỗi") == 1 == first.count("1 hồ sơ đã kết thúc muộn mà chưa xin lỗi")
    act(Verb.DRAFT_APOLOGY, late, province.leader, moment("2026-11-23T09:00"))
    assert "1 hồ sơ quá hạn chưa xin lỗi" in read_page(client.get("/nv/ky/")).text, "a draft is no apology"
    act(Verb.SIGN_APOLOGY, late, province.leader, moment("2026-11-23T09:00"))
    desk = sit(province.clerk_at_desk)
    assert "1 thư xin lỗi đã ký, chờ gửi" in desk.get("/nv/tiep-nhan/").content.decode()
    words = {"proof": ProofKind.PHONE, "words": "Gọi 9:05"}
    act(Verb.SEND_APOLOGY, late, province.clerk_at_desk, moment("2026-11-23T09:05"), **words)
    first = read_page(client.get("/nv/ky/")).text
    assert "chưa xin lỗi người nộp" not in first and "1 hồ sơ đã kết thúc muộn" in first, "an ended one stays owed"
    assert "chờ gửi cho người nộp" not in desk.get("/nv/tiep-nhan/").content.decode()


def test_a_late_dossier_that_was_withdrawn_stays_in_the_list_of_what_is_owed(province, sit, moment, clock):
    change = to_officer(province, moment("2026-11-16T09:10"))
    wish = {"asked_on": date(2026, 11, 26), "document_no": "ĐR-31", "reason": "Chuyển nơi ở"}
    act(Verb.WITHDRAW, change, province.clerk_at_desk, moment("2026-11-26T10:00"), **wish)
    clock.set("2026-11-27T10:00")
    page = read_page(sit(province.leader).get("/nv/xin-loi/?muc=da-ket-thuc"))
    assert wrong_with(page) == [] and change.dossier.code in page.text
    assert '">Soạn thư<' not in page.text, "nothing is sent after the end"


def numbers(text: str) -> dict[str, int]:
    """Every number that links to a list of apologies, by the address of the list."""
    found = re.findall(
        r'href="(?:/nv/xin-loi/)?\?muc=([a-z-]+)"[^>]*>(?:(\d+) |[^<]*(?:<span class="cnt[^>]*>(\d+))?)', text
    )
    return {slug: int(before or behind or 0) for slug, before, behind in found}


def test_every_number_of_apologies_is_that_of_the_rows_behind_it(province, sit, moment, clock):
    begun, late = moment("2026-11-16T09:10"), moment("2026-11-26T10:00")
    to_officer(province, begun)
    drafted, signed, withdrawn = (to_officer(province, begun) for _ in range(3))
    act(Verb.DRAFT_APOLOGY, drafted, province.officer, late)
    act(Verb.DRAFT_APOLOGY, signed, province.officer, late)
    act(Verb.SIGN_APOLOGY, signed, province.leader, late)
    wish = {"asked_on": date(2026, 11, 26), "document_no": "ĐR-31", "reason": "Chuyển nơi ở"}
    act(Verb.WITHDRAW, withdrawn, province.clerk_at_desk, late, **wish)
    act(Verb.FINISH, to_clerk(province, begun), province.secretary, late)
    clock.set("2026-11-26T11:00")
    firsts = {
        province.leader: ("/nv/ky/", {"chua-xin-loi": 3, "da-ket-thuc": 2}),
        province.officer: ("/nv/viec/", {"chua-xin-loi": 3}),
        province.clerk_at_desk: ("/nv/tiep-nhan/", {"cho-gui": 1}),
    }
    for actor, (address, owed) in firsts.items():
        client = sit(actor)
        tabs = numbers(client.get("/nv/xin-loi/").content.decode())
        for slug, number in tabs.items():
            listed = client.get(f"/nv/xin-loi/?muc={slug}").content.decode()
            assert listed.count('<tr data-d="') == (number if slug != "da-gui" else 0), (actor.role, slug)
        first = client.get(address).content.decode()
        assert numbers(first) == owed and {slug: tabs[slug] for slug in owed} == owed, actor.role
        badge = re.search(r'href="/nv/xin-loi/">.*?<span class="n[^>]*>(\d+)', first)
        assert badge and int(badge[1]) == next(iter(owed.values())), "the badge is that of what is to be done"


@pytest.mark.parametrize("tab", ["sap-gui", "chua-xin-loi", "cho-ky", "cho-gui", "da-gui", "da-ket-thuc", "gi-do", ""])
def test_every_list_is_in_order_also_when_it_is_empty(province, sit, soon, tab):
    for who in (province.officer, province.leader, province.clerk_at_desk, province.head_of_desk, province.coordinator):
        page = read_page(sit(who).get(f"/nv/xin-loi/?muc={tab}"))
        assert (page.status, wrong_with(page)) == (200, [])


def test_who_has_nothing_to_do_with_apologies_is_refused(province, sit):
    assert sit(province.secretary).get("/nv/xin-loi/").status_code == 403


def test_a_list_goes_on_behind_its_last_line(province, sit, soon, moment, monkeypatch):
    monkeypatch.setattr("motcua.dossiers.apology_queue.page.__kwdefaults__", {"after": None, "size": 2})
    for _ in range(4):
        to_officer(province, moment("2026-11-16T09:10"))
    client, seen, url = sit(province.officer), [], "/nv/xin-loi/?muc=sap-gui"
    for _ in range(4):
        page = client.get(url).content.decode()
        seen += [row.code for row in Dossier.objects.order_by("pk") if row.code in page]
        if "&amp;sau=" not in page:
            break
        url = "/nv/xin-loi/?muc=sap-gui&sau=" + page.split("&amp;sau=")[1].split('"')[0]
    assert seen == sorted(Dossier.objects.values_list("code", flat=True))
    assert client.get("/nv/xin-loi/?muc=sap-gui&sau=vo-nghia").status_code == 200


@pytest.mark.parametrize("dossiers", [2, 12])
def test_the_queue_takes_seven_statements(province, sit, soon, moment, dossiers):
    for _ in range(dossiers):
        to_officer(province, moment("2026-11-16T09:10"))
    for tab in ("sap-gui", "chua-xin-loi", "cho-ky", "da-ket-thuc"):
        assert count(sit(province.officer), f"/nv/xin-loi/?muc={tab}") <= 7


def test_a_form_that_is_wrong_says_why_and_keeps_what_was_typed(province, sit, soon):
    code = soon.dossier.code
    said = {"cause": "overload", "cause_unit": "H99.27.01", "sentence": "Đông hồ sơ.", "days": "400"}
    answer = say(sit(province.officer), code, "draft_apology", **said)
    assert answer.status_code == 422 or answer.status_code == 409
    assert "Đông hồ sơ." in answer.content.decode() and not Apology.objects.exists()


def preview(client, code: str):
    return client.get(f"/nv/ho-so/{code}/xin-loi/xem-truoc/")


def test_a_letter_is_seen_on_paper_before_it_is_sent_and_kept_nowhere(province, sit, soon, moment):
    code = soon.dossier.code
    act(Verb.DRAFT_APOLOGY, soon, province.officer, moment("2026-11-18T10:00"))
    clients = [sit(who) for who in (province.officer, province.leader, province.clerk_at_desk)]
    kept = everything()
    for client in clients:
        answer = preview(client, code)
        content = b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "application/pdf" and content.startswith(b"%PDF")
        text = words_of(content)
        assert "DỰ THẢO" in text and "(chưa ký)" in text and "…/PXL" in text and code in text
    assert everything() == kept and not File.objects.exists()
    address = f"/nv/ho-so/{code}/xin-loi/xem-truoc/"
    leader = sit(province.leader)
    for path in ("/nv/xin-loi/?muc=cho-ky", f"/nv/ho-so/{code}/", f"/nv/ho-so/{code}/sign_apology/"):
        assert address in leader.get(path).content.decode(), path


def test_what_was_sent_is_the_paper_itself_and_no_draft(province, sit, soon, moment):
    at, code = moment("2026-11-18T10:00"), soon.dossier.code
    act(Verb.DRAFT_APOLOGY, soon, province.officer, at)
    act(Verb.SIGN_APOLOGY, soon, province.leader, at)
    signed = words_of(b"".join(preview(sit(province.clerk_at_desk), code).streaming_content))
    assert "DỰ THẢO" in signed and "(chưa ký)" not in signed
    act(Verb.SEND_APOLOGY, soon, province.clerk_at_desk, at, proof=ProofKind.PHONE, words="Gọi 9:05")
    answer = preview(sit(province.officer), code)
    assert (answer.status_code, answer["Location"]) == (302, f"/nv/ho-so/{code}/in/xin-loi/")
    assert "dự thảo" not in sit(province.officer).get(f"/nv/ho-so/{code}/").content.decode()


def test_there_is_nothing_to_see_before_a_letter_is_drafted(province, sit, soon):
    assert preview(sit(province.officer), soon.dossier.code).status_code == 404
    assert "xem-truoc" not in sit(province.officer).get(f"/nv/ho-so/{soon.dossier.code}/").content.decode()


def test_whoever_may_not_write_the_letter_sees_no_draft(province, sit, soon, moment):
    code = soon.dossier.code
    act(Verb.DRAFT_APOLOGY, soon, province.officer, moment("2026-11-18T10:00"))
    for who in (province.secretary, province.control, province.admin):
        assert preview(sit(who), code).status_code == 403, who.role
    assert "xem-truoc" not in sit(province.secretary).get(f"/nv/ho-so/{code}/").content.decode()


@pytest.mark.parametrize(
    ("title", "place", "said"),
    [
        ("Lãnh đạo phòng", "Phòng Kinh tế", "Lãnh đạo phòng Kinh tế"),
        ("Trưởng phòng", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Giám đốc", "Sở Công Thương", "Giám đốc Sở Công Thương"),
        ("", "Phòng Kinh tế", "Phòng Kinh tế"),
        ("Giám đốc Trung tâm", "Trung tâm Phục vụ hành chính công", "Giám đốc Trung tâm Phục vụ hành chính công"),
        ("Chủ tịch UBND", "Ủy ban nhân dân phường Tân Hòa", "Chủ tịch Ủy ban nhân dân phường Tân Hòa"),
    ],
)
def test_a_title_and_its_place_say_no_word_twice(title, place, said):
    assert post_words(title, place) == said
