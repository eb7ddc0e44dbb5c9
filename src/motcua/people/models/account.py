"""What somebody signs in with; allauth and Django's sessions look here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from motcua.rules.organisation import AccountKind


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by login; making one is a verb of people.commands."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of a login, as Django asks for it. Raises Account.DoesNotExist."""
        return self.get(login=username)


class Account(AbstractBaseUser):
    """What somebody signs in with. Who the person is stands in Staff; what they may do, in their postings."""

    login = models.CharField(max_length=64, unique=True)
    active = models.BooleanField(default=True)
    kind = models.SmallIntegerField(default=AccountKind.STAFF)
    password_changed_at = models.DateTimeField(null=True)
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's and allauth's word for `active`."""
        return self.active
