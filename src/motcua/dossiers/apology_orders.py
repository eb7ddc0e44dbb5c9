"""What a person says with the verbs of the apology. What is left out of a draft is proposed from the clock ledger."""

from dataclasses import dataclass

from motcua.dossiers.orders import named
from motcua.rules.codes import ProofKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftApologyOrder:
    """Why it will be late, by whom, in one sentence, and by how many working days."""

    cause: str = named("Nguyên nhân", default="")
    cause_unit: str = named("Nơi để chậm", default="")
    sentence: str = named("Một câu nói với người nộp", default="")
    days: int | None = named("Số ngày làm việc hẹn thêm", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignApologyOrder:
    """The letter as it lies there, or with what the signer writes otherwise."""

    cause: str = named("Nguyên nhân", default="")
    sentence: str = named("Một câu nói với người nộp", default="")
    days: int | None = named("Số ngày làm việc hẹn thêm", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendApologyOrder:
    """By what the applicant was reached, and what proves it."""

    proof: ProofKind = named("Cách gửi")
    words: str = named("Bằng chứng đã gửi")
