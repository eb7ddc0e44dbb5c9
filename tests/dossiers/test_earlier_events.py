"""What the earlier version wrote still verifies, still folds, and is worked on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from motcua.dossiers import facts
from motcua.dossiers.commands import due
from motcua.dossiers.differences import all_differences
from motcua.dossiers.models import Outcome
from motcua.ledger import upcasters
from motcua.ledger.models import Event
from motcua.ledger.upcasters import facts_of, schema_of
from motcua.ledger.verify import verify
from motcua.rules import lifecycle
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import open_step, row, say, to_clerk, to_end, to_leader, to_office
from tests.dossiers.test_dates import storm

NEW = {
    *("papers_sha256", "sets", "return_method", "secret", "number", "issued_on"),
    *("soon_days", "soon_percent"),
    "outcome_kind",
}


@pytest.fixture
def earlier(monkeypatch: pytest.MonkeyPatch):
    """`with earlier():` acts as the version before did: first schemas, fewer facts, notes that make a version."""
    written = facts.Facts.as_facts

    def as_facts(said: facts.Facts) -> dict[str, Any]:
        gone = NEW | ({"parties", "papers"} if isinstance(said, facts.Refused) else set())
        gone |= {"file_sha256"} if isinstance(said, facts.Approved | facts.Finished) else set()
        return {name: value for name, value in written(said).items() if name not in gone}

    @contextmanager
    def acting() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(upcasters, "_LIFTS", {})
            patch.setattr(lifecycle, "NOTING", frozenset())
            patch.setattr(facts.Facts, "as_facts", as_facts)
            patch.setattr(due, "moved_ahead", lambda before, after, at: after)
            yield

    return acting


def test_a_life_of_the_earlier_version_goes_on_in_this_one(province, monday, earlier, after):
    with earlier():
        change = say(Verb.ANNOTATE, to_clerk(province, monday), province.leader, monday, text="Đã gọi")
    assert set(Event.objects.filter(kind__startswith="dossier.").values_list("schema", flat=True)) == {1}
    assert list(all_differences()) == [] and verify() == []
    assert row(change).version == row(change).event_count == 6
    say(Verb.ANNOTATE, change, province.leader, monday, text="Gọi lần nữa")
    finished = row(say(Verb.FINISH, change, province.secretary, after(hours=1)))
    assert (finished.version, finished.event_count) == (7, 8)
    assert list(all_differences()) == [] and verify() == []


def test_an_outcome_of_the_earlier_version_is_compared_in_what_was_said_then(province, monday, earlier, after):
    """Its kind and the file of its result stood in no event; a decision of this version says them again."""
    with earlier():
        before = to_end(province, monday)
    drafted = to_leader(province, after(hours=1))
    with earlier():
        later = to_leader(province, after(hours=1))
    say(Verb.FINISH, say(Verb.APPROVE, later, province.leader, after(hours=2)), province.secretary, after(hours=2))
    assert list(all_differences()) == [] and verify() == []
    Outcome.objects.update(kind=2)
    assert {(found.dossier_id, found.what) for found in all_differences()} == {
        (drafted.dossier.pk, "outcome 1"),
        (later.dossier.pk, "decision 1"),
        (later.dossier.pk, "decision 2"),
    }
    assert before.dossier.pk not in {found.dossier_id for found in all_differences()}


def test_a_date_that_the_earlier_version_counted_again_is_left_as_it_was(province, monday, earlier, after):
    change = to_office(province, monday)
    storm(date(2026, 11, 16), monday)
    with earlier():  # the step's own two hours were over already
        say(Verb.RECOMPUTE_DUE, change, province.control, after(hours=4), document_no="15/QĐ-UBND")
    assert open_step(change).due > after(hours=20)
    assert list(all_differences()) == [] and verify() == []


def test_old_facts_are_lifted_and_not_rewritten(province, monday, earlier):
    with earlier():
        old = to_office(province, monday)
        note = say(Verb.ANNOTATE, old, province.coordinator, monday, text="Đã gọi").event
    assert {schema_of(f"dossier.{kind}") for kind in ("receive", "recompute_due")} == {3}
    assert schema_of("dossier.finish") == 3
    assert {schema_of(f"dossier.{kind}") for kind in ("refuse", "propose", "approve", "annotate")} == {2}
    assert schema_of("dossier.forward") == 1
    assert facts_of(Event.objects.get(pk=note.pk))["made_version"] is True
    assert "made_version" not in Event.objects.get(pk=note.pk).facts
