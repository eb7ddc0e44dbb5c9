"""The faults of a form as the summary at the top of the page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True, slots=True)
class FormFault:
    """One sentence and the id of the field that it speaks of; empty when it speaks of the whole form."""

    text: str
    target: str


def form_faults(forms: Iterable[BaseForm]) -> list[FormFault]:
    """Every fault, in the order of the fields, in the words that stand at the field."""
    faults = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        faults += [FormFault(str(text), "") for text in form.non_field_errors()]
        for field in form:
            target = field.id_for_label or field.auto_id
            faults += [FormFault(str(text), target) for text in field.errors]
    return faults
