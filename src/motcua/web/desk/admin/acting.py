"""How every form of the administration is answered: shown, refused with everything typed kept, or done once."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from motcua.ledger.models import Event
from motcua.rules.faults import Fault
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of
from motcua.web.models import IdempotencyKey
from motcua.web.shared.errors import status_of
from motcua.web.shared.form_keys import key_of
from motcua.web.shared.idempotency import KEPT, KeyReused, digest_of, owner_of
from motcua.web.shared.toasts import Toast, say

UNSAID = frozenset({"csrfmiddlewaretoken", "idempotency_key"})
AGAIN = "Biểu mẫu này đã được gửi trước đó và chỉ được ghi nhận một lần."


class AdminForm(forms.Form):
    """A form of one command. `faults` leads the code of a refusal to the field that it speaks of."""

    button: ClassVar[str] = "Lưu"
    hint: ClassVar[str] = ""
    danger: ClassVar[bool] = False
    faults: ClassVar[dict[str, str]] = {}

    def field_of(self, fault: Fault) -> str | None:
        """The field that a refusal speaks of; None when it speaks of the whole."""
        return self.faults.get(fault.code)


@dataclass(frozen=True, slots=True)
class Act:
    """What a form is for: where it stands, what it does, what is said when it is done, and where it leads."""

    title: str
    section: str
    back: str
    run: Callable[[], Any]
    said: str = "Đã lưu."
    done: str = ""
    warning: str = ""


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing while it is only shown."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, form: AdminForm, act: Act, **context: Any) -> HttpResponse:
    """GET shows the form; POST runs the act once and leads on. Refusals come back at the field, 422 or 409."""
    if request.method != "POST":
        return form_page(request, form, act, **context)
    refusal = attempt(request, form, act.run)
    if refusal is not None:
        return form_page(request, form, act, status=refusal, **context)
    repeated = getattr(request, "sent_again", False)
    say(request, Toast(AGAIN, kind="warn") if repeated else Toast(act.said))
    return HttpResponseRedirect(act.done or act.back)


def attempt(request: HttpRequest, form: AdminForm, run: Callable[[], Any]) -> int | None:
    """Run the act of a form that was sent; None when it is done, else the status of the refusal."""
    if not form.is_valid():
        return int(HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        run_once(request, run)
    except Fault as fault:
        field = form.field_of(fault)
        form.add_error(field if field in form.fields else None, fault.message)
        return int(HTTPStatus.UNPROCESSABLE_ENTITY) if field else status_of(fault)
    return None


def run_once(request: HttpRequest, run: Callable[[], Any]) -> Any:
    """Run an act in one transaction, once for the key that the form carries; the second time nothing happens.

    Raises KeyReused when the key came before with something else typed, and whatever the act raises.
    """
    key, owner, at = key_of(request), owner_of(actor_of(request)), moment_of(request)
    if key is None:
        with transaction.atomic():
            return run()
    digest = _digest(request)
    if _was_sent(owner, key, digest, request):
        return None
    try:
        with transaction.atomic():
            result = run()
            last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            row = IdempotencyKey(owner=owner, key=key, body_sha256=digest, event_id=last, at=at)
            row.save(force_insert=True)
    except IntegrityError:
        if _was_sent(owner, key, digest, request):
            return None
        raise
    return result


def _was_sent(owner: str, key: str, digest: bytes, request: HttpRequest) -> bool:
    since = moment_of(request) - KEPT
    row = IdempotencyKey.objects.filter(owner=owner, key=key, at__gt=since).first()
    if row is not None and bytes(row.body_sha256) != digest:
        raise KeyReused()
    request.sent_again = row is not None  # type: ignore[attr-defined]
    return row is not None


def _digest(request: HttpRequest) -> bytes:
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in UNSAID)
    return digest_of(actor_of(request), repr((request.path, typed)).encode())


def form_page(request: HttpRequest, form: AdminForm, act: Act, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page of a form."""
    said = {"form": form, "act": act, "title": act.title, **context}
    template = f"{context.get('template', 'form')}.html"
    return admin_page(request, template, said, current=act.section, status=status)


def secret_page(request: HttpRequest, act: Act, *, label: str, secret: str, advice: str) -> HttpResponse:
    """What is shown once and kept nowhere: a first password, a token."""
    said = {"act": act, "title": act.title, "label": label, "secret": secret, "advice": advice}
    return admin_page(request, "secret.html", said, current=act.section)
