"""What a person says with the verbs that end a dossier early, ask for money, extend a term or correct its dates.

Made like those of `orders`: one frozen dataclass a verb, the label of a field is its Vietnamese name on every face.
"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.dossiers.bounds import MOST_DONG, NAMED, NUMBERED, SAID, Order, named


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOrder(Order):
    """The applicant's wish to take the dossier back, as it came in writing."""

    asked_on: date = named("Ngày đề nghị rút")
    document_no: str = named("Số đơn hoặc số đến", limit=NUMBERED)
    reason: str = named("Lý do của người nộp", limit=SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOrder(Order):
    """Why the dossier cannot be settled on: a reason of the list and words for the applicant."""

    reason: str = named("Lý do", limit=NAMED)
    explanation: str = named("Nói rõ lý do", limit=SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineOrder(Order):
    """Why the request is refused after appraisal: a reason of the list and words for the applicant."""

    reason: str = named("Lý do", limit=NAMED)
    explanation: str = named("Nói rõ lý do", limit=SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestObligationOrder(Order):
    """What is to be paid before the result, by which law, in which notice. Amount in đồng."""

    amount: int = named("Số tiền (đồng)", least=1, most=MOST_DONG)
    basis: str = named("Căn cứ pháp lý", limit=200)
    document_no: str = named("Số thông báo", limit=NUMBERED)
    explanation: str = named("Nói rõ", limit=SAID, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmObligationOrder(Order):
    """The paper that proves the payment."""

    receipt_no: str = named("Số biên lai hoặc chứng từ", limit=NUMBERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendOrder(Order):
    """What has to be verified, in words for the applicant; the article and the days are the procedure's."""

    explanation: str = named("Nội dung phải xác minh", limit=SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDueOrder(Order):
    """The true moment of the complete dossier, why another was written down, by which document it is put right."""

    moment: datetime = named("Thời điểm đúng")
    reason: str = named("Lý do", limit=NAMED)
    explanation: str = named("Nói rõ lý do", limit=SAID)
    document_no: str = named("Số văn bản", limit=NUMBERED)
