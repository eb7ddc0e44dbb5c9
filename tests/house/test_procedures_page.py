"""docs/procedures.md against the files of the catalogue: each procedure with level, limits, process and evidence."""

import re
from functools import cache
from typing import Any

from motcua.catalogue.files.document import parse
from motcua.catalogue.files.folder import SHIPPED
from tests.house import manual

FILES = sorted((SHIPPED / "procedures").glob("*.yaml"))
COMPLETE = 14


@cache
def procedures() -> dict[str, dict[str, Any]]:
    """{code: file}, every scalar as text."""
    documents = (parse(path.read_text(encoding="utf-8"), file=path.name)[0] for path in FILES)
    return {document["code"]: document for document in documents}


def now_in_force(document: dict[str, Any]) -> dict[str, Any]:
    """The last version."""
    last: dict[str, Any] = document["versions"][-1]
    return last


def limits_words(version: dict[str, Any]) -> str:
    """`SAMEDAY, 5 WD (xac-minh)`."""
    said = (
        f"{limit['value']} ({limit['case']})" if limit.get("case") else limit["value"] for limit in version["limits"]
    )
    return ", ".join(said)


def process_words(version: dict[str, Any]) -> str:
    """The key of the template, also where single limits differ."""
    process = version.get("process")
    return process if isinstance(process, str) else process["template"] if process else ""


def former_level(document: dict[str, Any]) -> str:
    """The level that was competent under R2018; empty where there is no such version."""
    former = next((version for version in document["versions"] if version["profile"] == "R2018"), None)
    return "" if former is None else former.get("level") or document["level"]


def is_receivable(version: dict[str, Any]) -> bool:
    """Whether every limit is known and there is a process."""
    return bool(version.get("process")) and all(limit["value"] != "unknown" for limit in version["limits"])


def test_every_procedure_stands_in_the_page_as_its_file_says() -> None:
    wanted = {
        code: [
            document["name"],
            document["level"],
            limits_words(now_in_force(document)),
            process_words(now_in_force(document)),
            former_level(document),
            document["evidence"],
        ]
        for code, document in procedures().items()
    }
    assert {row[0]: row[1:] for row in manual.rows(manual.read("procedures.md"), under="All")} == wanted


def test_the_complete_ones_have_everything_and_name_the_evidence_of_their_limit() -> None:
    known = procedures()
    rows = manual.rows(manual.read("procedures.md"), under="Fourteen complete ones")
    assert len({row[0] for row in rows}) == len({row[2] for row in rows}) == COMPLETE
    for code, name, _, _, evidence in rows:
        document, version = known[code], now_in_force(known[code])
        assert name == document["name"]
        assert all(version.get(part) for part in ("limits", "papers", "process", "guidance", "legal")), code
        assert all(fee.get("basis") for fee in version.get("fees") or ()), code
        assert evidence in {limit["evidence"] for limit in version["limits"]}, code
        assert is_receivable(version), code


def test_the_page_counts_right() -> None:
    known = procedures().values()
    said = re.search(
        r"^(\d+) procedures, (\d+) of them can be received, (\d+) have", manual.read("procedures.md"), re.M
    )
    assert said is not None
    receivable = sum(is_receivable(now_in_force(document)) for document in known)
    former = sum(bool(former_level(document)) for document in known)
    assert [int(number) for number in said.groups()] == [len(FILES), receivable, former]
