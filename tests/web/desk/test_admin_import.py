"""The catalogue comes in as files: differences first, all faults at once, and a broken file changes nothing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue.files.folder import SHIPPED
from motcua.catalogue.models import Procedure
from motcua.ledger.models import Event
from tests.web.desk.test_work_pages import hidden

IMPORT = "/nv/quan-tri/thu-tuc/nhap/"
CODE = "1.009994"


def shipped(*names: str) -> dict[str, bytes]:
    """Files of the catalogue that comes with the product."""
    return {name: (SHIPPED / name).read_bytes() for name in names}


def as_zip(files: dict[str, bytes]) -> SimpleUploadedFile:
    """An archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("danh-muc.zip", packed.getvalue())


def one_procedure() -> dict[str, bytes]:
    """One procedure with all that it names."""
    processes = [f"processes/{path.name}" for path in (SHIPPED / "processes").glob("*.yaml")]
    return shipped("sectors.yaml", "legal.yaml", f"procedures/{CODE}.yaml", *processes)


def test_an_archive_is_shown_then_published_then_exported(province, sit):
    client = sit(province.control)
    before = Event.objects.count()
    preview = client.post(IMPORT, {"files": as_zip(one_procedure())})
    page = preview.content.decode()
    assert preview.status_code == 200 and CODE in page and "Thủ tục mới" in page
    assert Event.objects.count() == before and not Procedure.objects.filter(code=CODE).exists()
    said = {"sealed": hidden(page, "sealed"), "idempotency_key": hidden(page, "idempotency_key")}
    for _ in range(2):
        assert client.post(f"{IMPORT}cong-bo/", said).status_code == 302
    assert Procedure.objects.filter(code=CODE).count() == 1
    assert Event.objects.filter(kind="catalogue.import").count() == 1
    text = client.get(f"/nv/quan-tri/thu-tuc/{CODE}/xuat/").content
    assert text == one_procedure()[f"procedures/{CODE}.yaml"]
    archive = zipfile.ZipFile(io.BytesIO(client.get("/nv/quan-tri/thu-tuc/xuat/").content))
    assert f"procedures/{CODE}.yaml" in archive.namelist()
    again = client.post(IMPORT, {"files": SimpleUploadedFile(f"{CODE}.yaml", text)})
    assert "Không thủ tục nào khác" in again.content.decode()


def test_a_broken_file_changes_nothing_and_every_fault_has_its_line(province, sit):
    files = one_procedure()
    files[f"procedures/{CODE}.yaml"] += b"\nla_gi: 1\nversions: 2\n"
    client = sit(province.control)
    before = Event.objects.count()
    answer = client.post(IMPORT, {"files": as_zip(files)})
    page = answer.content.decode()
    assert answer.status_code == 422 and f"procedures/{CODE}.yaml:" in page and 'name="sealed"' not in page
    assert Event.objects.count() == before and not Procedure.objects.filter(code=CODE).exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("danh-muc.zip", b"PK\x03\x04 rac"),
        ("a.exe", b"MZ"),
        ("../../x", b"x"),
        ("1.001776.yaml", b"\xff\xfe"),
        ("x.yaml", b""),
    ],
)
def test_what_is_no_catalogue_file_is_refused_in_a_sentence(province, sit, name, content):
    answer = sit(province.control).post(IMPORT, {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422 and "err-sum" in answer.content.decode()


def test_an_archive_cannot_write_outside_and_cannot_swell(province, sit):
    client = sit(province.control)
    page = client.post(IMPORT, {"files": as_zip({"../../../etc/x.yaml": b"a: 1\n"})}).content.decode()
    assert "processes/x.yaml" in page and "../" not in page
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("to.yaml", b" " * 20_000_000)
    answer = client.post(IMPORT, {"files": SimpleUploadedFile("bom.zip", packed.getvalue())})
    assert answer.status_code == 422 and "vượt mức 5 MB" in answer.content.decode()


def test_a_preview_that_was_tampered_with_is_not_published(province, sit):
    answer = sit(province.control).post(f"{IMPORT}cong-bo/", {"sealed": "gia-mao"})
    assert answer.status_code == 409 and Event.objects.filter(kind="catalogue.import").count() == 0
