"""The form of judge_paper: a verdict and a reason for each paper and part of the declaration that was looked at."""

from typing import Any

from django import forms

from motcua.dossiers import orders
from motcua.dossiers.bounds import longest
from motcua.rules.codes import PaperVerdict
from motcua.web.desk.verb_forms import VerbForm

CHOICES = [("", "Chưa xem"), ("pass", "Đạt"), ("needs_work", "Cần bổ sung")]


class JudgePaperForm(VerbForm):
    """One verdict a paper; the page of a dossier sends one at a time, this form any number."""

    heading, button = "Đánh giá giấy tờ", "Lưu đánh giá"

    def prepare(self) -> None:
        """Two fields a paper: `giay_1`, `ly_do_1`; two a part: `phan_applicant`, `ly_do_applicant`."""
        for said in self.picture.papers:
            no = said.paper.no
            self.fields[f"giay_{no}"] = forms.ChoiceField(
                label=f"{no}. {said.paper.name}", choices=CHOICES, required=False
            )
            self.fields[f"ly_do_{no}"] = forms.CharField(
                label="Lý do, nếu cần bổ sung", required=False, max_length=longest(orders.PaperJudgement, "reason")
            )

        for part in self.picture.supplement.parts:
            self.fields[f"phan_{part.key}"] = forms.ChoiceField(label=part.name, choices=CHOICES, required=False)
            self.fields[f"ly_do_{part.key}"] = forms.CharField(
                label="Lý do, nếu cần bổ sung", required=False, max_length=longest(orders.FieldJudgement, "reason")
            )

    def order(self, *, at: Any) -> orders.JudgePaperOrder:
        """The order, of the papers and parts that were judged."""
        judged = []
        for said in self.picture.papers:
            no = said.paper.no
            verdict = self.cleaned_data.get(f"giay_{no}")
            if verdict:
                judged.append(
                    orders.PaperJudgement(
                        paper=no,
                        verdict=PaperVerdict[verdict.upper()],
                        reason=self.cleaned_data.get(f"ly_do_{no}", ""),
                    )
                )
        return orders.JudgePaperOrder(judgements=tuple(judged), parts=self._parts())

    def _parts(self) -> tuple[orders.FieldJudgement, ...]:
        said = self.cleaned_data
        return tuple(
            orders.FieldJudgement(
                part=part.key,
                verdict=PaperVerdict[said[f"phan_{part.key}"].upper()],
                reason=said.get(f"ly_do_{part.key}", ""),
            )
            for part in self.picture.supplement.parts
            if said.get(f"phan_{part.key}")
        )
