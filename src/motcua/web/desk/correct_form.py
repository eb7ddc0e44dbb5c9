"""The form of correct_details: one party at a time, with that party's own values; only what was changed is said."""

from typing import Any

from django import forms

from motcua.dossiers import orders
from motcua.dossiers.bounds import longest
from motcua.dossiers.sheets import next_receipt_version
from motcua.rules.codes import PartyRole
from motcua.web.desk.verb_forms import VerbForm

PARTIES = {"applicant": (PartyRole.APPLICANT, "Người nộp"), "owner": (PartyRole.OWNER, "Chủ hồ sơ")}
FIELDS = ("name", "phone", "email", "address")


class CorrectDetailsForm(VerbForm):
    """A typing mistake. The party stands in the address (`?party=owner`), so that the fields are always its own."""

    heading, button = "Sửa thông tin ghi sai", "Lưu và cấp lại giấy hẹn"
    parts = "desk/_parts/correct_fields.html"
    party = forms.ChoiceField(label="Bên cần sửa", widget=forms.HiddenInput())
    name = forms.CharField(label="Họ, chữ đệm và tên", max_length=longest(orders.CorrectDetailsOrder, "name"))
    phone = forms.CharField(label="Điện thoại", required=False, max_length=longest(orders.CorrectDetailsOrder, "phone"))
    email = forms.CharField(
        label="Thư điện tử", required=False, max_length=longest(orders.CorrectDetailsOrder, "email")
    )
    address = forms.CharField(
        label="Địa chỉ", required=False, max_length=longest(orders.CorrectDetailsOrder, "address")
    )

    def prepare(self) -> None:
        """The chosen party's values; the applicant's to begin with."""
        found = {key: self.picture.party(role) for key, (role, _words) in PARTIES.items()}
        self.choices = [(key, PARTIES[key][1], party.name) for key, party in found.items() if party]
        self.fields["party"].choices = [(key, words) for key, words, _name in self.choices]
        asked = self.data.get("party") if self.is_bound else self.initial.get("party")
        self.chosen = asked if asked and found.get(asked) else "applicant"
        self.initial = {"party": self.chosen} | {name: getattr(found[self.chosen], name, "") for name in FIELDS}
        self._tell_what_follows()

    def _tell_what_follows(self) -> None:
        self.hint = "Thông tin trước và sau khi sửa đều được giữ."
        number = next_receipt_version(self.picture.dossier)
        if number is None:
            self.button = "Lưu"
        else:
            self.hint += f" Giấy hẹn cũ hết giá trị, giấy mới là lần {number}."

    def order(self, *, at: Any) -> orders.CorrectDetailsOrder:
        """The order: a field that was left alone, or that did not come, stays as it is."""
        typed = {name: self.cleaned_data[name] for name in FIELDS if name in self.data and name in self.changed_data}
        return orders.CorrectDetailsOrder(party=self.cleaned_data["party"], **typed)
