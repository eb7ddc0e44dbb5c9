"""What a person says with each verb. One frozen dataclass a verb, filled by a form, the API or the shell.

People, units, papers and files are named by their public names (login, code, number, public id), never by database
ids. The `label` of a field is its Vietnamese name on every face.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.rules.codes import (
    Channel,
    IdentityKind,
    NoteVisibility,
    OutcomeKind,
    PaperNature,
    PaperSource,
    PaperVerdict,
    PartyKind,
    ReturnMethod,
    SegmentCause,
)


def named(label: str, **options: Any) -> Any:
    """A field with its Vietnamese name."""
    return field(metadata={"label": label}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOrder:
    """A person or body, as written down at the counter."""

    name: str = named("Họ và tên")
    kind: PartyKind = named("Loại", default=PartyKind.PERSON)
    identity_kind: IdentityKind = named("Loại giấy tờ định danh", default=IdentityKind.NONE)
    identity_no: str = named("Số định danh", default="")
    birth_on: date | None = named("Ngày sinh", default=None)
    phone: str = named("Điện thoại", default="")
    email: str = named("Thư điện tử", default="")
    address: str = named("Địa chỉ", default="")
    authority: str = named("Giấy ủy quyền", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """One paper as handed in: `item` is the code of the paper in the procedure, empty for one more of the citizen's."""

    item: str = named("Mã thành phần", default="")
    name: str = named("Tên giấy tờ", default="")
    nature: PaperNature = named("Loại bản", default=PaperNature.ORIGINAL)
    source: PaperSource = named("Nguồn", default=PaperSource.DESK)
    originals: int = named("Số bản chính", default=0)
    copies: int = named("Số bản sao", default=0)
    original_seen: bool = named("Đã đối chiếu bản chính", default=False)
    file: str = named("Tệp", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveOrder:
    """Everything the counter takes down."""

    procedure: str = named("Thủ tục")
    applicant: PartyOrder = named("Người nộp")
    owner: PartyOrder | None = named("Chủ hồ sơ", default=None)
    case: str = named("Trường hợp", default="")
    competent_unit: str = named("Cơ quan giải quyết", default="")
    papers: tuple[PaperOrder, ...] = named("Giấy tờ", default=())
    sets: int = named("Số bộ", default=1)
    title: str = named("Trích yếu", default="")
    channel: Channel = named("Cách nộp", default=Channel.DIRECT)
    received_at: datetime | None = named("Thời điểm tiếp nhận", default=None)
    return_method: ReturnMethod = named("Cách nhận kết quả", default=ReturnMethod.DESK)
    slip_wanted: bool = named("In giấy hẹn khi trả ngay", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseOrder:
    """A refusal at the counter, always with its reason in writing."""

    procedure: str = named("Thủ tục")
    applicant: PartyOrder = named("Người nộp")
    reason: str = named("Lý do")
    explanation: str = named("Nói rõ lý do")
    competent_unit: str = named("Cơ quan giải quyết", default="")
    papers: tuple[PaperOrder, ...] = named("Giấy tờ", default=())
    channel: Channel = named("Cách nộp", default=Channel.DIRECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoReceiveOrder:
    """Nothing to say: the receipt of a moment ago is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDetailsOrder:
    """A typing mistake put right. A field left None stays as it is."""

    party: str = named("Bên", default="applicant")
    name: str | None = named("Họ và tên", default=None)
    phone: str | None = named("Điện thoại", default=None)
    email: str | None = named("Thư điện tử", default=None)
    address: str | None = named("Địa chỉ", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOrder:
    """Who is to do the open step."""

    person: str = named("Người xử lý")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardOrder:
    """On to the next step; to a chosen step or person where the process leaves the choice."""

    to: str = named("Bước tiếp theo", default="")
    person: str = named("Người xử lý", default="")
    note: str = named("Lời nhắn", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackOrder:
    """Back to an earlier step, with the reason."""

    to: str = named("Trả lại bước")
    reason: str = named("Lý do")
    explanation: str = named("Nói rõ lý do", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJudgement:
    """One verdict on one paper, named by its number on the receipt."""

    paper: int = named("Giấy tờ số")
    verdict: PaperVerdict = named("Đánh giá")
    reason: str = named("Lý do", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldJudgement:
    """One verdict on one part of the declaration: `applicant`, `owner` or `request`."""

    part: str = named("Phần kê khai")
    verdict: PaperVerdict = named("Đánh giá")
    reason: str = named("Lý do", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePaperOrder:
    """One act over one or more papers and parts of the declaration."""

    judgements: tuple[PaperJudgement, ...] = named("Đánh giá", default=())
    parts: tuple[FieldJudgement, ...] = named("Đánh giá phần kê khai", default=())
    note: str = named("Ghi chú", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeOrder:
    """The appraised dossier with its drafted outcome."""

    outcome: OutcomeKind = named("Đề xuất", default=OutcomeKind.APPROVED)
    file: str = named("Dự thảo kết quả", default="")
    opinion: str = named("Ý kiến thẩm định", default="")
    person: str = named("Người duyệt", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveOrder:
    """Nothing to say but yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishOrder:
    """The result as it leaves the agency: number, date, file. Without a number the register gives the next one."""

    number: str = named("Số kết quả", default="")
    issued_on: date | None = named("Ngày kết quả", default=None)
    file: str = named("Tệp kết quả", default="")
    valid_until: date | None = named("Có giá trị đến", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnResultOrder:
    """Who takes the result. `taker` is `applicant`, `owner`, or empty for somebody else, who is then written down."""

    taker: str = named("Người nhận", default="applicant")
    somebody: PartyOrder | None = named("Người nhận thay", default=None)
    identity_seen: bool = named("Đã kiểm tra căn cước", default=False)
    authority_seen: bool = named("Đã kiểm tra giấy ủy quyền", default=False)
    method: ReturnMethod = named("Cách trả", default=ReturnMethod.DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateOrder:
    """A note in the diary."""

    text: str = named("Nội dung")
    visibility: NoteVisibility = named("Ai được đọc", default=NoteVisibility.INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputeDueOrder:
    """A published calendar is applied, by a document."""

    document_no: str = named("Số văn bản")


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseOrder:
    """The clock stops for a cause of the procedure, or by a decision."""

    cause: SegmentCause = named("Lý do tạm dừng")
    document_no: str = named("Số quyết định", default="")
    explanation: str = named("Nói rõ cho người nộp", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeOrder:
    """The clock goes on."""

    note: str = named("Ghi chú", default="")
