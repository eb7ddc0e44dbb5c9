"""The forms of the apology: what the clock ledger proposes stands in them already. One class a verb, by its name."""

from typing import Any

from django import forms

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.apologies import CAUSES, proposal
from motcua.dossiers.apology_letter import Letter, letter_for
from motcua.dossiers.apology_orders import DraftApologyOrder, SendApologyOrder, SignApologyOrder
from motcua.dossiers.bounds import longest, range_of
from motcua.dossiers.work import Work
from motcua.people.roster import roster
from motcua.people.settings import reasons
from motcua.rules.apologies import least_days
from motcua.rules.calendar import first_moment
from motcua.rules.codes import PROOF_WORDS, ProofKind
from motcua.web.desk.verb_forms import VerbForm

LEAST_DAYS, MOST_DAYS = range_of(DraftApologyOrder, "days")


class _LetterForm(VerbForm):
    """What the forms of the letter share: it is read as the applicant will read it."""

    cause = forms.ChoiceField(label="Nguyên nhân")
    sentence = forms.CharField(
        label="Một câu nói với người nộp",
        widget=forms.Textarea({"rows": 2}),
        max_length=longest(DraftApologyOrder, "sentence"),
        help_text="Nói rõ vì sao chậm, không nêu tên người khác",
    )
    days = forms.IntegerField(label="Số ngày làm việc hẹn thêm", min_value=LEAST_DAYS, max_value=MOST_DAYS)
    letter: Letter | None = None

    def prepare(self) -> None:
        """The causes in force, and what lies there already or is proposed."""
        self.fields["cause"].choices = [(item.code, item.text) for item in reasons(CAUSES, on=self.on)]
        self.letter = letter_for(self.picture, on=self.on)
        if not self.is_bound:
            self.initial = self._proposed() | self.initial

    def _proposed(self) -> dict[str, Any]:
        """What stands in the fields when the form is opened."""
        letter, dossier = self.letter, self.picture.dossier
        if letter is not None:
            return {
                "cause": letter.cause,
                "cause_unit": letter.cause_unit_code,
                "sentence": letter.sentence,
                "days": letter.days,
            }
        if dossier.legal_due is None:
            return {}
        work = Work(
            dossier, actor=self.actor, at=max(first_moment(self.on), dossier.received_at or first_moment(self.on))
        )
        work.steps = list(self.picture.steps)
        said = proposal(work, dossier.legal_due)
        return {
            "cause": said.cause,
            "cause_unit": roster().unit(said.cause_unit_id, self.on).code,
            "sentence": said.sentence,
            "days": said.days,
        }

    @property
    def least(self) -> int:
        """The fewest days that lead to a date still to come."""
        dossier = self.picture.dossier
        if dossier.legal_due is None:
            return 1
        calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
        return least_days(dossier.legal_due, first_moment(self.on), calendar)


class DraftApologyForm(_LetterForm):
    """The letter is written, or written anew."""

    heading, button = "Soạn thư xin lỗi", "Lưu thư để trình ký"
    hint = "Mỗi hồ sơ chỉ được hẹn lại một lần. Hạn theo quy định không đổi, hồ sơ quá hạn vẫn là quá hạn."
    field_order = ("cause", "cause_unit", "sentence", "days")
    cause_unit = forms.ChoiceField(label="Nơi để chậm")

    def prepare(self) -> None:
        """The units that have had the dossier."""
        people = roster()
        units = {step.unit_id: people.unit(step.unit_id, self.on) for step in self.picture.steps}
        self.fields["cause_unit"].choices = [(card.code, card.label) for card in units.values()]
        super().prepare()

    def order(self, *, at: Any) -> DraftApologyOrder:
        """The order."""
        said = self.cleaned_data
        return DraftApologyOrder(
            cause=said["cause"], cause_unit=said["cause_unit"], sentence=said["sentence"], days=said["days"]
        )


class SignApologyForm(_LetterForm):
    """The head of the agency reads the letter, changes what must be changed, and signs."""

    heading, button = "Ký thư xin lỗi", "Ký thư"
    hint = "Đọc lại câu nói với người nộp và số ngày hẹn thêm. Bộ phận Một cửa gửi thư sau khi ký."
    parts = "desk/_parts/apology_sign.html"

    def order(self, *, at: Any) -> SignApologyOrder:
        """Only what was changed is said anew."""
        said, letter = self.cleaned_data, self.letter
        same = letter is not None and said["sentence"].strip() == letter.sentence
        return SignApologyOrder(cause=said["cause"], sentence="" if same else said["sentence"], days=said["days"])


class SendApologyForm(VerbForm):
    """The desk has told the applicant, and says by what."""

    heading, button = "Gửi thư xin lỗi", "Đã gửi, ghi nhận ngày hẹn mới"
    hint = "Báo cho người nộp trước, rồi ghi lại bằng chứng. Ngày hẹn mới có hiệu lực từ lúc ghi nhận."
    parts = "desk/_parts/apology_send.html"
    proof = forms.TypedChoiceField(
        label="Đã báo bằng", widget=forms.RadioSelect, coerce=int, choices=[(int(p), w) for p, w in PROOF_WORDS.items()]
    )
    words = forms.CharField(
        label="Bằng chứng đã gửi",
        widget=forms.Textarea({"rows": 2}),
        max_length=longest(SendApologyOrder, "words"),
        help_text="Báo cho ai, lúc nào, số hiệu thư hoặc tin nhắn",
    )
    letter: Letter | None = None

    def prepare(self) -> None:
        """The letter that was signed."""
        self.letter = letter_for(self.picture, on=self.on)

    def order(self, *, at: Any) -> SendApologyOrder:
        """The order."""
        return SendApologyOrder(proof=ProofKind(self.cleaned_data["proof"]), words=self.cleaned_data["words"])
