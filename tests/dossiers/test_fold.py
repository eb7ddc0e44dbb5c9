"""The events alone say what every row is; whoever changes a row by hand is found out by name."""

import json
import re

import pytest
from django.db import connection

from motcua.dossiers.differences import all_differences, differences
from motcua.dossiers.models import Dossier, DueChange, Note, Party
from motcua.ledger.models import Event
from motcua.ledger.verify import verify
from motcua.people.models import Staff
from tests.dossiers.acts import to_clerk, to_end
from tests.dossiers.walking import Walk


@pytest.mark.parametrize("seed", range(2))
def test_random_lives_are_what_their_events_say(province, monday, seed):
    walk = Walk(province, seed, monday)
    walk.go(120)
    assert [str(found) for found in all_differences()] == []
    assert verify() == []
    done = {verb for verb, well in walk.said if well}
    assert len(done) > 5, walk.said
    assert sum(count for (_verb, well), count in walk.said.items() if not well) > 20
    assert Event.objects.filter(kind__startswith="dossier.").count() == sum(
        count for (_verb, well), count in walk.said.items() if well
    )
    assert_facts_name_nobody()


def assert_facts_name_nobody() -> None:
    """No name, number, address or free text of any row stands in any event of a dossier."""
    spoken = set(Note.objects.values_list("text", flat=True)) | set(Staff.objects.values_list("name", flat=True))
    for columns in Party.objects.values_list("name", "identity_no", "phone", "email", "address"):
        spoken |= set(columns)
    facts = json.dumps(
        list(Event.objects.filter(kind__startswith="dossier.").values_list("facts", flat=True)), ensure_ascii=False
    )
    assert [text for text in spoken if text and text in facts] == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE dossier SET state = 10, national_state = 10", "state"),
        ("UPDATE dossier SET legal_due = legal_due + {day}, promised_due = promised_due + {day}", "legal_due"),
        ("UPDATE dossier SET promised_due = promised_due + {day}", "promised_due"),
        ("UPDATE dossier SET late_at = late_at + {day}", "late_at"),
        ("UPDATE dossier SET soon_from = soon_from - {day}", "soon_from"),
        ("UPDATE dossier SET received_at = received_at - {day}", "received_at"),
        ("UPDATE dossier SET holder_id = NULL, holder_unit_id = receiving_unit_id", "holder_unit_id"),
        ("UPDATE dossier SET counted = {false}", "counted"),
        ("UPDATE dossier SET register_no = 99", "register_no"),
        ("UPDATE dossier SET version = 1", "version"),
        ("UPDATE dossier SET event_count = 3", "event_count"),
        ("UPDATE dossier SET clock = 3", "clock"),
        ("UPDATE step SET due = due + {day}, sort_due = sort_due + {day} WHERE no = 2", "step 2"),
        ("UPDATE step SET used_minutes = 1 WHERE no = 2", "step 2"),
        ("UPDATE step SET person_id = (SELECT max(id) FROM staff) WHERE no = 3", "step 3"),
        ("UPDATE step SET sort_due = sort_due + {day} WHERE no = 5", "step 5"),
        ("UPDATE step SET timing = 3 WHERE no = 1", "step 1"),
        ("DELETE FROM step WHERE no = 2", "step 2"),
        ("UPDATE clock_segment SET from_at = from_at - {day}", "segment 1"),
        ("UPDATE clock_segment SET kind = 3", "segment 1"),
        ("DELETE FROM clock_segment", "segment 1"),
    ],
)
def test_a_row_changed_by_hand_is_named(province, monday, statement, what):
    change = to_clerk(province, monday)
    with connection.cursor() as cursor:
        cursor.execute(_in_this_database(statement))
        assert cursor.rowcount == 1
    assert what in {found.what for found in differences([change.dossier.pk])}


def _in_this_database(statement: str) -> str:
    if connection.vendor == "postgresql":
        return statement.format(day="interval '1 day'", false="false")
    moved = re.sub(r"(\w+) ([+-]) \{day\}", r"datetime(\1, '\g<2>1 day')", statement)
    return moved.format(false="0")


def test_a_date_laid_under_by_hand_is_named(province, monday, after):
    change = to_end(province, monday)
    DueChange(
        dossier=change.dossier, seq=99, kind=4, at=monday, late_before=after(days=1), legal_after=after(days=30)
    ).save(force_insert=True)
    assert {found.what for found in differences([change.dossier.pk])} == {"due_change 2"}


def test_a_dossier_without_events_and_events_without_a_dossier_are_named(province, monday):
    change = province.receive(monday)
    twin = Dossier.objects.get(pk=change.dossier.pk)
    twin.pk, twin.code, twin.reference = None, "H99.27-261116-0777", "00000000"
    twin.save(force_insert=True)
    assert [(found.code, found.what) for found in all_differences()] == [
        ("H99.27-261116-0777", "dossier"),
        ("H99.27-261116", "serial"),
    ]
    assert [found.what for found in differences([change.dossier.pk, 5])] == ["dossier"]
