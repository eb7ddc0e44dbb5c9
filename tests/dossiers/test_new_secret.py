"""A new secret: who has brought a dossier before is found by his number all the same, and machines go on calling."""

import pytest
from django.db.models import Q

from motcua.config.diagnoses import Health, examine
from motcua.config.env import SECRETS, kept_secrets
from motcua.config.rotation import Key, rotate
from motcua.dossiers import fingerprints
from motcua.dossiers.duplicates import duplicates
from motcua.dossiers.search import find
from motcua.ledger import keys
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.actions import ClientScope
from motcua.people.tokens import BadToken, find_client

pytestmark = pytest.mark.django_db

NUMBER = "999187002416"


@pytest.fixture
def start(settings, tmp_path, monkeypatch):
    """Start the processes of the house again, with the secrets that lie in its data directory."""
    monkeypatch.delenv("MOTCUA_SECRET_KEY")
    settings.DATA_DIRECTORY = tmp_path
    keys.forget_keys()

    def again() -> None:
        *settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = secrets = kept_secrets(tmp_path)
        settings.FIRST_SECRET = secrets[0]
        fingerprints._key.cache_clear()

    again()
    yield again
    keys.forget_keys()
    fingerprints._key.cache_clear()


@pytest.fixture
def life(start, province, monday):
    """Today's dossier of a person and today's token of a machine."""
    scopes = frozenset({ClientScope.READ})
    client, token = commands.create_client("Kho", unit_id=province.desk.pk, scopes=scopes, actor=SYSTEM, at=monday)
    return province.receive(monday).dossier, client, token


def test_after_a_rotation_old_dossiers_are_found_by_number_and_tokens_still_open(start, life, province, monday):
    dossier, client, token = life
    rotate(Key.SECRET, at=monday)
    start()
    new = province.receive(monday).dossier
    assert {row.pk for row in find(NUMBER, Q())} == {dossier.pk, new.pk}
    assert {row.code for row in duplicates(NUMBER, "1.001612", at=monday)} == {dossier.code, new.code}
    assert find_client(token, at=monday).id == client.pk


def test_the_doctor_says_when_the_first_secret_is_lost(start, life, settings, monday):
    def said() -> list[Health]:
        return [found.health for found in examine(at=monday) if found.name == "settings.first_secret"]

    assert said() == []
    (settings.DATA_DIRECTORY / SECRETS).write_text("w" * 64 + "\n")
    start()
    assert said() == [Health.BAD]
    assert list(find(NUMBER, Q())) == []
    with pytest.raises(BadToken):
        find_client(life[2], at=monday)
