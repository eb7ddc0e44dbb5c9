"""What a person says with the verbs of the apology. What is left out of a draft is proposed from the clock ledger."""

from dataclasses import dataclass

from motcua.dossiers.bounds import NAMED, SENTENCE, Order, named
from motcua.rules.codes import ProofKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftApologyOrder(Order):
    """Why it will be late, by whom, in one sentence, and by how many working days."""

    cause: str = named("Nguyên nhân", limit=NAMED, default="")
    cause_unit: str = named("Nơi để chậm", limit=NAMED, default="")
    sentence: str = named("Một câu nói với người nộp", limit=SENTENCE, default="")
    days: int | None = named("Số ngày làm việc hẹn thêm", least=1, most=500, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignApologyOrder(Order):
    """The letter as it lies there, or with what the signer writes otherwise."""

    cause: str = named("Nguyên nhân", limit=NAMED, default="")
    sentence: str = named("Một câu nói với người nộp", limit=SENTENCE, default="")
    days: int | None = named("Số ngày làm việc hẹn thêm", least=1, most=500, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendApologyOrder(Order):
    """By what the applicant was reached, and what proves it."""

    proof: ProofKind = named("Cách gửi")
    words: str = named("Bằng chứng đã gửi", limit=500)
