"""What a person says with the verbs of a supplement (bổ sung). Papers, items and parts go by their public names."""

from dataclasses import dataclass

from motcua.dossiers.bounds import ASKED, MOST_COPIES, MOST_NUMBER, NAMED, NOTED, SAID, Order, named
from motcua.rules.codes import PaperNature, PaperSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForOrder(Order):
    """One thing to ask for: a paper of the dossier by its number, one of the procedure that never came by its code,
    or a part of the declaration. Exactly one of the three; without a reason of its own that of the request counts.
    """

    paper: int = named("Giấy tờ số", least=0, most=MOST_NUMBER, default=0)
    item: str = named("Mã thành phần", limit=NAMED, default="")
    part: str = named("Phần kê khai", limit=NAMED, default="")
    reason: str = named("Lý do", limit=NAMED, default="")
    words: str = named("Cần bổ sung, sửa đổi thế nào", limit=ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSupplementOrder(Order):
    """Everything that is missing, at once, for a leader to sign."""

    items: tuple[AskedForOrder, ...] = named("Nội dung cần bổ sung")
    reason: str = named("Lý do", limit=NAMED)
    second_ground: str = named("Vì sao phải yêu cầu thêm lần nữa", limit=ASKED, default="")
    note: str = named("Lời nhắn cho người ký", limit=NOTED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSupplementOrder(Order):
    """Nothing to say but yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropSupplementOrder(Order):
    """Why the request is not made."""

    explanation: str = named("Lý do bỏ yêu cầu", limit=SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplementOrder(Order):
    """Nothing to say: the desk sends what was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOrder(Order):
    """What came for one line of the request: a paper as it was handed in, or words for a part of the declaration."""

    no: int = named("Dòng số", least=1, most=MOST_NUMBER)
    nature: PaperNature = named("Loại bản", default=PaperNature.ORIGINAL)
    source: PaperSource = named("Nguồn", default=PaperSource.DESK)
    originals: int = named("Số bản chính", least=0, most=MOST_COPIES, default=0)
    copies: int = named("Số bản sao", least=0, most=MOST_COPIES, default=0)
    original_seen: bool = named("Đã đối chiếu bản chính", default=False)
    file: str = named("Tệp", limit=NAMED, default="")
    words: str = named("Nội dung bổ sung", limit=NOTED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptSupplementOrder(Order):
    """The answer to every line of the request."""

    answers: tuple[AnswerOrder, ...] = named("Giấy tờ, nội dung bổ sung")
    note: str = named("Ghi chú", limit=NOTED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseSupplementOrder(Order):
    """Nothing to say: the window has passed."""
