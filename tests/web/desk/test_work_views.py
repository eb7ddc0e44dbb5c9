"""A worklist shows what waits, what is owed and what is new, looks for words, and opens as its reader or head chose."""

import re

import pytest

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.words import write_words
from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import Verb
from motcua.web.models import SavedView
from tests.dossiers.acts import land_to_officer, login_of, say, to_officer
from tests.dossiers.test_obligations import asked
from tests.dossiers.test_supplements import sent
from tests.web.desk.test_statements import count
from tests.web.pages import read_page, wrong_with

MINE, OFFICE, SAVE = "/nv/viec/", "/nv/phong/", "/nv/viec/luu/"


def codes(client, path: str) -> set[str]:
    """The dossiers of a list."""
    page = client.get(path, follow=True)
    assert page.status_code == 200 and wrong_with(read_page(page)) == []
    return set(re.findall(r'href="/nv/ho-so/([^"/]+)/"', page.content.decode()))


def row(client, path: str, code: str) -> str:
    """The row of a dossier in a list."""
    rows = re.findall(r"<tr data-d=.*?</tr>", client.get(path).content.decode(), re.DOTALL)
    return next(one for one in rows if code in one)


def held(p, change, actor, at):
    """The dossier in the hands of the actor."""
    return say(Verb.ASSIGN, change, p.coordinator, at, person=login_of(actor))


@pytest.fixture
def office(province, moment, clock):
    """Seven dossiers at the office on Wednesday 25 November: one for each matter."""
    monday, tuesday = moment("2026-11-16T09:10"), moment("2026-11-17T10:00")
    posting = {"cause": SegmentCause.POSTING, "document_no": "1/TB"}
    made = {
        "supplement": sent(province, monday, tuesday),
        "money": asked(province, land_to_officer(province, monday), tuesday),
        "posted": say(Verb.PAUSE, land_to_officer(province, monday), province.officer, tuesday, **posting),
        "late": to_officer(province, monday),
        "late, posted": say(
            Verb.PAUSE, land_to_officer(province, monday), province.officer, moment("2026-11-25T07:40"), **posting
        ),
        "open": to_officer(province, moment("2026-11-24T23:00")),
    }
    clock.set("2026-11-25T09:00")
    return {name: change.dossier.code for name, change in made.items()}


def test_every_matter_has_its_list(province, sit, office, clock):
    boss = sit(province.coordinator)
    assert codes(boss, f"{OFFICE}?nhom=cho-bo-sung") == {office["supplement"]}
    assert codes(boss, f"{OFFICE}?nhom=cho-nop-tien") == {office["money"]}
    owed = {office["late"], office["late, posted"]}
    assert codes(boss, f"{OFFICE}?nhom=qua-han") == owed
    assert codes(boss, f"{OFFICE}?nhom=no-xin-loi") == owed, "what is soon due owes nothing yet"
    paused = {office["supplement"], office["money"], office["posted"]}
    assert codes(boss, f"{OFFICE}?nhom=tam-dung") == paused, "what is late is in no other group, paused or not"
    assert codes(boss, f"{OFFICE}?nhom=dung-lau") == set()
    clock.set("2026-12-03T09:00")
    boss = sit(province.coordinator)
    assert codes(boss, f"{OFFICE}?nhom=dung-lau") == paused, "the head of division sees what stands for too long"


def test_tabs_count_each_matter_and_show_none_that_is_not_there(province, sit, office):
    page = sit(province.coordinator).get(OFFICE).content.decode()
    tabs = dict(re.findall(r'nhom=([a-z-]+)"[^>]*>[^<]* <span class="cnt[^"]*">(\d+)', page))
    assert tabs["qua-han"] == "2" and tabs["tam-dung"] == "3" and tabs["cho-bo-sung"] == "1"
    assert tabs["cho-nop-tien"] == "1" and tabs["no-xin-loi"] == "2"
    assert "nhom=dung-lau" not in page and "nhom=moi" not in page


def test_the_heading_of_a_group_claims_no_more_than_stands_below_it(province, sit, office):
    boss = sit(province.coordinator)
    assert "Tạm dừng, 3 hồ sơ" in boss.get(f"{OFFICE}?nhom=tam-dung").content.decode()
    one = boss.get(f"{OFFICE}?nhom=cho-bo-sung").content.decode()
    assert "Tạm dừng" in one and "Tạm dừng, 3 hồ sơ" not in one


def test_a_row_says_what_the_clock_waits_for_and_whether_the_applicant_was_told(province, sit, office):
    boss = sit(province.coordinator)
    assert "chờ dân bổ sung từ 17/11" in row(boss, OFFICE, office["supplement"])
    assert "chờ dân nộp tiền từ 17/11" in row(boss, OFFICE, office["money"])
    late = row(boss, OFFICE, office["late, posted"])
    assert "đang tạm dừng" in late and "dl--held" in late and "niêm yết công khai từ 25/11" in late
    assert "chưa xin lỗi" in late and "dừng ở" in late
    assert "chưa xin lỗi" not in row(boss, OFFICE, office["supplement"])


def test_what_is_new_or_changed_by_others_is_marked_until_i_open_it(province, sit, moment, clock):
    monday = moment("2026-11-16T09:10")
    change = held(province, to_officer(province, monday), province.officer, monday)
    code, officer = change.dossier.code, sit(province.officer)
    clock.set("2026-11-16T10:00")
    assert codes(officer, f"{MINE}?nhom=moi") == {code} and "Mới</span>" in row(officer, MINE, code)
    officer.get(f"/nv/ho-so/{code}/")
    assert codes(officer, f"{MINE}?nhom=moi") == set()
    say(Verb.ANNOTATE, change, province.officer, moment("2026-11-16T10:05"), text="Đã gọi")
    assert codes(officer, f"{MINE}?nhom=moi") == set(), "what I did myself is not new to me"
    say(Verb.ANNOTATE, change, province.coordinator, moment("2026-11-16T10:06"), text="Làm trước")
    assert codes(officer, f"{MINE}?nhom=moi") == {code} and "Có thay đổi" in row(officer, MINE, code)
    sit(province.coordinator).get(f"/nv/ho-so/{code}/")
    assert codes(officer, f"{MINE}?nhom=moi") == {code}, "another's look is not mine"
    clock.set("2026-11-16T10:10")
    officer.get(f"/nv/ho-so/{code}/")
    assert codes(officer, f"{MINE}?nhom=moi") == set()
    seen = Step.objects.get(dossier__code=code, closed_at=None).seen_at
    officer.get(f"/nv/ho-so/{code}/")
    assert Step.objects.get(dossier__code=code, closed_at=None).seen_at == seen, "a second look writes nothing"


def test_one_looks_within_the_list_for_a_code_its_end_or_words_of_a_name(province, sit, office):
    boss, code = sit(province.coordinator), office["late"]
    write_words(Dossier.objects.values_list("pk", flat=True))
    assert codes(boss, f"{OFFICE}?q={code}") == {code}
    assert codes(boss, f"{OFFICE}?q={code.split('.')[-1][3:]}") == {code}
    assert codes(boss, f"{OFFICE}?q=thu+ha+hoang") == set(office.values())
    assert codes(boss, f"{OFFICE}?q=thu+ha&nhom=cho-bo-sung") == {office["supplement"]}
    assert codes(boss, f"{OFFICE}?q=khong+co+ai") == set()
    assert codes(boss, f"{OFFICE}?q=%25") == set(), "a sign of the database is a sign"


def test_columns_are_chosen_and_kept_with_the_view(province, sit, office):
    boss = sit(province.coordinator)
    page = boss.get(f"{OFFICE}?cot=ma&cot=nhan&cot=bo-sung").content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert heads == ["Hạn trả", "Mã hồ sơ", "Thủ tục, người nộp", "Ngày tiếp nhận", "Số lần bổ sung"]
    assert "16/11, 09:10" in row(boss, f"{OFFICE}?cot=ma&cot=nhan", office["supplement"])
    boss.post(SAVE, {"trang": "office", "ten": "Ngày nhận", "loc": "nhom=qua-han&cot=ma&cot=nhan"})
    assert 'href="/nv/phong/?nhom=qua-han&amp;cot=ma&amp;cot=nhan"' in boss.get(OFFICE).content.decode()
    assert "Bước đang làm</th>" in boss.get(f"{OFFICE}?cot=khong-co").content.decode()


def test_ones_own_default_opens_first_and_everything_stays_within_reach(province, sit, office):
    officer = sit(province.officer)
    officer.post(SAVE, {"trang": "office", "ten": "Chờ dân", "loc": "nhom=cho-bo-sung", "mo-san": "1"})
    opened = officer.get(OFFICE)
    assert (opened.status_code, opened["Location"]) == (302, "/nv/phong/?nhom=cho-bo-sung")
    assert codes(officer, OFFICE) == {office["supplement"]}
    page = officer.get(f"{OFFICE}?nhom=cho-bo-sung").content.decode()
    assert 'href="/nv/phong/?nhom=tat-ca"' in page, "all of it is one click away"
    assert codes(officer, f"{OFFICE}?nhom=tat-ca") == set(office.values())
    officer.post(SAVE, {"trang": "office", "ten": "Quá hạn", "loc": "nhom=qua-han", "mo-san": "1"})
    assert officer.get(OFFICE)["Location"] == "/nv/phong/?nhom=qua-han", "one default at a time"
    assert codes(sit(province.second_officer), OFFICE) == set(office.values()), "another's choice is not mine"


def test_a_head_shares_a_view_with_a_role_which_may_choose_its_own(province, sit, office):
    boss, officer = sit(province.coordinator), sit(province.officer)
    shared = {"trang": "office", "ten": "Nợ xin lỗi", "loc": "nhom=qua-han", "mo-san": "1", "chung": "officer"}
    boss.post(SAVE, shared)
    assert officer.get(OFFICE)["Location"] == "/nv/phong/?nhom=qua-han"
    assert boss.get(OFFICE).status_code == 200, "what is meant for officers opens for officers"
    page = officer.get(f"{OFFICE}?nhom=tat-ca").content.decode()
    assert "Nợ xin lỗi</a>" in page and "Xóa bộ lọc “Nợ xin lỗi”" not in page
    officer.post(SAVE, {"trang": "office", "bo": str(SavedView.objects.get().pk)})
    assert SavedView.objects.count() == 1, "who did not share it does not drop it"
    officer.post(SAVE, {"trang": "office", "ten": "Của tôi", "loc": "nhom=cho-bo-sung", "mo-san": "1"})
    assert officer.get(OFFICE)["Location"] == "/nv/phong/?nhom=cho-bo-sung"
    assert officer.post(SAVE, shared).status_code == 403
    leader = sit(province.leader)
    leader.post(SAVE, shared | {"ten": "Cả phường", "chung": "don-vi", "mo-san": ""})
    assert "Cả phường</a>" in officer.get(f"{OFFICE}?nhom=tat-ca").content.decode()
    assert "Cả phường</a>" not in sit(province.clerk_at_desk).get("/nv/viec/").content.decode()
    boss.post(SAVE, {"trang": "office", "bo": str(SavedView.objects.get(name="Nợ xin lỗi").pk)})
    assert not SavedView.objects.filter(name="Nợ xin lỗi").exists()


def test_a_view_is_shared_with_whom_the_head_chose_and_with_nobody_by_mistake(province, sit):
    boss = sit(province.coordinator)
    view = {"trang": "office", "ten": "A", "loc": "nhom=qua-han"}
    for whom in ("moi-nguoi", "OFFICER", "admin", "0", "don-vi ", " "):
        answer = boss.post(SAVE, view | {"chung": whom})
        assert answer.status_code == 409 and "Chọn dùng chung với" in answer.content.decode(), whom
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("bad", [{"ten": "A\x00B"}, {"ten": "A\u202eB"}, {"loc": "q=\x00"}, {"loc": "q=\u200b"}])
@pytest.mark.parametrize("whom", ["", "don-vi"])
def test_a_view_holds_no_sign_that_cannot_be_kept_or_shown(province, sit, bad, whom):
    view = {"trang": "office", "ten": "A", "loc": "nhom=qua-han", "chung": whom}
    answer = sit(province.coordinator).post(SAVE, view | bad)
    assert "giấy tờ không in" not in answer.content.decode(), "no paper is printed of a filter"
    assert answer.status_code == 409 and "không in được" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_dozen_filters_are_enough_and_one_by_the_same_name_is_replaced(province, sit):
    officer = sit(province.officer)
    for number in range(12):
        officer.post(SAVE, {"ten": f"Bộ lọc {number}", "loc": "nhom=qua-han"})
    answer = officer.post(SAVE, {"ten": "Thêm nữa", "loc": "nhom=qua-han"})
    assert answer.status_code == 409 and "Đã có 12 bộ lọc riêng ở trang này" in answer.content.decode()
    officer.post(SAVE, {"ten": "Bộ lọc 3", "loc": "nhom=hom-nay"})
    assert SavedView.objects.count() == 12
    assert SavedView.objects.get(name="Bộ lọc 3").query == "nhom=hom-nay"


def test_a_key_that_is_none_drops_nothing(province, sit):
    officer = sit(province.officer)
    officer.post(SAVE, {"ten": "A", "loc": "nhom=qua-han"})
    for key in ("", "x", "²", "9" * 30, "-1"):
        assert officer.post(SAVE, {"bo": key}).status_code == 302
    assert SavedView.objects.count() == 1


def test_all_of_it_takes_six_statements(province, sit, office):
    boss = sit(province.coordinator)
    boss.post(SAVE, {"trang": "office", "ten": "A", "loc": "nhom=qua-han", "chung": "don-vi"})
    for query in ("", "?nhom=no-xin-loi&q=ha&cot=ma&cot=nhan", "?nhom=dung-lau", "?nhom=cho-bo-sung"):
        assert count(boss, OFFICE + query) <= 6, query


def test_the_reckoning_on_a_dossiers_page_leaves_out_the_days_of_a_pause(province, sit, moment, clock):
    change = land_to_officer(province, moment("2026-11-16T09:10"))
    at = moment("2026-11-16T14:00")
    paused = say(Verb.PAUSE, change, province.officer, at, cause=SegmentCause.POSTING, document_no="1/TB")
    clock.set("2026-11-17T09:00")
    page = sit(province.coordinator).get(f"/nv/ho-so/{change.dossier.code}/").content.decode()
    assert "tính lại khi hồ sơ tiếp tục" in page
    say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))
    clock.set("2026-11-19T09:00")
    page = sit(province.coordinator).get(f"/nv/ho-so/{change.dossier.code}/").content.decode()
    assert "5. 26/11" in page and "6. " not in page and "niêm yết công khai, 2 ngày" in page
    assert count(sit(province.coordinator), f"/nv/ho-so/{change.dossier.code}/") <= 10
