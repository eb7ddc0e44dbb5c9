"""The forms of the verbs that stop the clock and let it go on. One class a verb, by the verb's name."""

from typing import Any

from django import forms

from motcua.dossiers import orders
from motcua.dossiers.commands.pauses import BY_HAND, MAY_DECIDE
from motcua.rules.codes import SEGMENT_CAUSE_WORDS, SegmentCause
from motcua.web.desk.verb_forms import VerbForm


class PauseForm(VerbForm):
    """Why the clock stands: a cause that the procedure lists, or force majeure by a decision."""

    heading, button = "Tạm dừng", "Tạm dừng tính thời hạn"
    hint = "Chỉ dừng vì lý do mà thủ tục quy định. Hồ sơ đã quá hạn thì vẫn là quá hạn."
    cause = forms.TypedChoiceField(label="Lý do tạm dừng", widget=forms.RadioSelect, coerce=int)
    document_no = forms.CharField(
        label="Số quyết định", max_length=60, required=False, help_text="Bắt buộc khi bất khả kháng"
    )
    explanation = forms.CharField(
        label="Nói rõ cho người nộp", required=False, widget=forms.Textarea({"rows": 3}), max_length=4000
    )

    def prepare(self) -> None:
        """The causes that this procedure lists; force majeure for whoever decides."""
        version, leads = self.picture.version, self.actor.role in MAY_DECIDE
        listed = [cause for cause in BY_HAND if version.pause(cause) and cause is not SegmentCause.FORCE_MAJEURE]
        causes = [*listed, SegmentCause.FORCE_MAJEURE] if leads else listed
        self.fields["cause"].choices = [(int(cause), SEGMENT_CAUSE_WORDS[cause]) for cause in causes]

    def order(self, *, at: Any) -> orders.PauseOrder:
        """The order."""
        said = self.cleaned_data
        return orders.PauseOrder(
            cause=SegmentCause(said["cause"]), document_no=said["document_no"], explanation=said["explanation"]
        )


class ResumeForm(VerbForm):
    """The clock goes on."""

    heading, button = "Tiếp tục giải quyết", "Tiếp tục tính thời hạn"
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea({"rows": 2}), max_length=4000)

    def order(self, *, at: Any) -> orders.ResumeOrder:
        """The order."""
        return orders.ResumeOrder(note=self.cleaned_data["note"])
