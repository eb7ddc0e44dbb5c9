"""The forms of the verbs: each party with its own values, a second send answered as the first, failures in place."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue.shelf import shelf
from motcua.documents.models import File
from motcua.dossiers import orders
from motcua.dossiers.commands import approve, finish, forward, propose
from motcua.dossiers.models import Dossier, Outcome, Party, Step
from motcua.dossiers.routing import posting_for, who_could_hold
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PartyRole
from motcua.rules.lifecycle import Role, State
from motcua.rules.organisation import UnitLevel
from tests.documents.made_files import pdf, written
from tests.dossiers.province import applicant
from tests.people.factories import make_actor, make_unit
from tests.web.desk.test_work_pages import hidden
from tests.web.pages import read_page, wrong_with

OWNER = {"name": "Lý Văn Chủ", "identity_no": "999187002417", "phone": "0999000400", "address": "Số 9 đường Chủ Hộ"}
FIELDS = ("name", "phone", "email", "address")


@pytest.fixture
def at(moment):
    """Monday morning, before anybody looks."""
    return moment("2026-11-16T09:00")


@pytest.fixture
def led(province, at):
    """`led("propose")`: the code of a dossier on which everything up to that verb has been said."""

    def lead(until: str) -> str:
        code = province.receive(at).dossier.code
        for word, verb, order, actor in (
            ("forward", forward, orders.ForwardOrder(), province.clerk_at_desk),
            ("assign", forward, orders.ForwardOrder(), province.coordinator),
            ("propose", propose, orders.ProposeOrder(opinion="Đủ"), province.officer),
            ("approve", approve, orders.ApproveOrder(), province.leader),
            ("finish", finish, orders.FinishOrder(), province.secretary),
        ):
            if word == until:
                break
            verb(code, order, actor=actor, at=at)
        return code

    return lead


def shown(page: str) -> dict[str, str]:
    """What stands in the fields of the form of a correction."""
    return {name: (re.search(rf'name="{name}"[^>]*? value="([^"]*)"', page) or ["", ""])[1] for name in FIELDS}


def of_form(page: str) -> dict[str, str]:
    """What a form carries unseen."""
    return {name: hidden(page, name) for name in ("version", "idempotency_key")}


def two_parties(province, at):
    return province.receive(at, owner=applicant(**OWNER)).dossier


def present(dossier, role: PartyRole) -> Party:
    return Party.objects.get(dossier=dossier, role=role, replaced_by=None)


def test_choosing_a_party_brings_that_partys_own_values(province, sit, at):
    dossier = two_parties(province, at)
    address = f"/nv/ho-so/{dossier.code}/correct_details/"
    desk = sit(province.clerk_at_desk)
    first = desk.get(address)
    assert shown(first.content.decode())["name"] == "Hoàng Thị Thu Hà" and wrong_with(read_page(first)) == []
    second = desk.get(address, {"party": "owner"})
    text = second.content.decode()
    assert wrong_with(read_page(second)) == [] and hidden(text, "party") == "owner"
    assert shown(text) == {"name": OWNER["name"], "phone": OWNER["phone"], "email": "", "address": OWNER["address"]}
    assert hidden(desk.get(address, {"party": "ai-do"}).content.decode(), "party") == "applicant"


def test_correcting_the_owner_leaves_the_rest_of_the_owner_and_the_applicant_alone(province, sit, at):
    dossier = two_parties(province, at)
    address = f"/nv/ho-so/{dossier.code}/correct_details/"
    desk = sit(province.clerk_at_desk)
    page = desk.get(address, {"party": "owner"}).content.decode()
    said = of_form(page) | {"party": "owner"} | shown(page) | {"phone": "0999000401"}
    assert desk.post(address, said).status_code == 302
    owner, other = present(dossier, PartyRole.OWNER), present(dossier, PartyRole.APPLICANT)
    assert (owner.name, owner.phone, owner.address) == (OWNER["name"], "0999000401", OWNER["address"])
    assert (other.name, other.phone) == ("Hoàng Thị Thu Hà", "0999000318")


def test_a_field_that_the_form_did_not_carry_stays_as_it_was(province, sit, at):
    dossier = two_parties(province, at)
    address = f"/nv/ho-so/{dossier.code}/correct_details/"
    desk = sit(province.clerk_at_desk)
    page = desk.get(address, {"party": "owner"}).content.decode()
    said = of_form(page) | {"party": "owner", "name": "Lý Văn Chú"}
    assert desk.post(address, said).status_code == 302
    owner = present(dossier, PartyRole.OWNER)
    assert (owner.name, owner.phone, owner.address) == ("Lý Văn Chú", OWNER["phone"], OWNER["address"])


def test_a_correction_says_which_number_the_new_slip_has(province, sit, at):
    code = province.receive(at).dossier.code
    address = f"/nv/ho-so/{code}/correct_details/"
    desk = sit(province.clerk_at_desk)
    page = desk.get(address).content.decode()
    assert "giấy mới là lần 2." in page
    said = of_form(page) | {"party": "applicant"} | shown(page) | {"phone": "0999000401"}
    assert desk.post(address, said).status_code == 302
    assert "giấy mới là lần 3." in desk.get(address).content.decode()


def test_a_correction_sent_twice_is_made_once(province, sit, at):
    code = province.receive(at).dossier.code
    address = f"/nv/ho-so/{code}/correct_details/"
    desk = sit(province.clerk_at_desk)
    page = desk.get(address).content.decode()
    said = of_form(page) | {"party": "applicant"} | shown(page) | {"phone": "0999000401"}
    assert [desk.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert Party.objects.count() == 2


@pytest.mark.parametrize(("verb", "who"), [("propose", "officer"), ("finish", "secretary")])
def test_a_form_with_a_file_sent_twice_answers_as_the_first_time(province, sit, led, verb, who):
    code = led(verb)
    address = f"/nv/ho-so/{code}/{verb}/"
    client = sit(getattr(province, who))
    said = of_form(client.get(address).content.decode())

    def send(content: bytes):
        return client.post(address, said | {"file": SimpleUploadedFile("a.pdf", content, "application/pdf")})

    content = written(pdf())
    first, kept, second = send(content), File.objects.count(), send(content)
    assert (first.status_code, second.status_code) == (302, 302)
    assert File.objects.count() == kept  # the second is not kept beside the first, for nothing to name it
    assert first["Location"] == second["Location"]
    assert Outcome.objects.count() == 1
    assert send(content + b"\n% another").status_code == 409


def test_a_return_to_an_earlier_step_sent_twice_answers_as_the_first_time(province, sit, led):
    code = led("approve")
    address = f"/nv/ho-so/{code}/send_back/"
    client = sit(province.leader)
    page = client.get(address).content.decode()
    reason = re.search(r'name="reason" value="([^"]+)"', page)
    assert reason
    said = of_form(page) | {"to": "Thẩm định", "reason": reason[1], "explanation": "Thiếu bản vẽ"}
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert Step.objects.filter(node_key="Thẩm định").count() == 2
    other = said | {"explanation": "Khác"}
    assert client.post(address, other).status_code in (409, 422)


def test_a_return_that_failed_is_told_on_the_page_of_returns(province, sit, led):
    code = led("return_result")
    desk = sit(province.clerk_at_desk)
    page = desk.get("/nv/tra-ket-qua/", {"q": code}).content.decode()
    assert f'action="/nv/tra-ket-qua/?q={code}"' in page
    said = of_form(page) | {"taker": "somebody", "name": "Trần Văn Thay", "back": "/nv/tra-ket-qua/"}
    failed = desk.post(f"/nv/tra-ket-qua/?q={code}", said)
    text = failed.content.decode()
    assert failed.status_code == 422 and wrong_with(read_page(failed)) == []
    assert "Quét mã QR" in text and "Kiểm tra căn cước của người nhận rồi đánh dấu" in text
    assert "Trần Văn Thay" in text
    full = said | {"taker": "applicant", "identity_seen": "on"}
    stale = desk.post(
        f"/nv/tra-ket-qua/?q={code}", said | {"version": "1", "taker": "applicant", "identity_seen": "on"}
    )
    stale = desk.post(f"/nv/tra-ket-qua/?q={code}", full | {"version": "1"})
    assert stale.status_code == 409 and "vừa được người khác thay đổi" in stale.content.decode()
    for _ in range(2):
        answer = desk.post(f"/nv/tra-ket-qua/?q={code}", full)
        assert (answer.status_code, answer["Location"]) == (302, "/nv/tra-ket-qua/")
    assert Dossier.objects.get().state == State.RETURNED


def test_what_came_of_a_batch_can_be_loaded_again(province, sit, led):
    codes = [led("approve") for _ in range(2)]
    leader = sit(province.leader)
    tokens = re.findall(r'name="ho-so" value="([^"]+)"', leader.get("/nv/ky/").content.decode())
    answer = leader.post("/nv/ky/lo/", {"ho-so": [f"{codes[0]}@1", *(t for t in tokens if codes[1] in t)]})
    assert (answer.status_code, answer["Location"]) == (302, "/nv/ky/lo/")
    for _ in range(2):
        page = leader.get("/nv/ky/lo/").content.decode()
        assert "Đã duyệt 1 hồ sơ" in page and "1 hồ sơ chưa duyệt được" in page
    assert sit(province.leader).get("/nv/ky/lo/")["Location"] == "/nv/ky/"


def groups_of(page: str) -> dict[str, list[str]]:
    """Who is offered, by office: the groups of a box of radio buttons or of a select."""
    found: dict[str, list[str]] = {}
    group = ""
    heading = r'<(?:span class="choices-of[^"]*">|optgroup label=")([^"<]+)'
    for title, name in re.findall(heading + r"|(?:<span>|<option[^>]*>)([^<]+)<", page):
        group = title or group
        found.setdefault(group, []).extend([name] if name else [])
    return found


def test_the_offices_own_people_are_offered_first_and_others_of_the_agency_apart(province, sit, led):
    elsewhere = make_unit("H99.27.02", name="Phòng Văn hóa phường Tân Hòa", parent=province.ward)
    make_actor(Role.OFFICER, elsewhere, name="Âu Thị Khác")
    make_actor(Role.OFFICER, elsewhere, name="Ân Trái Ngành", sectors=("dat-dai",))
    code = led("propose")
    page = sit(province.coordinator).get(f"/nv/ho-so/{code}/assign/").content.decode()
    groups = groups_of(page)
    own, others = groups["Phòng Kinh tế phường Tân Hòa"], groups["Nơi khác của cơ quan"]
    assert own == ["Nguyễn Lan Anh", "Đỗ Minh Tâm", "Trần Quốc Việt"]
    assert others[0] == "Âu Thị Khác, Phòng Văn hóa phường Tân Hòa" and "Trái Ngành" not in page


def test_whoever_is_offered_is_taken_and_the_desk_has_nobody_elsewhere(province, led):
    elsewhere = make_unit("H99.27.11", name="Quầy hai", level=UnitLevel.ONE_STOP, parent=province.ward)
    make_actor(Role.DESK, elsewhere, name="Âu Quầy Khác")
    dossier = Dossier.objects.get(code=led("propose"))
    on, version = legal_day(dossier.received_at), shelf().version(dossier.procedure_version_id)
    process = shelf().process(dossier.process_version_id).map
    for node in (process.node(step.node_key) for step in Step.objects.filter(dossier=dossier)):
        place = {"agency_id": dossier.competent_unit_id, "sector": version.sector, "on": on}
        unit_id = province.desk.pk if node.unit == "receiving" else province.office.pk
        own, others = who_could_hold(node, unit_id=unit_id, **place)
        assert own and (node.unit == "competent" or not others)
        for posting in (*own, *others):
            login = roster().staff(posting.staff_id).login
            assert posting_for(login, node=node, unit_id=unit_id, **place).unit_id == posting.unit_id
