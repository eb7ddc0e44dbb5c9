"""Form fields of the administration, with sentences instead of "this field is required"."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms

from motcua.people.roster import roster

Choices = Iterable[tuple[Any, str]]


def text(label: str, missing: str = "", **more: Any) -> forms.CharField:
    """One line of text; with `missing` it must be filled in."""
    errors = {"required": missing or "Nhập phần này.", "max_length": "Viết ngắn lại, tối đa %(limit_value)d ký tự."}
    return forms.CharField(label=label, required=bool(missing), error_messages=errors, **{"max_length": 300, **more})


def lines(label: str, missing: str = "", rows: int = 4, **more: Any) -> forms.CharField:
    """Several lines of text."""
    return text(label, missing, widget=forms.Textarea(attrs={"rows": rows}), **{"max_length": 8000, **more})


def day(label: str = "Từ ngày", *, required: bool = True, **more: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    errors = {"required": "Chọn ngày.", "invalid": "Nhập ngày có thật, ví dụ 2026-11-23."}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, error_messages=errors, **more)


def moment(label: str, **more: Any) -> forms.DateTimeField:
    """A day and an hour, local time."""
    errors = {"required": "Chọn ngày và giờ.", "invalid": "Nhập ngày và giờ có thật, ví dụ 2026-11-23 08:00."}
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages=errors, **more)


def choice(label: str, choices: Choices = (), missing: str = "", *, radio: bool = False, **more: Any) -> Any:
    """One of a list."""
    errors = {"required": missing or "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
    if radio:
        more["widget"] = forms.RadioSelect
    return forms.ChoiceField(label=label, choices=list(choices), required=bool(missing), error_messages=errors, **more)


def several(label: str, choices: Choices = (), missing: str = "", **more: Any) -> forms.MultipleChoiceField:
    """Any number of a list, as boxes to tick."""
    errors = {"required": missing, "invalid_choice": "Chọn trong danh sách."}
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=bool(missing),
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors,
        **more,
    )


def agreed(label: str, missing: str, **more: Any) -> forms.BooleanField:
    """A box that must be ticked before the form acts."""
    return forms.BooleanField(label=label, error_messages={"required": missing}, **more)


def whole(label: str, least: int, most: int, *, required: bool = False, **more: Any) -> forms.IntegerField:
    """A whole number between two bounds."""
    said = f"Nhập số từ {least} đến {most}."
    errors = {"required": said, "invalid": said, "min_value": said, "max_value": said}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, error_messages=errors, **more
    )


def unit_choices(on: date, *, empty: str = "") -> list[tuple[str, str]]:
    """Every unit open on a day by its code; `empty` names the choice of none."""
    units = [(card.code, f"{card.label} ({card.code})") for card in roster().units(on)]
    return [("", empty), *units] if empty else units


def unit_id(code: str) -> int | None:
    """The unit behind a chosen code, None for the empty choice."""
    return roster().unit_by_code(code).id if code else None


class SessionsField(forms.CharField):
    """Sessions of a day as people write them: "07:30–11:30, 13:30–17:00". Empty gives None."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label=label, required=False, max_length=100, **more)

    def clean(self, value: Any) -> tuple[tuple[time, time], ...] | None:
        """Pairs of opening and closing."""
        said = super().clean(value).replace("-", "–").replace("—", "–")
        if not said:
            return None
        try:
            pairs = [part.split("–") for part in said.replace(";", ",").split(",")]
            return tuple(
                (time.fromisoformat(_hour(opens)), time.fromisoformat(_hour(closes))) for opens, closes in pairs
            )
        except ValueError:
            raise forms.ValidationError("Viết giờ như 07:30–11:30, 13:30–17:00.") from None


def _hour(text: str) -> str:
    hours, _, minutes = text.strip().replace("h", ":").partition(":")
    return f"{int(hours):02d}:{int(minutes or 0):02d}"


def sessions_words(sessions: Iterable[Any] | None) -> str:
    """Sessions as a SessionsField reads them; pairs of times or of "HH:MM"."""
    pairs = [(opens, closes) for opens, closes in sessions or ()]
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in pairs)


def _clock(hour: Any) -> str:
    return hour.strftime("%H:%M") if isinstance(hour, time) else str(hour)
