"""Files at the counter: what is refused says why in one sentence, what is kept is opened by whoever may."""

from datetime import date
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.documents.models import File
from motcua.dossiers.models import Dossier, Paper
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import AccessLog
from motcua.people import commands as people
from motcua.web.shared.seen import Look
from tests.documents.made_files import bomb_picture, pdf, picture, written
from tests.dossiers.acts import to_officer
from tests.people.factories import BEGAN
from tests.web.desk.test_intake import PAGE, typed

TEP = f"{PAGE}tep/"


@pytest.fixture
def desk(sit, province):
    """The clerk's browser."""
    return sit(province.clerk_at_desk)


def send(client, content: bytes, name: str = "giay.pdf", **more):
    """One file for the first paper."""
    return client.post(f"{TEP}?giay=TP01", {"tai_TP01": SimpleUploadedFile(name, content)}, **more)


def opened(client, address: str) -> bool:
    """Whether the file comes, read to its end."""
    answer = client.get(address)
    return answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF")


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    return written(pdf(), encryption=pikepdf.Encryption(owner="chu", user="nguoi-dung"))


def test_a_file_is_kept_shown_on_its_row_and_bound_to_the_dossier(desk):
    cell = send(desk, written(pdf(2))).content.decode()
    file = File.objects.get()
    assert "2 trang" in cell and str(file.public_id) in cell
    desk.post(PAGE, typed(tep_TP01=str(file.public_id)))
    assert Paper.objects.get(no=1).file == file


def test_a_plain_form_brings_its_files_along_and_keeps_them_over_a_mistake(desk):
    upload = SimpleUploadedFile("giay.pdf", written(pdf()))
    page = desk.post(PAGE, typed(ho_ten="", tai_TP01=upload)).content.decode()
    public_id = str(File.objects.get().public_id)
    assert f'name="tep_TP01" value="{public_id}"' in page
    desk.post(PAGE, typed(tep_TP01=public_id))
    assert Paper.objects.get(no=1).file is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có nội dung"),
        (written(pdf())[:200], ""),
        (locked_pdf(), ""),
        (bomb_picture(), ""),
        (b"PK\x03\x04 docx", "Lưu thành PDF rồi tải lại"),
        (b"%PDF-1.7\nkhong phai", ""),
    ],
)
def test_a_bad_file_is_refused_on_its_row_in_one_sentence(desk, content, said):
    answer = send(desk, content, "đơn.pdf")
    text = answer.content.decode()
    assert answer.status_code == 422 and text.count("field-err") == 1 and said in text and "đơn.pdf" in text
    assert File.objects.count() == 0


def test_a_plain_form_with_a_bad_file_receives_nothing_and_says_it_on_the_row(desk):
    answer = desk.post(PAGE, typed(tai_TP02=SimpleUploadedFile("đơn.pdf", b"x")))
    assert answer.status_code == 422 and "đơn.pdf" in answer.content.decode() and Dossier.objects.count() == 0


def test_a_huge_upload_is_refused_before_it_is_read(desk):
    for address in (TEP, PAGE, "/nv/ho-so/H99.27-261116-0001/propose/"):
        answer = desk.generic(
            "POST", address, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3)
        )
        assert answer.status_code in (409, 413, 422) and "vượt mức" in answer.content.decode(), address


def test_a_file_that_is_too_large_is_refused_in_the_cell_of_its_row(desk):
    answer = desk.generic(
        "POST", f"{TEP}?giay=TP02", b"x", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3), headers={"HX-Request": "true"},
    )  # fmt: skip
    cell = answer.content.decode()
    assert answer.status_code == 422 and "vượt mức" in cell and 'name="tai_TP02"' in cell
    assert "err-sum" not in cell and "<html" not in cell


def test_a_draft_may_be_as_large_as_the_province_decided(sit, province, moment):
    at = moment("2026-11-16T09:00")
    people.change_setting("file_limit_mb", value=1, on=date(2026, 1, 1), legal_basis="QĐ 5", actor=SYSTEM, at=BEGAN)
    code = to_officer(province, at).dossier.code
    officer, address = sit(province.officer), f"/nv/ho-so/{code}/propose/"
    assert "PDF hoặc ảnh, tối đa 1 MB" in officer.get(address).content.decode()
    large = SimpleUploadedFile("dự thảo.pdf", written(pdf()) + b" " * 1024**2)
    answer = officer.post(address, {"version": 3, "opinion": "Đủ điều kiện", "file": large})
    assert answer.status_code == 409 and "vượt mức" in answer.content.decode()
    assert "Đủ điều kiện" in answer.content.decode() and File.objects.count() == 0


def test_a_file_named_like_a_path_is_a_label(desk):
    send(desk, picture(), "../../x.jpg")
    file = File.objects.get()
    assert file.name == "x.jpg"
    answer = desk.get(f"/nv/tep/{file.public_id}/")
    assert answer["Content-Disposition"] == 'inline; filename="x.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_opened_by_its_sender_and_by_those_who_may_see_its_dossier_only(desk, sit, province):
    send(desk, written(pdf()))
    address = f"/nv/tep/{File.objects.get().public_id}/"
    colleague = sit(province.second_at_desk)
    assert opened(desk, address)
    assert colleague.get(address).status_code == 404
    desk.post(PAGE, typed(tep_TP01=address.split("/")[3]))
    assert opened(colleague, address)
    assert sit(province.admin).get(address).status_code == 404
    assert desk.get(f"/nv/tep/{uuid4()}/").status_code == 404
    assert AccessLog.objects.filter(what=Look.FILE).count() == 2


def test_nobody_attaches_a_file_that_somebody_else_sent(desk, sit, province):
    send(desk, written(pdf()))
    public_id = str(File.objects.get().public_id)
    answer = sit(province.second_at_desk).post(PAGE, typed(tep_TP01=public_id))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Không có tệp này trong số tệp bạn đã tải lên" in page
    assert public_id not in page and "giay.pdf" not in page and Dossier.objects.count() == 0


def test_the_token_of_the_form_is_still_asked_for(province, sit):
    client = sit(province.clerk_at_desk)
    client.handler.enforce_csrf_checks = True
    assert client.post(PAGE, typed()).status_code == 403
    assert send(client, written(pdf())).status_code == 403
