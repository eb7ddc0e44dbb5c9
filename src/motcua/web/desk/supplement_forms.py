"""The forms of a supplement: what is missing, the signature, the sending, the answer at the desk."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from motcua.documents.spool import MEGABYTE
from motcua.documents.store import keep
from motcua.dossiers import supplement_orders as orders
from motcua.dossiers.bounds import longest, range_of
from motcua.dossiers.supplement_picture import Request
from motcua.dossiers.supplements import Line
from motcua.people.settings import read, reasons
from motcua.rules.codes import PaperVerdict, SupplementState
from motcua.rules.documents import FileOrigin
from motcua.web.desk.verb_forms import ACCEPTED, VerbForm

LEAST_COPIES, MOST_COPIES = range_of(orders.AnswerOrder, "copies")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form: what is asked for, why, and the fields of the line."""

    name: str
    why: str
    fields: tuple[BoundField, ...]
    must: bool = True


class ProposeSupplementForm(VerbForm):
    """Everything that was judged not good enough, and what never came."""

    heading, button = "Yêu cầu bổ sung", "Trình lãnh đạo ký"
    parts = "desk/_parts/supplement_fields.html"
    hint = "Chỉ được yêu cầu một lần, nên nêu đủ mọi nội dung. Lãnh đạo ký, Bộ phận Một cửa gửi người nộp."
    reason = forms.ChoiceField(label="Lý do chung", widget=forms.RadioSelect)
    second_ground = forms.CharField(
        label="Vì sao phải yêu cầu thêm lần nữa",
        required=False,
        max_length=longest(orders.ProposeSupplementOrder, "second_ground"),
        widget=forms.Textarea({"rows": 3}),
        help_text="Người nộp đọc được nội dung này",
    )
    note = forms.CharField(
        label="Lời nhắn cho người ký",
        required=False,
        max_length=longest(orders.ProposeSupplementOrder, "note"),
        widget=forms.Textarea({"rows": 2}),
    )

    def prepare(self) -> None:
        """A line for each thing that is not good enough; one to choose for each paper that never came."""
        listed = [(reason.code, reason.text) for reason in reasons("supplement_reasons", on=self.on)]
        self.fields["reason"].choices = listed
        if not self.picture.dossier.supplements:
            del self.fields["second_ground"]
        else:
            self.fields["second_ground"].required = True
        for key, name, why, must in self._lines():
            if not must:
                self.fields[f"can_{key}"] = forms.BooleanField(label=f"Yêu cầu nộp: {name}", required=False)
            self.fields[f"noi_dung_{key}"] = forms.CharField(
                label="Cần bổ sung, sửa đổi thế nào",
                required=must,
                initial=why,
                max_length=longest(orders.AskedForOrder, "words"),
                widget=forms.Textarea({"rows": 2}),
            )
            self.fields[f"vi_{key}"] = forms.ChoiceField(
                label="Lý do riêng", choices=[("", "Như lý do chung"), *listed], required=False
            )

    def _lines(self) -> list[tuple[str, str, str, bool]]:
        """Key, name, the officer's words, and whether it must be asked for."""
        found = [
            (f"giay_{said.paper.no}", said.paper.name, said.reason, True)
            for said in self.picture.papers
            if said.verdict is PaperVerdict.NEEDS_WORK
        ]
        found += [
            (f"phan_{part.key}", part.name, part.reason, True)
            for part in self.picture.supplement.parts
            if part.verdict is PaperVerdict.NEEDS_WORK
        ]
        there = {said.paper.paper_item_id for said in self.picture.papers}
        listed = self.picture.version.papers_for(self.picture.dossier.case_id)
        found += [(f"tp_{card.code}", card.name, "", False) for card in listed if card.id not in there]
        return found

    @property
    def unjudged(self) -> list[str]:
        """What nobody has looked at yet: then nothing can be proposed."""
        papers = [said.paper.name for said in self.picture.papers if said.verdict is None]
        return papers + [part.name for part in self.picture.supplement.parts if part.verdict is None]

    @property
    def rows(self) -> list[Row]:
        """The lines as the template draws them."""
        rows = []
        for key, name, why, must in self._lines():
            names = (f"noi_dung_{key}", f"vi_{key}") if must else (f"can_{key}", f"noi_dung_{key}", f"vi_{key}")
            rows.append(Row(name, why, tuple(self[one] for one in names), must))
        return rows

    def order(self, *, at: Any) -> orders.ProposeSupplementOrder:
        """The order."""
        said = self.cleaned_data
        items = [
            _asked(key, said[f"noi_dung_{key}"], said[f"vi_{key}"])
            for key, _name, _why, must in self._lines()
            if must or said.get(f"can_{key}")
        ]
        return orders.ProposeSupplementOrder(
            items=tuple(items),
            reason=said["reason"],
            second_ground=said.get("second_ground", ""),
            note=said["note"],
        )


def _asked(key: str, words: str, reason: str) -> orders.AskedForOrder:
    kind, _, name = key.partition("_")
    if kind == "giay":
        return orders.AskedForOrder(paper=int(name), words=words, reason=reason)
    if kind == "tp":
        return orders.AskedForOrder(item=name, words=words, reason=reason)
    return orders.AskedForOrder(part=name, words=words, reason=reason)


class RequestForm(VerbForm):
    """A form about the request that is open, which it shows."""

    parts = "desk/_parts/supplement_request.html"

    @property
    def request_shown(self) -> Request | None:
        """The request with its lines."""
        return self.picture.supplement.open

    @property
    def second_ground(self) -> str:
        """Why the applicant is asked once more."""
        shown = self.request_shown
        note = self.picture.notes.get(shown.row.second_ground_id or 0) if shown else None
        return note.text if note else ""


class SignSupplementForm(RequestForm):
    """The leader agrees."""

    heading, button = "Ký yêu cầu bổ sung", "Ký, chuyển Bộ phận Một cửa gửi"
    hint = "Ký xong, Bộ phận Một cửa gửi người nộp; thời hạn giải quyết dừng từ lúc gửi."

    def order(self, *, at: Any) -> orders.SignSupplementOrder:
        """The order."""
        return orders.SignSupplementOrder()


class DropSupplementForm(RequestForm):
    """Nothing is asked for after all."""

    heading, button, danger = "Bỏ yêu cầu bổ sung", "Bỏ yêu cầu", True
    explanation = forms.CharField(
        label="Lý do bỏ yêu cầu",
        max_length=longest(orders.DropSupplementOrder, "explanation"),
        widget=forms.Textarea({"rows": 2}),
    )

    def order(self, *, at: Any) -> orders.DropSupplementOrder:
        """The order."""
        return orders.DropSupplementOrder(explanation=self.cleaned_data["explanation"])


class RequestSupplementForm(RequestForm):
    """The desk sends."""

    heading, button = "Gửi yêu cầu bổ sung", "Gửi và in phiếu"
    hint = "Phiếu yêu cầu bổ sung in được ngay sau khi gửi. Thời hạn giải quyết dừng từ lúc gửi."

    def order(self, *, at: Any) -> orders.RequestSupplementOrder:
        """The order."""
        return orders.RequestSupplementOrder()


class LapseSupplementForm(RequestForm):
    """The window has passed."""

    heading, button, danger = "Đóng hồ sơ quá hạn bổ sung", "Đóng hồ sơ", True
    hint = "Chỉ đóng được khi đã hết thời gian bổ sung. Người nộp có thể nộp hồ sơ mới."

    def order(self, *, at: Any) -> orders.LapseSupplementOrder:
        """The order."""
        return orders.LapseSupplementOrder()


class AcceptSupplementForm(VerbForm):
    """What came, line by line; nothing that was not asked for."""

    heading, button = "Nhận giấy tờ bổ sung", "Đã nhận đủ, in giấy hẹn mới"
    parts = "desk/_parts/supplement_answer.html"
    hint = "Chỉ nhận đúng những gì đã yêu cầu, và nhận đủ một lần. Giấy hẹn được cấp lại, ghi ngày hẹn cũ và mới."

    def prepare(self) -> None:
        """A paper: how many originals and copies, the file; a part of the declaration: the words."""
        megabytes = self._megabytes()
        for line in self._asked():
            no = line.item.no
            if line.item.field_key:
                self.fields[f"noi_dung_{no}"] = forms.CharField(
                    label="Nội dung người nộp bổ sung",
                    max_length=longest(orders.AnswerOrder, "words"),
                    widget=forms.Textarea({"rows": 2}),
                )
                continue
            for name, label in (("chinh", "Số bản chính"), ("sao", "Số bản sao")):
                self.fields[f"{name}_{no}"] = forms.IntegerField(
                    label=label,
                    min_value=LEAST_COPIES,
                    max_value=MOST_COPIES,
                    required=False,
                    initial=1 if name == "chinh" else 0,
                )
            self.fields[f"tep_{no}"] = forms.FileField(
                label="Tệp quét",
                required=False,
                help_text=f"PDF hoặc ảnh, tối đa {megabytes} MB",
                widget=forms.ClearableFileInput({"accept": ACCEPTED}),
            )
            self.fields[f"doi_chieu_{no}"] = forms.BooleanField(label="Đã đối chiếu bản chính", required=False)

    def _asked(self) -> tuple[Line, ...]:
        shown = self.picture.supplement.open
        return shown.lines if shown and shown.row.state == SupplementState.SENT else ()

    def _megabytes(self) -> int:
        return int(read("file_limit_mb", on=self.on, unit_id=self.actor.unit_id))

    @property
    def rows(self) -> list[Row]:
        """The lines as the template draws them."""
        return [
            Row(
                line.name,
                line.words,
                tuple(self[name] for name in self.fields if name.rpartition("_")[2] == str(line.item.no)),
            )
            for line in self._asked()
        ]

    def order(self, *, at: Any) -> orders.AcceptSupplementOrder:
        """The order; files are kept first."""
        return orders.AcceptSupplementOrder(answers=tuple(self._answer(line, at=at) for line in self._asked()))

    def _answer(self, line: Line, *, at: Any) -> orders.AnswerOrder:
        said, no = self.cleaned_data, line.item.no
        if line.item.field_key:
            return orders.AnswerOrder(no=no, words=said[f"noi_dung_{no}"])
        upload = said.get(f"tep_{no}")
        file = ""
        if upload:
            limit = self._megabytes() * MEGABYTE
            kept = keep(upload, upload.name or "", by=self.actor, made_at=at, origin=FileOrigin.DESK, limit=limit)
            file = str(kept.public_id)
        return orders.AnswerOrder(
            no=no,
            originals=said.get(f"chinh_{no}") or 0,
            copies=said.get(f"sao_{no}") or 0,
            original_seen=bool(said.get(f"doi_chieu_{no}")),
            file=file,
        )
