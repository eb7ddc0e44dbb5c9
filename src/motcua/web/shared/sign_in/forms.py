"""The forms of the sign-in: allauth's, with our labels and our sentences."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from motcua.ledger.actor import Actor
from motcua.people import commands
from motcua.people.sign_in import AccountAdapter, take_code
from motcua.web.shared.clock import now

CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "maxlength": "9",
    "class": "input input--code",
}


class SignInForm(LoginForm):
    """Login and password. A suspended account hears so only with the right password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "Tên đăng nhập", "Mật khẩu"
        login.error_messages["required"] = "Nhập tên đăng nhập"
        password.error_messages["required"] = "Nhập mật khẩu"
        password.help_text = ""
        login.widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        )
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.user is not None and not self.user.is_active:
            raise AccountAdapter().validation_error("account_inactive")
        return cleaned


class CodeForm(AuthenticateForm):
    """The six digits of the telephone, each of them once."""

    code = forms.CharField(
        label="Mã trên điện thoại",
        help_text="6 chữ số trong ứng dụng tạo mã, đổi sau mỗi 30 giây",
        error_messages={"required": "Nhập mã có 6 chữ số"},
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES | {"autofocus": True}),
    )

    def clean_code(self) -> str:
        digits = "".join(ch for ch in self.cleaned_data["code"] if ch.isdigit())
        self.cleaned_data["code"] = digits
        code = super().clean_code()
        if not take_code(self.user, code):
            raise AccountAdapter().validation_error("incorrect_code")
        return code


class EnrolForm(ActivateTOTPForm):
    """The first code of a new device."""

    code = forms.CharField(
        label="Mã đầu tiên",
        help_text="6 chữ số mà ứng dụng hiện ra sau khi quét",
        error_messages={"required": "Nhập mã có 6 chữ số"},
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
    )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(ch for ch in self.cleaned_data["code"] if ch.isdigit())
        return super().clean_code()


class PasswordForm(ChangePasswordForm):
    """The old password and twice the new one."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        words = {"oldpassword": "Mật khẩu hiện tại", "password1": "Mật khẩu mới", "password2": "Nhập lại mật khẩu mới"}
        for name, label in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = f"Nhập {label.lower()}"
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = "Ít nhất 10 ký tự, có chữ, không phải mật khẩu thông dụng"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = self.cleaned_data.get("password1")
        if new and new == self.cleaned_data.get("oldpassword"):
            self.add_error("password1", "Mật khẩu mới phải khác mật khẩu hiện tại")
        return cleaned

    def save(self) -> None:
        self.user.set_password(self.cleaned_data["password1"])
        commands.change_password(self.user, actor=self.actor, at=now())
