"""The forms of the verbs that end a dossier without a result. One class a verb, by the verb's name."""

from typing import Any

from django import forms

from motcua.dossiers import times_orders as orders
from motcua.dossiers.bounds import longest
from motcua.people.settings import reasons
from motcua.web.desk.verb_forms import VerbForm


def _words(label: str, help_text: str, *, limit: int) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": 3}), max_length=limit, help_text=help_text)


class WithReason(VerbForm):
    """A form that asks for a reason of a list of the province and for words."""

    reasons_of = ""
    reason = forms.ChoiceField(label="Lý do", widget=forms.RadioSelect)
    explanation = _words(
        "Nói rõ lý do",
        "In trên giấy gửi người nộp: nêu sự việc và căn cứ",
        limit=longest(orders.StopOrder, "explanation"),
    )

    def prepare(self) -> None:
        """The list in force."""
        self.fields["reason"].choices = [(one.code, one.text) for one in reasons(self.reasons_of, on=self.on)]


class WithdrawForm(VerbForm):
    """What stands in the applicant's request."""

    heading, button, danger = "Rút hồ sơ", "Ghi nhận rút hồ sơ", True
    hint = "Chỉ khi người nộp đề nghị bằng văn bản. Hồ sơ đã quá hạn thì vẫn là quá hạn."
    asked_on = forms.DateField(label="Ngày đề nghị rút", widget=forms.DateInput({"type": "date"}))
    document_no = forms.CharField(
        label="Số đơn hoặc số đến",
        max_length=longest(orders.WithdrawOrder, "document_no"),
        help_text="Đơn không có số thì ghi số đến khi vào sổ",
    )
    reason = _words("Lý do của người nộp", "Như trong đơn", limit=longest(orders.WithdrawOrder, "reason"))

    def order(self, *, at: Any) -> orders.WithdrawOrder:
        """The order."""
        said = self.cleaned_data
        return orders.WithdrawOrder(asked_on=said["asked_on"], document_no=said["document_no"], reason=said["reason"])


class StopForm(WithReason):
    """Why it cannot be settled on."""

    heading, button, danger = "Dừng giải quyết", "Dừng giải quyết hồ sơ", True
    hint = "Hồ sơ kết thúc mà không có kết quả. Hồ sơ đã quá hạn thì vẫn là quá hạn."
    reasons_of = "stop_reasons"

    def order(self, *, at: Any) -> orders.StopOrder:
        """The order."""
        return orders.StopOrder(reason=self.cleaned_data["reason"], explanation=self.cleaned_data["explanation"])


class DeclineForm(WithReason):
    """Why the request is refused."""

    heading, button, danger = "Từ chối giải quyết", "Từ chối giải quyết hồ sơ", True
    hint = "Bạn đồng ý với đề xuất từ chối đã trình. Phiếu từ chối được lập kèm ý kiến thẩm định."
    reasons_of = "decline_reasons"

    def order(self, *, at: Any) -> orders.DeclineOrder:
        """The order."""
        return orders.DeclineOrder(reason=self.cleaned_data["reason"], explanation=self.cleaned_data["explanation"])
