"""What comes in through the counter's scanner or from a citizen's phone."""

import hashlib
import io
import os
import stat
import threading
from datetime import UTC, datetime

import pikepdf
import pytest
from django.conf import settings
from django.db import connection
from PIL import Image

from motcua.documents import store
from motcua.documents.labels import clean_name
from motcua.documents.models import Blob, File
from motcua.documents.pdfs import BrokenPdf, EncryptedPdf, PdfWithoutPages, SignedPdfActs
from motcua.documents.pictures import LONGEST_SIDE, BrokenPicture, PictureTooLarge
from motcua.documents.spool import EmptyFile, FileTooLarge
from motcua.ledger.actor import SYSTEM
from motcua.rules.documents import FileOrigin, Scan
from tests.documents import made_files

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 18, 2, 44, tzinfo=UTC)


def keep(content: bytes, name: str = "don.pdf", **options) -> File:
    return store.keep(io.BytesIO(content), name, by=SYSTEM, made_at=AT, origin=FileOrigin.UPLOAD, **options)


def content_of(file: File) -> bytes:
    with store.open_file(file) as stream:
        return stream.read()


def stored_paths() -> list[str]:
    folder = settings.DATA_DIRECTORY / "files"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_harmless_pdf_is_kept_byte_for_byte():
    content = made_files.written(made_files.pdf(3))
    file = keep(content, "Đơn đề nghị.pdf")
    assert (file.name, file.pages, file.blob.mime, file.blob.scan) == ("Đơn đề nghị.pdf", 3, store.PDF, Scan.WAITING)
    assert bytes(file.blob.sha256) == hashlib.sha256(content).digest()
    assert content_of(file) == content


def test_the_same_content_under_two_names_is_stored_once():
    content = made_files.written(made_files.pdf())
    first, second = keep(content, "a.pdf"), keep(content, "b.pdf")
    assert first.blob_id == second.blob_id and first.public_id != second.public_id
    digest = hashlib.sha256(content).hexdigest()
    assert f"{digest[:2]}/{digest[2:]}" in stored_paths()


def test_a_name_that_climbs_folders_is_only_a_label():
    before = {path for path in os.listdir(settings.DATA_DIRECTORY)}
    file = keep(made_files.written(made_files.pdf()), "../../../etc/x")
    assert file.name == "x"
    assert {path for path in os.listdir(settings.DATA_DIRECTORY)} - before <= {"files"}
    assert all(len(path) == 65 for path in stored_paths())


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("../../x", "x"),
        ("C:\\Users\\lan\\đơn.pdf", "đơn.pdf"),
        ("Đơn.pdf", "Đơn.pdf"),
        ("a\x00b\u202efdp.exe\r\n", "abfdp.exe"),
        (".htaccess", "htaccess"),
        ("..", "tệp"),
        ("", "tệp"),
        ("<b>&.pdf", "<b>&.pdf"),
    ],
)
def test_a_label_is_composed_and_free_of_signs_that_deceive(typed, label):
    assert clean_name(typed) == label


def test_a_long_name_keeps_its_ending():
    label = clean_name("ă" * 400 + ".pdf")
    assert len(label) == 150 and label.endswith("ă.pdf")


def test_stored_bytes_cannot_be_written_again():
    digest = bytes(keep(made_files.written(made_files.pdf())).blob.sha256).hex()
    path = settings.DATA_DIRECTORY / "files" / digest[:2] / digest[2:]
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert not [name for name in stored_paths() if ".new-" in name]


def test_active_content_is_taken_out_of_a_pdf():
    file = keep(made_files.written(made_files.acting_pdf()))
    content = content_of(file)
    with pikepdf.open(io.BytesIO(content)) as kept:
        raw = b"".join(item.unparse(resolved=True) for item in kept.objects)
        links = kept.pages[0].obj.Annots
        assert len(links) == 2 and "/A" not in links[0] and str(links[1].A.URI).startswith("https://")
    for trace in (b"/JS", b"JavaScript", b"/OpenAction", b"/AA", b"Launch", b"EmbeddedFile", b"FileAttachment", b"MZ"):
        assert trace not in raw and trace not in content


def test_a_signed_pdf_is_never_touched():
    content = made_files.written(made_files.sign(made_files.pdf()))
    assert content_of(keep(content)) == content


def test_a_signed_pdf_that_acts_is_refused_because_it_may_not_be_touched():
    with pytest.raises(SignedPdfActs, match="đã ký số nhưng chứa mã tự chạy"):
        keep(made_files.written(made_files.sign(made_files.acting_pdf())))


@pytest.mark.parametrize(
    ("content", "name", "fault", "sentence"),
    [
        (b"", "don.pdf", EmptyFile, "Tệp don.pdf không có nội dung. Chọn lại tệp khác"),
        (b"PK\x03\x04 word", "don.docx", store.WrongType, "Tệp don.docx chưa dùng được. Lưu thành PDF rồi tải lại"),
        (b"<html>%PDF-1.7", "don.pdf", store.WrongType, "Tệp don.pdf chưa dùng được. Lưu thành PDF rồi tải lại"),
        (b"%PDF-1.7", "don.pdf", BrokenPdf, None),
        (made_files.written(made_files.pdf())[:-30], "don.pdf", BrokenPdf, "bị hỏng hoặc tải lên chưa đủ"),
        (made_files.written(made_files.pdf())[:200], "don.pdf", BrokenPdf, "bị hỏng hoặc tải lên chưa đủ"),
        (made_files.written(made_files.pdf(0)), "don.pdf", PdfWithoutPages, "Tệp don.pdf không có trang nào"),
        (
            made_files.written(made_files.pdf(), encryption=pikepdf.Encryption(owner="a", user="b")),
            "don.pdf",
            EncryptedPdf,
            "Tệp don.pdf đang khóa bằng mật khẩu. Bỏ mật khẩu rồi tải lại",
        ),
        (
            made_files.written(made_files.pdf(), encryption=pikepdf.Encryption(owner="a", user="")),
            "don.pdf",
            EncryptedPdf,
            "đang khóa bằng mật khẩu",
        ),
        (made_files.picture()[:-200], "anh.jpg", BrokenPicture, "Ảnh anh.jpg bị hỏng hoặc tải lên chưa đủ"),
        (made_files.bomb_picture(), "anh.png", PictureTooLarge, "Ảnh anh.png có quá nhiều điểm ảnh"),
        (made_files.bomb_picture(9000, 9000), "anh.png", PictureTooLarge, "Hãy chụp lại bằng nút Chụp ảnh"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "anh.webp", store.WrongType, "Lưu thành PDF rồi tải lại"),
    ],
    ids=[
        "empty", "word", "html", "only a head", "truncated", "half", "no page", "password", "locked rights",
        "half picture", "bomb", "poster", "sound",
    ],
)  # fmt: skip
def test_a_bad_upload_is_refused_with_one_sentence(content, name, fault, sentence):
    with pytest.raises(fault) as refusal:
        keep(content, name)
    assert sentence is None or sentence in refusal.value.message
    assert name in refusal.value.message and "\n" not in refusal.value.message
    assert not File.objects.exists() and not Blob.objects.exists()


def test_a_pdf_that_unpacks_to_gigabytes_is_refused():
    with pytest.raises(BrokenPdf):
        keep(made_files.flate_bomb_pdf())


def test_a_two_gigabyte_upload_is_refused_while_it_streams():
    stream = made_files.Endless()
    with pytest.raises(FileTooLarge, match="nặng hơn 20 MB, vượt mức 20 MB"):
        store.keep(stream, "phim.pdf", by=SYSTEM, made_at=AT, origin=FileOrigin.UPLOAD)
    assert stream.given < 21 << 20


def test_an_upload_that_tells_its_size_is_refused_unread():
    stream = made_files.Endless()
    stream.size = 34 << 20
    with pytest.raises(FileTooLarge, match=r"Tệp IMG_4471.heic nặng 34 MB, vượt mức 20 MB. Hãy chụp lại bằng nút"):
        store.keep(stream, "IMG_4471.heic", by=SYSTEM, made_at=AT, origin=FileOrigin.UPLOAD)
    assert stream.given == 0


def test_a_photograph_loses_place_and_device_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy của Lan"
    file = keep(made_files.picture(size=(80, 40), exif=exif.tobytes(), comment=b"nha rieng"), "anh.jpg")
    content = content_of(file)
    kept = Image.open(io.BytesIO(content))
    assert kept.size == (40, 80) and not kept.getexif() and b"nha rieng" not in content
    assert (file.pages, file.blob.mime) == (1, "image/jpeg")


def test_a_huge_photograph_is_brought_to_the_size_of_a_scanned_page():
    kept = Image.open(io.BytesIO(content_of(keep(made_files.picture(size=(6000, 3000)), "anh.jpg"))))
    assert kept.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("form", "mode", "mime"),
    [("PNG", "RGBA", "image/png"), ("PNG", "P", "image/png"), ("JPEG", "CMYK", "image/jpeg"),
     ("WEBP", "RGB", "image/jpeg"), ("PNG", "I;16", "image/png"), ("PNG", "1", "image/png")],
)  # fmt: skip
def test_every_usual_kind_of_picture_is_redrawn(form, mode, mime):
    file = keep(made_files.picture(form, mode=mode), "anh")
    assert file.blob.mime == mime
    assert Image.open(io.BytesIO(content_of(file))).mode in ("RGB", "L")


def test_bytes_go_when_the_last_file_row_is_forgotten():
    content = made_files.written(made_files.pdf(2))
    first, second = keep(content), keep(content)
    store.forget(first, at=AT)
    assert store.sweep(at=AT) == 0 and content_of(second) == content
    store.forget(second, at=AT)
    assert store.sweep(at=AT) == 1
    second.blob.refresh_from_db()
    assert second.blob.erased_at == AT and bytes(second.blob.sha256) == hashlib.sha256(content).digest()
    with pytest.raises(store.FileGone):
        store.open_file(second)
    assert content_of(keep(content)) == content


def test_an_infected_file_is_not_given_out():
    file = keep(made_files.written(made_files.pdf()))
    file.blob.scan = Scan.INFECTED
    with pytest.raises(store.FileGone):
        store.open_file(file)


@pytest.mark.django_db(transaction=True)
def test_sweeping_never_takes_bytes_that_somebody_hands_in_again():
    content = made_files.written(made_files.pdf(2))
    kept: list[File] = []

    def hand_in():
        for _ in range(5):
            file = keep(content)
            store.forget(file, at=AT)
            store.sweep(at=AT)
        kept.append(keep(content))
        connection.close()

    clerks = [threading.Thread(target=hand_in) for _ in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert len(kept) == 4
    assert all(content_of(File.objects.get(pk=file.pk)) == content for file in kept)
