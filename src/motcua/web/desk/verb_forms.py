"""The forms of the verbs: what a person fills in, and the order it becomes. One class a verb, by the verb's name."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from motcua.documents.spool import MEGABYTE
from motcua.documents.store import keep
from motcua.dossiers import orders
from motcua.dossiers.bounds import longest
from motcua.dossiers.picture import Picture
from motcua.dossiers.routing import office_of, who_could_hold
from motcua.ledger.actor import Actor
from motcua.people.roster import PostingCard, roster
from motcua.people.settings import read, reasons
from motcua.rules.codes import NoteVisibility, OutcomeKind, PartyRole
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import NodeKind
from motcua.rules.process import Node

SOMEBODY = "somebody"
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"


class VerbForm(forms.Form):
    """The base: a form knows the dossier as it was shown, who fills it in, and the legal day."""

    heading = ""
    button = ""
    hint = ""
    danger = False
    parts = ""  # the template of the fields, where they do not simply follow one another

    def __init__(self, *args: Any, picture: Picture, actor: Actor, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.picture, self.actor, self.on = picture, actor, on
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the dossier."""

    def order(self, *, at: Any) -> Any:
        """The order of the verb, from cleaned data; uploads are kept first."""
        raise NotImplementedError

    @property
    def node(self) -> Node | None:
        """The node of the open step."""
        step, process = self.picture.main, self.picture.process
        return process.map.node(step.node_key) if step and process else None

    def people_for(self, node: Node | None, unit_id: int | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
        """Who could hold a step of this node, login and name: its office's own, then the others of the agency.

        `unit_id` is the office of a step that is open already.
        """
        if node is None:
            return []
        dossier, people, sector = self.picture.dossier, roster(), self.picture.version.sector
        agency = dossier.competent_unit_id
        office = unit_id or office_of(
            node, receiving_unit_id=dossier.receiving_unit_id, competent_unit_id=agency, sector=sector, on=self.on
        )
        own, others = who_could_hold(node, unit_id=office, agency_id=agency, sector=sector, on=self.on)
        groups = [
            (people.unit(office, self.on).label, self._named(own)),
            ("Nơi khác của cơ quan", self._named(others, with_unit=True)),
        ]
        return [(label, found) for label, found in groups if found]

    def _named(self, postings: tuple[PostingCard, ...], *, with_unit: bool = False) -> list[tuple[str, str]]:
        """Login and name of each, in the order of names."""
        people = roster()
        cards = sorted(((people.staff(one.staff_id), one.unit_id) for one in postings), key=lambda one: one[0].sort_key)
        if not with_unit:
            return [(card.login, card.name) for card, _unit in cards]
        return [(card.login, f"{card.name}, {people.unit(unit, self.on).label}") for card, unit in cards]

    def next_nodes(self) -> tuple[Node, ...]:
        """The steps that may follow the open one."""
        step, process = self.picture.main, self.picture.process
        if step is None or process is None:
            return ()
        questions = {
            "case": self.picture.case.key if self.picture.case else "",
            "channel": self.picture.dossier.channel,
        }
        return process.map.choices(step.node_key, questions)


class AssignForm(VerbForm):
    """Who is to do the step."""

    heading, button = "Phân công", "Phân công"
    person = forms.ChoiceField(label="Người xử lý", widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The people of the office, and others of the agency."""
        step = self.picture.main
        self.fields["person"].choices = self.people_for(self.node, step.unit_id if step else None)

    def order(self, *, at: Any) -> orders.AssignOrder:
        """The order."""
        return orders.AssignOrder(person=self.cleaned_data["person"])


class ForwardForm(VerbForm):
    """The next step, and for whom."""

    heading, button = "Chuyển bước", "Chuyển"
    to = forms.ChoiceField(label="Bước tiếp theo", required=False)
    person = forms.ChoiceField(label="Người xử lý", required=False)
    note = forms.CharField(
        label="Lời nhắn",
        required=False,
        max_length=longest(orders.ForwardOrder, "note"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        """The steps that follow, the people of the first of them."""
        nodes = [node for node in self.next_nodes() if node.kind not in (NodeKind.APPROVE, NodeKind.RETURN)]
        self.fields["to"].choices = [(node.key, node.name) for node in nodes]
        waiting = ("", "Để bộ phận nhận tự phân công")
        groups: dict[str, dict[str, str]] = {}
        for label, people in (group for node in nodes for group in self.people_for(node)):
            groups.setdefault(label, {}).update(people)
        self.fields["person"].choices = [waiting, *((label, list(people.items())) for label, people in groups.items())]
        if len(nodes) <= 1:
            self.fields["to"].widget = forms.HiddenInput()

    def order(self, *, at: Any) -> orders.ForwardOrder:
        """The order."""
        said = self.cleaned_data
        return orders.ForwardOrder(to=said["to"], person=said["person"], note=said["note"])


class SendBackForm(VerbForm):
    """Back to which step, and why."""

    heading, button, danger = "Trả lại bước trước", "Trả lại kèm lý do", True
    to = forms.ChoiceField(label="Trả lại bước")
    reason = forms.ChoiceField(label="Lý do", widget=forms.RadioSelect)
    explanation = forms.CharField(
        label="Nói rõ lý do",
        required=False,
        max_length=longest(orders.SendBackOrder, "explanation"),
        widget=forms.Textarea({"rows": 3}),
    )

    def prepare(self) -> None:
        """The earlier steps that somebody has worked on, the last one first; the list of reasons."""
        process, step = self.picture.process, self.picture.main
        worked = {done.node_key for done in self.picture.steps}
        earlier = process.map.earlier(step.node_key) if process and step else ()
        done = [(node.key, node.name) for node in earlier if node.key in worked]
        self.fields["to"].choices = list(reversed(done))
        found = reasons("send_back_reasons", on=self.on)
        self.fields["reason"].choices = [(reason.code, reason.text) for reason in found]

    def order(self, *, at: Any) -> orders.SendBackOrder:
        """The order."""
        said = self.cleaned_data
        return orders.SendBackOrder(to=said["to"], reason=said["reason"], explanation=said["explanation"])


class WithFile(VerbForm):
    """A form that may carry one file."""

    file_origin = FileOrigin.DRAFT

    def prepare(self) -> None:
        """How large the file may be is said before it is chosen."""
        self.fields["file"].help_text = f"PDF hoặc ảnh, tối đa {self._megabytes()} MB"
        self.fields["file"].widget.attrs["accept"] = ACCEPTED

    def kept_file(self, *, at: Any) -> str:
        """The public id of the upload, kept now; empty without one. Raises the faults of the store."""
        upload: UploadedFile | None = self.cleaned_data.get("file")
        if upload is None:
            return ""
        limit = self._megabytes() * MEGABYTE
        name, origin = upload.name or "", self.file_origin
        return str(keep(upload, name, by=self.actor, made_at=at, origin=origin, limit=limit).public_id)

    def _megabytes(self) -> int:
        return int(read("file_limit_mb", on=self.on, unit_id=self.actor.unit_id))


class ProposeForm(WithFile):
    """The drafted outcome."""

    heading, button = "Trình ký", "Trình ký"
    hint = "Ghi ý kiến thẩm định hoặc đính kèm dự thảo kết quả; cần ít nhất một trong hai."
    outcome = forms.TypedChoiceField(
        label="Đề xuất",
        choices=[(int(OutcomeKind.APPROVED), "Đồng ý giải quyết"), (int(OutcomeKind.REFUSED), "Từ chối giải quyết")],
        initial=int(OutcomeKind.APPROVED),
        coerce=int,
        empty_value=int(OutcomeKind.APPROVED),
        required=False,
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label="Ý kiến thẩm định",
        required=False,
        max_length=longest(orders.ProposeOrder, "opinion"),
        widget=forms.Textarea({"rows": 3}),
        help_text="Nêu kết quả kiểm tra và đề xuất, để người ký không phải hỏi lại",
    )
    file = forms.FileField(label="Dự thảo kết quả", required=False)
    person = forms.ChoiceField(label="Người duyệt", required=False)

    def prepare(self) -> None:
        """Who may decide."""
        super().prepare()
        node = next((node for node in self.next_nodes() if node.kind is NodeKind.APPROVE), None)
        self.fields["person"].choices = [("", "Người có thẩm quyền của cơ quan"), *self.people_for(node)]

    def order(self, *, at: Any) -> orders.ProposeOrder:
        """The order."""
        said = self.cleaned_data
        return orders.ProposeOrder(
            outcome=OutcomeKind(said["outcome"]),
            file=self.kept_file(at=at),
            opinion=said["opinion"],
            person=said["person"],
        )


class ApproveForm(VerbForm):
    """Yes."""

    heading, button = "Phê duyệt", "Duyệt kết quả"
    hint = "Bạn đồng ý với dự thảo kết quả đã trình."

    def order(self, *, at: Any) -> orders.ApproveOrder:
        """The order."""
        return orders.ApproveOrder()


class FinishForm(WithFile):
    """The result as it leaves."""

    heading, button = "Kết thúc xử lý", "Kết thúc, chuyển trả kết quả"
    file_origin = FileOrigin.RESULT
    number = forms.CharField(
        label="Số kết quả",
        required=False,
        max_length=longest(orders.FinishOrder, "number"),
        help_text="Để trống thì lấy số tiếp theo trong năm",
    )
    issued_on = forms.DateField(
        label="Ngày kết quả", required=False, widget=forms.DateInput({"type": "date"}), help_text="Mặc định là hôm nay"
    )
    file = forms.FileField(label="Tệp kết quả", required=False)
    valid_until = forms.DateField(label="Có giá trị đến", required=False, widget=forms.DateInput({"type": "date"}))

    def order(self, *, at: Any) -> orders.FinishOrder:
        """The order."""
        said = self.cleaned_data
        return orders.FinishOrder(
            number=said["number"],
            issued_on=said["issued_on"],
            valid_until=said["valid_until"],
            file=self.kept_file(at=at),
        )


class ReturnResultForm(VerbForm):
    """Who takes it. What is written of somebody else is asked for only when somebody else comes."""

    heading, button = "Trả kết quả", "Đã trả kết quả"
    parts = "desk/_parts/return_fields.html"
    use_required_attribute = False
    taker = forms.ChoiceField(label="Người nhận", widget=forms.RadioSelect({"autofocus": True}))
    name = forms.CharField(label="Họ tên người nhận thay", max_length=longest(orders.PartyOrder, "name"))
    identity_no = forms.CharField(
        label="Số định danh của người nhận thay", required=False, max_length=longest(orders.PartyOrder, "identity_no")
    )
    authority = forms.CharField(label="Giấy ủy quyền số, ngày", max_length=longest(orders.PartyOrder, "authority"))
    identity_seen = forms.BooleanField(
        label="Đã kiểm tra căn cước của người nhận",
        required=False,
        widget=forms.CheckboxInput({"data-key": "Alt+K", "data-key-label": "Đã kiểm tra căn cước của người nhận"}),
    )
    authority_seen = forms.BooleanField(label="Đã kiểm tra giấy ủy quyền", required=False)

    def prepare(self) -> None:
        """The parties of the dossier."""
        found = [("applicant", self.picture.party(PartyRole.APPLICANT)), ("owner", self.picture.party(PartyRole.OWNER))]
        words = {"applicant": "người nộp", "owner": "chủ hồ sơ"}
        parties = [(key, f"{party.name}, {words[key]}") for key, party in found if party]
        self.fields["taker"].choices = [*parties, (SOMEBODY, "Người khác, có giấy ủy quyền")]
        self.fields["taker"].initial = "applicant"

    def full_clean(self) -> None:
        """The fields of somebody else bear no "(nếu có)", and are asked for in our own words, below."""
        self._ask_for_somebody(required=False)
        super().full_clean()
        self._ask_for_somebody(required=True)

    def _ask_for_somebody(self, *, required: bool) -> None:
        for name in ("name", "authority"):
            self.fields[name].required = required

    def clean(self) -> dict[str, Any]:
        """Somebody else is written down with the paper that lets him take it (Decree 61/2018 Art. 6)."""
        said = super().clean() or {}
        if said.get("taker") == SOMEBODY:
            if not said.get("name"):
                self.add_error("name", "Nhập họ tên người nhận thay như trên căn cước.")
            if not said.get("authority"):
                self.add_error("authority", "Nhập số, ngày của giấy ủy quyền.")
            if not said.get("authority_seen"):
                self.add_error("authority_seen", "Kiểm tra giấy ủy quyền rồi đánh dấu.")
        if not said.get("identity_seen"):
            self.add_error("identity_seen", "Kiểm tra căn cước của người nhận rồi đánh dấu trước khi trả kết quả.")
        return said

    def order(self, *, at: Any) -> orders.ReturnResultOrder:
        """The order."""
        said = self.cleaned_data
        somebody = None
        if said["taker"] == SOMEBODY:
            somebody = orders.PartyOrder(
                name=said["name"], identity_no=said["identity_no"], authority=said["authority"]
            )
        return orders.ReturnResultOrder(
            taker=said["taker"],
            somebody=somebody,
            identity_seen=said["identity_seen"],
            authority_seen=said["authority_seen"],
        )


class AnnotateForm(VerbForm):
    """A note."""

    heading, button = "Ghi chú", "Lưu ghi chú"
    text = forms.CharField(
        label="Nội dung", widget=forms.Textarea({"rows": 3}), max_length=longest(orders.AnnotateOrder, "text")
    )

    def order(self, *, at: Any) -> orders.AnnotateOrder:
        """The order."""
        return orders.AnnotateOrder(text=self.cleaned_data["text"], visibility=NoteVisibility.INTERNAL)


class RecomputeDueForm(VerbForm):
    """The document by which a calendar moves a date."""

    heading, button = "Tính lại hạn trả", "Tính lại"
    hint = "Chỉ áp dụng cho hồ sơ chưa quá hạn, khi lịch làm việc mới đã được công bố. Ngày hẹn đầu tiên vẫn được giữ."
    document_no = forms.CharField(
        label="Số văn bản làm căn cứ", max_length=longest(orders.RecomputeDueOrder, "document_no")
    )

    def order(self, *, at: Any) -> orders.RecomputeDueOrder:
        """The order."""
        return orders.RecomputeDueOrder(document_no=self.cleaned_data["document_no"])


class UndoReceiveForm(VerbForm):
    """Nothing to say."""

    heading, button, danger = "Hoàn tác tiếp nhận", "Hoàn tác", True
    hint = "Giấy hẹn vừa in hết giá trị; số thứ tự đã cấp không dùng lại."

    def order(self, *, at: Any) -> orders.UndoReceiveOrder:
        """The order."""
        return orders.UndoReceiveOrder()
