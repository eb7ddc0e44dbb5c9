"""New keys: what was signed with the old ones still verifies, also elsewhere, and people go on signing in."""

import json

import pytest

from tests.config.houses import empty_house
from tests.config.test_backups import ACT

pytestmark = pytest.mark.django_db

EVENTS = """
from motcua.ledger.models import Event
print([event.facts for event in Event.objects.filter(kind="installation.rotate_key").order_by("seq")])
"""
ENROL = """
from datetime import UTC, datetime
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
at = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
staff = commands.hire_staff("Lò Thị Ba", login="ba.lt", actor=SYSTEM, at=at, password="khong-the-doan-ra")
commands.enrol_second_factor(staff.account_id, actor=SYSTEM, at=at)
"""
LOOK = """
from django.conf import settings
from allauth.mfa.models import Authenticator
from motcua.dossiers.fingerprints import fingerprint
from motcua.people.sign_in import SecondFactorAdapter
from motcua.people.tokens import token_hmac
device = Authenticator.objects.get()
print(SecondFactorAdapter().decrypt(device.data["secret"]), fingerprint("identity", "1").hex(), token_hmac("t").hex())
"""
LOCKED = "from allauth.mfa.models import Authenticator; print(Authenticator.objects.get().data['secret'])"


def test_a_ledger_with_new_keys_verifies_also_after_a_restore(house, tmp_path):
    house.python(ACT)
    house.motcua("worker", "--once")
    for key in ("chain", "checkpoint"):
        assert "số 2" in house.motcua("ledger", "rotate-key", "--key", key)
    house.python(ACT)
    house.motcua("worker", "--once")
    report = json.loads(house.motcua("ledger", "verify", "--json"))
    assert report == {"events": 12, "sound": True, "findings": []}
    assert "'key': 'chain', 'number': 2" in house.python(EVENTS)
    assert len(json.loads(house.motcua("ledger", "status", "--json"))["public_keys"]) == 2
    house.motcua("backup", tmp_path / "all.tar")
    with empty_house(tmp_path / "other") as other:
        assert "12 sự kiện, sổ nguyên vẹn" in other.motcua("restore", tmp_path / "all.tar")
    old = (house.data / "ledger.key").read_text().splitlines()
    (house.data / "ledger.key").write_text(old[-1] + "\n")
    assert "Thiếu khóa" in house.motcua("ledger", "verify", code=1)


def test_a_new_secret_keeps_second_factors_fingerprints_and_tokens(house):
    house.python(ENROL)
    before, locked = house.python(LOOK), house.python(LOCKED)
    said = json.loads(house.motcua("ledger", "rotate-key", "--key", "secret", "--json"))
    assert said == {"key": "secret", "number": 2}
    assert (house.data / "secret.key").stat().st_mode & 0o077 == 0
    assert house.python(LOOK) == before
    assert "1 thiết bị" in house.motcua("prepare")
    assert house.python(LOCKED) != locked
    assert house.python(LOOK) == before
    assert house.motcua("prepare") == ""


def test_a_secret_of_the_environment_is_not_rotated_here(house):
    house.environment["MOTCUA_SECRET_KEY"] = "x" * 40
    said = house.motcua("ledger", "rotate-key", "--key", "secret", code=1)
    assert "MOTCUA_SECRET_KEY " in said and "MOTCUA_SECRET_KEYS_BEFORE" in said


def test_a_secret_of_the_environment_is_changed_there_and_everything_is_still_found(house):
    house.environment["MOTCUA_SECRET_KEY"] = "x" * 40
    house.python(ENROL)
    before = house.python(LOOK)
    house.environment |= {"MOTCUA_SECRET_KEY": "z" * 40, "MOTCUA_SECRET_KEYS_BEFORE": f"{'x' * 40} {'y' * 40}"}
    assert "1 thiết bị" in house.motcua("prepare")
    assert house.python(LOOK) == before


def test_the_command_says_what_keeps_the_first_secret(house):
    said = house.motcua("ledger", "rotate-key", "--key", "secret")
    assert "vẫn dùng khóa bí mật đầu tiên" in said and "cấp lại mã truy cập API" in said
    assert "khóa bí mật đầu tiên" not in house.motcua("ledger", "rotate-key", "--key", "chain")
