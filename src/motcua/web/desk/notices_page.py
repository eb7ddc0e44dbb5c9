"""What somebody was told: the list behind the bell, reading it, and how one wants to be told."""

from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.notices import inbox
from motcua.notices.inbox import Key
from motcua.notices.ports import has_post
from motcua.notices.preferences import Choice, HalfQuiet, choose, manner_of, preference_of
from motcua.notices.sentences import GROUP_WORDS, Group
from motcua.people.roster import roster
from motcua.rules.notices import DIGEST_WORDS, Digest
from motcua.web.desk.nav import shell_for
from motcua.web.shared.asked import asked
from motcua.web.shared.policy import open_door
from motcua.web.shared.toasts import Toast, say

SLUGS = {"han": Group.CLOCK, "viec": Group.WORK, "thay-doi": Group.CHANGE}
ACTS = [{"value": "chon", "label": "Đánh dấu đã đọc", "icon": "checks", "key": "D"}]
OWN = "what somebody was told is their own"


@open_door(OWN)
def notices(request: HttpRequest) -> HttpResponse:
    """`/nv/thong-bao/`: newest first; `?loc=chua-doc` what is unread, `?nhom=` one group, `?sau=` the next page."""
    staff_id, at = request.actor.staff_id, request.at  # type: ignore[attr-defined]
    group, only_unread = SLUGS.get(asked(request, "nhom")), asked(request, "loc") == "chua-doc"
    since = inbox.visit(staff_id, at=at)
    found = inbox.page(
        staff_id, group=group, only_unread=only_unread, since=since, after=Key.parse(request.GET.get("sau", ""))
    )
    context = {
        "shell": shell_for(request, "notices"),
        "entries": found.entries,
        "since": since,
        "fresh": sum(entry.new and not entry.read for entry in found.entries),
        "acts": ACTS,
        "tabs": _tabs(group, only_unread),
        "only_unread": only_unread,
        "filtered": only_unread or group is not None,
        "back": _address(group, only_unread),
        "more_url": _address(group, only_unread, after=found.after) if found.after else "",
    }
    part = "#rows" if "HX-Request" in request.headers and "sau" in request.GET else ""
    return render(request, f"desk/notices.html{part}", context)


def _address(group: Group | None, only_unread: bool, *, after: Key | None = None) -> str:
    asked_for = {"loc": "chua-doc"} if only_unread else {}
    if group is not None:
        asked_for["nhom"] = next(slug for slug, named in SLUGS.items() if named is group)
    if after is not None:
        asked_for["sau"] = str(after)
    query = urlencode(asked_for)
    return reverse("desk:notices") + (f"?{query}" if query else "")


def _tabs(group: Group | None, only_unread: bool) -> list[tuple[str, str, bool]]:
    """All, and each group: name, address, whether it is the open one."""
    groups: tuple[Group | None, ...] = (None, *SLUGS.values())
    return [(GROUP_WORDS[one] if one else "Tất cả", _address(one, only_unread), one is group) for one in groups]


@open_door(OWN)
def mark(request: HttpRequest) -> HttpResponse:
    """Read: `mo` one and on to its dossier, `act` the chosen ones, `tat-ca` all."""
    staff_id, at = request.actor.staff_id, request.at  # type: ignore[attr-defined]
    back = request.POST.get("back", "")
    back = back if back.startswith(reverse("desk:notices")) else reverse("desk:notices")
    if request.method != "POST":
        return HttpResponseRedirect(back)
    opened = _numbers([request.POST.get("mo", "")])
    if opened:
        inbox.mark_read(staff_id, opened, at=at)
        code = inbox.code_of(staff_id, opened[0])
        return HttpResponseRedirect(reverse("desk:dossier", args=[code]) if code else back)
    chosen = None if "tat-ca" in request.POST else _numbers(request.POST.getlist("thong-bao"))
    read = inbox.mark_read(staff_id, chosen, at=at)
    say(request, Toast(f"Đã đánh dấu {read} thông báo là đã đọc." if read else "Không có thông báo nào chưa đọc."))
    return HttpResponseRedirect(back)


def _numbers(texts: list[str]) -> list[int]:
    """What was sent as numbers of notices; whose they are is asked where they are looked up."""
    return [int(text) for text in texts[: inbox.PAGE * 4] if text.isascii() and text.isdecimal() and len(text) < 19]


class ChoicesForm(forms.Form):
    """How a person wants to be told by e-mail."""

    email = forms.BooleanField(label="Nhận thông báo qua thư điện tử", required=False)
    digest = forms.TypedChoiceField(
        label="Cách gửi",
        coerce=lambda text: Digest(int(text)),
        choices=[(str(int(one)), word) for one, word in DIGEST_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn cách gửi.", "invalid_choice": "Chọn một mục trong danh sách."},
    )
    quiet_from = forms.TimeField(
        label="Không gửi từ",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Nhập giờ có thật, ví dụ 19:00."},
    )
    quiet_until = forms.TimeField(
        label="Đến",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Nhập giờ có thật, ví dụ 06:30."},
    )
    quiet_on_days_off = forms.BooleanField(label="Không gửi vào ngày nghỉ", required=False)


@open_door(OWN)
def choices(request: HttpRequest) -> HttpResponse:
    """`/nv/thong-bao/tuy-chon/`: e-mail or not, at once or once a day, quiet hours."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    kept = preference_of(actor.staff_id)
    names = ("email", "digest", "quiet_from", "quiet_until", "quiet_on_days_off")
    form = ChoicesForm(request.POST or None, initial={name: getattr(kept, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            choose(actor, Choice(**form.cleaned_data))
        except HalfQuiet as fault:
            form.add_error("quiet_until", fault.message)
        else:
            say(request, Toast("Đã lưu cách nhận thông báo."))
            return HttpResponseRedirect(reverse("desk:notices"))
    context = {
        "shell": shell_for(request, "notices"),
        "form": form,
        "address": roster().staff(actor.staff_id).email,
        "sends": has_post(),
        "usual": manner_of(preference_of(0), at),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/notices_choices.html", context, status=status)
