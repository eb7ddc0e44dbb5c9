"""The forms of the verbs that move a dossier's times: pauses, obligations, the extension, the correction."""

from typing import Any

from django import forms

from motcua.dossiers import orders, times_orders
from motcua.dossiers.bounds import longest, range_of
from motcua.dossiers.commands.pauses import BY_HAND, MAY_DECIDE
from motcua.people.settings import reasons
from motcua.rules.calendar import local
from motcua.rules.codes import SEGMENT_CAUSE_WORDS, SegmentCause
from motcua.web.desk.verb_forms import VerbForm

WHO_READS = "Người nộp đọc lời của lãnh đạo và bộ phận một cửa; lời của công chức chỉ nội bộ đọc"
LEAST_DONG, MOST_DONG = range_of(times_orders.RequestObligationOrder, "amount")


class PauseForm(VerbForm):
    """Why the clock stands: a cause that the procedure lists, or force majeure by a decision."""

    heading, button = "Tạm dừng", "Tạm dừng tính thời hạn"
    hint = "Chỉ dừng vì lý do mà thủ tục quy định. Hồ sơ đã quá hạn thì vẫn là quá hạn."
    cause = forms.TypedChoiceField(label="Lý do tạm dừng", widget=forms.RadioSelect, coerce=int)
    document_no = forms.CharField(
        label="Số thông báo hoặc quyết định",
        max_length=longest(orders.PauseOrder, "document_no"),
        help_text="Thông báo niêm yết, hoặc quyết định khi bất khả kháng; mỗi văn bản chỉ dừng một lần",
    )
    explanation = forms.CharField(
        label="Nói rõ",
        required=False,
        help_text=WHO_READS,
        widget=forms.Textarea({"rows": 3}),
        max_length=longest(orders.PauseOrder, "explanation"),
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
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        max_length=longest(orders.ResumeOrder, "note"),
    )

    def order(self, *, at: Any) -> orders.ResumeOrder:
        """The order."""
        return orders.ResumeOrder(note=self.cleaned_data["note"])


class RequestObligationForm(VerbForm):
    """What is to be paid."""

    heading, button = "Thông báo nghĩa vụ tài chính", "Ghi nhận đã thông báo"
    amount = forms.IntegerField(label="Số tiền (đồng)", min_value=LEAST_DONG, max_value=MOST_DONG)
    basis = forms.CharField(
        label="Căn cứ pháp lý",
        max_length=longest(times_orders.RequestObligationOrder, "basis"),
        help_text="Văn bản, điều quy định khoản phải nộp",
    )
    document_no = forms.CharField(
        label="Số thông báo", max_length=longest(times_orders.RequestObligationOrder, "document_no")
    )
    explanation = forms.CharField(
        label="Nói rõ",
        required=False,
        help_text=WHO_READS,
        widget=forms.Textarea({"rows": 3}),
        max_length=longest(times_orders.RequestObligationOrder, "explanation"),
    )

    def prepare(self) -> None:
        """Whether the clock stands is the procedure's to say."""
        listed = self.picture.version.pause(SegmentCause.OBLIGATION)
        stands = f"Thời gian chờ nộp không tính vào thời hạn ({listed.basis})." if listed else ""
        self.hint = stands or "Thủ tục này không dừng tính thời hạn trong khi chờ nộp."

    def order(self, *, at: Any) -> times_orders.RequestObligationOrder:
        """The order."""
        return times_orders.RequestObligationOrder(**self.cleaned_data)


class ConfirmObligationForm(VerbForm):
    """The receipt."""

    heading, button = "Xác nhận đã nộp nghĩa vụ tài chính", "Xác nhận đã nộp"
    receipt_no = forms.CharField(
        label="Số biên lai hoặc chứng từ", max_length=longest(times_orders.ConfirmObligationOrder, "receipt_no")
    )

    def order(self, *, at: Any) -> times_orders.ConfirmObligationOrder:
        """The order."""
        return times_orders.ConfirmObligationOrder(receipt_no=self.cleaned_data["receipt_no"])


class ExtendForm(VerbForm):
    """What must be verified; the days are the law's."""

    heading, button = "Gia hạn để xác minh", "Gia hạn một lần"
    explanation = forms.CharField(
        label="Nội dung phải xác minh",
        widget=forms.Textarea({"rows": 3}),
        max_length=longest(times_orders.ExtendOrder, "explanation"),
        help_text="Người nộp đọc được ở trang tra cứu hồ sơ",
    )

    def prepare(self) -> None:
        """By which article the term is longer, and how long it then is."""
        version, found = self.picture.version, self.picture.version.longer_case()
        limit = version.limit_for(found[1].id) if found else None
        if found and limit:
            self.hint = (
                f"Chỉ một lần. Thời hạn thành {limit.in_words()} kể từ khi nhận đủ hồ sơ ({found[0].basis}); "
                "ngày hẹn đầu tiên vẫn được giữ."
            )

    def order(self, *, at: Any) -> times_orders.ExtendOrder:
        """The order."""
        return times_orders.ExtendOrder(explanation=self.cleaned_data["explanation"])


class CorrectDueForm(VerbForm):
    """The true moment, and by which document it is put right."""

    heading, button, danger = "Đính chính hạn trả", "Đính chính", True
    hint = (
        "Chỉ khi thời điểm nhận đủ hồ sơ đã bị ghi sai. Hạn mới do hệ thống tính lại; cả hạn cũ và hạn mới luôn hiển "
        "thị, kể cả với người nộp."
    )
    moment = forms.DateTimeField(
        label="Thời điểm đúng, khi hồ sơ đã đủ",
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.ChoiceField(label="Lý do", widget=forms.RadioSelect)
    explanation = forms.CharField(
        label="Nói rõ lý do",
        widget=forms.Textarea({"rows": 3}),
        max_length=longest(times_orders.CorrectDueOrder, "explanation"),
    )
    document_no = forms.CharField(
        label="Số văn bản",
        max_length=longest(times_orders.CorrectDueOrder, "document_no"),
        help_text="Văn bản quyết định đính chính",
    )

    def prepare(self) -> None:
        """The list of reasons; the moment that stands there now."""
        found = reasons("due_correction_reasons", on=self.on)
        self.fields["reason"].choices = [(reason.code, reason.text) for reason in found]
        stands = self.picture.dossier.complete_at
        if stands is not None:
            self.fields["moment"].help_text = f"Đang ghi: {local(stands):%H:%M ngày %d/%m/%Y}"

    def order(self, *, at: Any) -> times_orders.CorrectDueOrder:
        """The order."""
        return times_orders.CorrectDueOrder(**self.cleaned_data)
