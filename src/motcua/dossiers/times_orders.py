"""What a person says with the verbs that end a dossier early, ask for money, extend a term or correct its dates.

Made like those of `orders`: one frozen dataclass a verb, the label of a field is its Vietnamese name on every face.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from motcua.dossiers.orders import named

Dong = NewType("Dong", int)  # an amount of money, larger than what the other numbers of an order may be


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOrder:
    """The applicant's wish to take the dossier back, as it came in writing."""

    asked_on: date = named("Ngày đề nghị rút")
    document_no: str = named("Số đơn hoặc số đến")
    reason: str = named("Lý do của người nộp")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOrder:
    """Why the dossier cannot be settled on: a reason of the list and words for the applicant."""

    reason: str = named("Lý do")
    explanation: str = named("Nói rõ lý do")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineOrder:
    """Why the request is refused after appraisal: a reason of the list and words for the applicant."""

    reason: str = named("Lý do")
    explanation: str = named("Nói rõ lý do")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestObligationOrder:
    """What is to be paid before the result, by which law, in which notice. Amount in đồng."""

    amount: Dong = named("Số tiền (đồng)")
    basis: str = named("Căn cứ pháp lý")
    document_no: str = named("Số thông báo")
    explanation: str = named("Nói rõ cho người nộp", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmObligationOrder:
    """The paper that proves the payment."""

    receipt_no: str = named("Số biên lai hoặc chứng từ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendOrder:
    """What has to be verified, in words for the applicant; the article and the days are the procedure's."""

    explanation: str = named("Nội dung phải xác minh")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDueOrder:
    """The true moment of the complete dossier, why another was written down, by which document it is put right."""

    moment: datetime = named("Thời điểm đúng")
    reason: str = named("Lý do")
    explanation: str = named("Nói rõ lý do")
    document_no: str = named("Số văn bản")
