"""The pages of the sign-in: password, one-time code, first telephone, new password, choice of the posting."""

from typing import Any

import segno
from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from motcua.ledger.actor import Actor, ActorKind
from motcua.people.actors import postings_of_account
from motcua.people.models import Account
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.people.sign_in import HOME
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.web.shared.clock import now
from motcua.web.shared.session_actor import POSTING_KEY, SEEN_KEY, password_days_left
from motcua.web.shared.shell import PostingChoice
from motcua.web.shared.sign_in.forms import CodeForm, EnrolForm, PasswordForm, SignInForm
from motcua.web.shared.toasts import Toast, say


class SignIn(LoginView):
    """Login and password."""

    template_name = "shared/sign_in/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["ended"] = self.request.GET.get("het") == "phien"
        context["minutes"] = read("session_minutes", on=legal_day(self.request.at))
        return context

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        _begin(self.request)
        return response


class Code(AuthenticateView):
    """The one-time code."""

    template_name = "shared/sign_in/code.html"
    form_class = CodeForm

    def form_valid(self, form: CodeForm) -> HttpResponse:
        response = super().form_valid(form)
        _begin(self.request)
        return response


class Enrol(ActivateTOTPView):
    """The first sign-in: the telephone learns the secret from a picture, and proves it with a code."""

    template_name = "shared/sign_in/enrol.html"
    form_class = EnrolForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.enrolled:
            return HttpResponseRedirect(HOME)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        picture = segno.make(context["totp_url"], error="m").svg_inline(scale=5, border=4)
        secret = context["form"].secret.rstrip("=")
        groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        return context | {"picture": mark_safe(picture), "secret": groups}

    def get_success_url(self) -> str:
        say(self.request, Toast("Đã đăng ký thiết bị tạo mã. Từ lần sau, đăng nhập cần mã trên điện thoại."))
        return HOME


class Password(PasswordChangeView):
    """A password of one's own, at the first sign-in, when the old one has aged, or at will."""

    template_name = "shared/sign_in/password.html"
    form_class = PasswordForm
    success_url = HOME

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"actor": self.request.actor or _owner(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.request.user
        forced = account.must_change_password or password_days_left(account, self.request) == 0
        return super().get_context_data(**kwargs) | {"forced": forced, "home": HOME}

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        form.save()
        update_session_auth_hash(self.request, form.user)
        say(self.request, Toast("Đã đổi mật khẩu."))
        return HttpResponseRedirect(HOME)


class SignOut(LogoutView):
    """Ends the session, by POST; GET asks."""

    template_name = "shared/sign_in/sign_out.html"
    extra_context = {"home": HOME}


@require_http_methods(["GET", "POST"])
def choose_posting(request: HttpRequest) -> HttpResponse:
    """A person with several postings says in which one she works now; the session keeps it."""
    on = legal_day(request.at)
    postings = postings_of_account(request.user.pk, on=on)
    chosen = next((p for p in postings if str(p.id) == request.POST.get("posting")), None)
    if chosen is not None:
        request.session[POSTING_KEY] = chosen.id
        return HttpResponseRedirect(_safe(request, request.POST.get("next", "")))
    context = {
        "choices": posting_choices(request),
        "next": _safe(request, request.GET.get("next", "")),
        "missing": request.method == "POST",
    }
    return render(request, "shared/sign_in/choose.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def keep_alive(request: HttpRequest) -> HttpResponse:
    """The answer to "Tiếp tục làm việc": the posting of this browser, and a token for the forms of the page."""
    request.session[SEEN_KEY] = request.at.timestamp()
    response = JsonResponse({"who": str(request.actor.posting_id), "token": get_token(request)})
    response["Cache-Control"] = "no-store"
    return response


def posting_choices(request: HttpRequest) -> tuple[PostingChoice, ...]:
    """The postings of the person at the screen, for the switch in the frame and the page of choice."""
    on = legal_day(request.at)
    current = request.actor.posting_id if request.actor else None
    return tuple(
        PostingChoice(
            key=str(posting.id),
            role=ROLE_WORDS[posting.role],
            unit=roster().unit(posting.unit_id, on).name,
            current=posting.id == current,
        )
        for posting in postings_of_account(request.user.pk, on=on)
    )


def _begin(request: HttpRequest) -> None:
    """The person is in (or still owes the code): the pause counts from here, and an ageing password is announced."""
    if not request.user.is_authenticated:
        return
    at = now()
    account = request.user
    request.session[SEEN_KEY] = at.timestamp()
    if account.password_changed_at is None:
        Account.objects.filter(pk=account.pk).update(password_changed_at=at)
        return
    left = password_days_left(account, request)
    if left is not None and 0 < left <= read("password_warning_days", on=legal_day(at)):
        text = f"Mật khẩu của bạn hết hạn sau {left} ngày."
        say(request, Toast(text, kind="warn", seconds=12, url="/nv/doi-mat-khau/", action="Đổi mật khẩu"))


def _owner(account: Account) -> Actor:
    """The owner of an account before any posting is chosen."""
    person = roster().staff_of_account(account.pk)
    return Actor(kind=ActorKind.STAFF, account_id=account.pk, staff_id=person.id if person else None)


def _safe(request: HttpRequest, url: str) -> str:
    """An address of our own staff pages, else the home page."""
    local = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if local and url.startswith("/nv/") else HOME
