"""The papers of section 3: rows of the procedure's list, ticked as handed in, with the scan beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from motcua.catalogue.cards import PaperCard
from motcua.documents.models import File
from motcua.dossiers.bounds import longest
from motcua.dossiers.completeness import demanded, missing_papers
from motcua.dossiers.orders import PaperOrder
from motcua.rules.codes import PaperNature, PaperSource
from motcua.rules.text import nfc

OTHER = "khac"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the table. `file_error` is the sentence of a refused file."""

    code: str
    name: str
    condition: str
    originals: int
    copies: int
    from_database: str
    has_original: bool
    has_copy: bool
    required: bool = False
    file: str = ""
    file_name: str = ""
    file_pages: int | None = None
    file_error: str = ""

    @property
    def remark(self) -> str:
        """When it is asked for, and when it is not taken in: small print behind the name."""
        said = [f"chỉ khi {self.condition[0].lower()}{self.condition[1:]}"] if self.condition else []
        if self.shown_only:
            said.append("không thu")
        elif self.from_database:
            said.append(f"không thu khi tra cứu được ở {self.from_database}")
        return ", ".join(said)

    @property
    def shown_only(self) -> bool:
        """Whether it is looked at or looked up and never taken in."""
        return not self.originals and not self.copies


def paper_rows(
    papers: Iterable[PaperCard],
    said: QueryDict,
    *,
    files: Mapping[str, File] | None = None,
    refused: Mapping[str, str] | None = None,
) -> list[PaperRow]:
    """The rows of a case as they were ticked; `files` by public id, `refused` sentences by paper."""
    originals, copies = set(said.getlist("chinh")), set(said.getlist("sao"))
    rows = []
    for paper in papers:
        kept = said.get(f"tep_{paper.code}", "")
        file = (files or {}).get(kept)
        rows.append(
            PaperRow(
                code=paper.code,
                name=paper.name,
                condition=paper.required_if or "",
                originals=paper.originals or (0 if paper.copies or paper.source else 1),
                copies=paper.copies,
                from_database=paper.source or "",
                has_original=paper.code in originals,
                has_copy=paper.code in copies,
                required=demanded(paper),
                file=kept if file else "",
                file_name=file.name if file else "",
                file_pages=file.pages if file else None,
                file_error=(refused or {}).get(paper.code, ""),
            )
        )
    return rows


def paper_orders(papers: Iterable[PaperCard], said: QueryDict) -> tuple[PaperOrder, ...]:
    """What was handed in; rows without a tick and without a file were not."""
    originals, copies = set(said.getlist("chinh")), set(said.getlist("sao"))
    handed = []
    for paper in papers:
        file = said.get(f"tep_{paper.code}", "")
        original, copy = paper.code in originals, paper.code in copies
        if original or copy or file:
            handed.append(
                PaperOrder(
                    item=paper.code,
                    nature=_nature(original=original, copy=copy),
                    source=PaperSource.SCAN if file else PaperSource.DESK,
                    originals=max(1, paper.originals) if original else 0,
                    copies=max(1, paper.copies) if copy else 0,
                    file=file,
                )
            )
    other = nfc(said.get("giay_khac", "")).strip()[: longest(PaperOrder, "name")]
    if other:
        handed.append(PaperOrder(name=other, originals=1))
    return tuple(handed)


def lacking(papers: tuple[PaperCard, ...], said: QueryDict) -> tuple[PaperCard, ...]:
    """The papers that must be there and were neither ticked nor scanned."""
    handed = {order.item for order in paper_orders(papers, said)}
    return missing_papers(papers, {paper.id for paper in papers if paper.code in handed})


def _nature(*, original: bool, copy: bool) -> PaperNature:
    if original:
        return PaperNature.ORIGINAL
    return PaperNature.COPY if copy else PaperNature.ELECTRONIC


def named_files(papers: Iterable[PaperCard], said: QueryDict) -> list[str]:
    """The public ids that the hidden fields carry."""
    return [file for paper in papers if (file := said.get(f"tep_{paper.code}", ""))]


def uploads(request: HttpRequest, papers: Iterable[PaperCard]) -> dict[str, Any]:
    """The files that came with a plain form, by paper."""
    return {paper.code: file for paper in papers if (file := request.FILES.get(f"tai_{paper.code}"))}
