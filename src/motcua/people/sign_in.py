"""Signing in with password and one-time code, through allauth: the backend, and the two adapters in our words."""

import base64
import time
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache as shared_cache
from django.db.models import BigIntegerField, Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.ledger import generation
from motcua.ledger.models import Installation
from motcua.people.models import Account
from motcua.rules.faults import Fault

HOME = "/nv/"
SIGN_IN = "/nv/dang-nhap/"


class NoSecondFactor(Fault):
    """The account has no device for one-time codes."""

    code = "no_second_factor"
    sentence = "Tài khoản “{login}” chưa đăng ký thiết bị tạo mã."


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds the account of a session together with the generation and the second factor, in ONE statement."""

    def get_user(self, user_id: Any) -> Account | None:
        """The active account of a session, with `enrolled` (has a second factor); notes the generation."""
        number = Installation.objects.filter(pk=1).values("generation")[:1]
        devices = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
        account = (
            Account.objects.filter(pk=user_id)
            .annotate(generation=Subquery(number, output_field=BigIntegerField()), enrolled=Exists(devices))
            .first()
        )
        if account is None or not account.active:
            return None
        generation.note(account.generation or 0)
        return account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account pages in our words. Nobody signs up: accounts are opened by people.commands."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đang bị khóa. Đề nghị quản trị đơn vị mở lại.",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng. Nhập lại.",
        "incorrect_code": "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại.",
        "too_many_login_attempts": "Đã nhập sai quá nhiều lần. Thử lại sau 15 phút hoặc gọi quản trị đơn vị.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock rồi nhập lại.",
        "rate_limited": "Đã nhập sai quá nhiều lần. Thử lại sau 15 phút hoặc gọi quản trị đơn vị.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return SIGN_IN

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our views say what is worth saying."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: accounts have no mail address."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The one-time code: the secret is kept encrypted, the QR is drawn by segno in the view."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại."
    }

    def get_totp_issuer(self) -> str:
        return "Một cửa"

    def build_totp_svg(self, url: str) -> str:
        return ""

    def encrypt(self, text: str) -> str:
        return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        boxes = MultiFernet([_box(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])
        return boxes.decrypt(encrypted_text.encode()).decode()


@cache
def _box(secret: str) -> Fernet:
    key = salted_hmac("motcua.people.sign_in", "totp", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def lock_anew() -> int:
    """Put the secrets of second factors that lie under an earlier secret of this house under today's; how many."""
    adapter, moved = SecondFactorAdapter(), 0
    for device in Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk"):
        locked = device.data["secret"]
        try:
            _box(settings.SECRET_KEY).decrypt(locked.encode())
        except InvalidToken:
            device.data["secret"] = adapter.encrypt(adapter.decrypt(locked))
            device.save(update_fields=["data"])
            moved += 1
    return moved


def used_codes_key(account_id: int, code: str) -> str:
    """Under which the shared cache remembers a code that was used, for as long as it would be accepted."""
    return f"totp.used:{account_id}:{code}"


def take_code(account: AbstractBaseUser, code: str) -> bool:
    """Whether this code is used for the first time. Remembered over the whole tolerance, unlike allauth's own mark."""
    seconds = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
    return bool(shared_cache.add(used_codes_key(account.pk, code), 1, timeout=seconds))


def current_code(login: str) -> str:
    """A one-time code that this account can sign in with now: computed from its own secret, as a telephone does.

    The code of the running half minute, or the next one (within the tolerance) when that was used already. Only the
    shell of a demonstration asks. Raises NoSecondFactor.
    """
    device = Authenticator.objects.filter(user__login=login, type=Authenticator.Type.TOTP).first()
    if device is None:
        raise NoSecondFactor(login=login)
    secret = SecondFactorAdapter().decrypt(TOTP(device).instance.data["secret"])
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    codes = [format_hotp_value(hotp_value(secret, counter + step)) for step in (0, 1)]
    fresh = (code for code in codes if shared_cache.get(used_codes_key(device.user_id, code)) is None)
    return str(next(fresh, codes[-1]))
