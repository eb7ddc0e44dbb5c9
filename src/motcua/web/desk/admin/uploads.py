"""Catalogue files as they come from a browser: single YAML files or an archive, read with limits, never unpacked."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile

from motcua.catalogue.models import CatalogueFile
from motcua.rules.faults import Fault

MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 500
SINGLE = ("sectors.yaml", "legal.yaml")
_NAME = re.compile(r"[\w.-]{1,100}\.ya?ml")
_CODE = re.compile(r"\d+\.\d+\.yaml")


class NotCatalogueFiles(Fault):
    """What was sent holds no catalogue file, or is not what its name says."""

    code = "not_catalogue_files"
    sentence = "{name} {reason}. Gửi tệp .yaml của danh mục, hoặc một tệp .zip chứa các tệp đó."


def read_uploads(uploads: Iterable[UploadedFile]) -> dict[str, str]:
    """Texts by path in the catalogue's folder. Raises NotCatalogueFiles."""
    texts: dict[str, str] = {}
    size = 0
    for name, content in _contents(uploads):
        size += len(content)
        if size > MOST_BYTES or len(texts) >= MOST_FILES:
            raise NotCatalogueFiles(name=name, reason=f"vượt mức {MOST_BYTES // 1024 // 1024} MB hoặc {MOST_FILES} tệp")
        try:
            texts[place_of(name)] = content.decode("utf-8")
        except UnicodeDecodeError:
            raise NotCatalogueFiles(name=name, reason="không phải là văn bản UTF-8") from None
    return texts


def with_templates(texts: dict[str, str]) -> dict[str, str]:
    """The texts with the process templates of the last import, which uploaded procedures may name."""
    kept = CatalogueFile.objects.filter(path__startswith="processes/").values_list("path", "text")
    return {**dict(kept), **texts}


def place_of(name: str) -> str:
    """Where a file of that name belongs; only its last part counts, so no path comes from outside."""
    base = PurePosixPath(name.replace("\\", "/")).name
    if base.endswith(".yml"):
        base = base.removesuffix(".yml") + ".yaml"
    if base in SINGLE:
        return base
    return f"{'procedures' if _CODE.fullmatch(base) else 'processes'}/{base}"


def _contents(uploads: Iterable[UploadedFile]) -> Iterator[tuple[str, bytes]]:
    for upload in uploads:
        name = PurePosixPath((upload.name or "").replace("\\", "/")).name
        if (upload.size or 0) > MOST_BYTES:
            raise NotCatalogueFiles(name=name, reason=f"nặng hơn {MOST_BYTES // 1024 // 1024} MB")
        content = upload.read()
        if name.endswith(".zip"):
            yield from _unzipped(name, content)
        elif _NAME.fullmatch(name):
            yield name, content
        else:
            raise NotCatalogueFiles(name=name, reason="không phải là tệp danh mục")


def _unzipped(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if _is_wanted(entry)]
            if not entries:
                raise NotCatalogueFiles(name=name, reason="không chứa tệp .yaml nào")
            for entry in entries[: MOST_FILES + 1]:
                # What the archive says of a size may be a lie: never read more than the limit.
                with archive.open(entry) as stream:
                    yield entry.filename, stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        raise NotCatalogueFiles(name=name, reason="không mở được như một tệp nén") from None


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    base = PurePosixPath(entry.filename.replace("\\", "/")).name
    return not entry.is_dir() and not base.startswith(".") and _NAME.fullmatch(base) is not None
