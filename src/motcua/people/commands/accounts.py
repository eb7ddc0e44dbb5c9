"""What becomes of an account: passwords, suspension, a lost second factor."""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.models import Account
from motcua.people.permissions import require

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is misread from paper


def new_password() -> str:
    """A first password that can be read aloud: three groups of five."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


@transaction.atomic
def reset_password(account_id: int, *, actor: Actor, at: datetime) -> str:
    """A new first password, returned once and to be changed at the next sign-in. Ends every session of the account."""
    require(actor, Action.ADMINISTER_PEOPLE)
    password = new_password()
    account = Account.objects.get(pk=account_id)
    account.set_password(password)
    account.password_changed_at, account.must_change_password = at, True
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    record(StreamKind.ACCOUNT, account_id, kind="account.reset_password", actor=actor, at=at, facts={})
    return password


@transaction.atomic
def change_password(account: Account, *, actor: Actor, at: datetime) -> None:
    """The owner has chosen a new password (already checked and hashed by the form)."""
    account.password_changed_at, account.must_change_password = at, False
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    record(StreamKind.ACCOUNT, account.pk, kind="account.change_password", actor=actor, at=at, facts={})


@transaction.atomic
def suspend_account(account_id: int, *, actor: Actor, at: datetime) -> None:
    """Nobody signs in with this account until resume_account; open sessions end with their next request."""
    _set_active(account_id, False, "account.suspend", actor, at)


@transaction.atomic
def resume_account(account_id: int, *, actor: Actor, at: datetime) -> None:
    """The account may be used again."""
    _set_active(account_id, True, "account.resume", actor, at)


def _set_active(account_id: int, active: bool, kind: str, actor: Actor, at: datetime) -> None:
    require(actor, Action.ADMINISTER_PEOPLE)
    Account.objects.filter(pk=account_id).update(active=active)
    record(StreamKind.ACCOUNT, account_id, kind=kind, actor=actor, at=at, facts={})
    generation.bump()


@transaction.atomic
def reset_second_factor(account_id: int, *, actor: Actor, at: datetime) -> None:
    """The device is lost: the next sign-in asks to enrol a new one."""
    require(actor, Action.ADMINISTER_PEOPLE)
    Authenticator.objects.filter(user_id=account_id).delete()
    record(StreamKind.ACCOUNT, account_id, kind="account.reset_second_factor", actor=actor, at=at, facts={})


@transaction.atomic
def enrol_second_factor(account_id: int, *, actor: Actor, at: datetime) -> str:
    """Enrol a device on behalf of the owner (demo provinces, provisioning); the secret is returned once."""
    require(actor, Action.ADMINISTER_PEOPLE)
    secret: str = generate_totp_secret()
    Authenticator.objects.filter(user_id=account_id).delete()
    TOTP.activate(Account.objects.get(pk=account_id), secret)
    record(StreamKind.ACCOUNT, account_id, kind="account.enrol_second_factor", actor=actor, at=at, facts={})
    return secret
