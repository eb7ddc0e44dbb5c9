"""Old facts in today's shape."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.ledger import sequencer, upcasters
from motcua.ledger.models import Event
from motcua.ledger.places import places_after
from motcua.ledger.upcasters import UnknownSchema, facts_of, schema_of, upcaster
from motcua.ledger.verify import verify
from tests.ledger.conftest import write

KIND = "staff.move"


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(upcasters, "_LIFTS", {})
    yield


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("registry")]


def test_an_old_event_is_read_in_todays_shape_and_stays_as_it_was_written() -> None:
    old = write(1, KIND, desk="12", secret_kept=False)

    @upcaster(KIND, 1)
    def desk_became_unit(facts: dict[str, Any]) -> dict[str, Any]:
        facts["unit_id"] = int(facts.pop("desk"))
        return facts

    @upcaster(KIND, 2)
    def one_became_many(facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "units": [facts["unit_id"]]}

    new = write(1, KIND, unit_id=13, units=[13])
    assert (old.schema, new.schema, schema_of(KIND)) == (1, 3, 3)
    assert facts_of(old) == {"unit_id": 12, "units": [12], "secret_kept": False}
    assert facts_of(new) == {"unit_id": 13, "units": [13]}
    assert Event.objects.get(pk=old.pk).facts == {"desk": "12", "secret_kept": False}
    sequencer.place()
    ours = [place for place in places_after(0, limit=9) if place.event.kind == KIND]
    assert [place.facts["units"] for place in ours] == [[12], [13]]
    assert verify() == []


def test_a_step_may_not_be_skipped() -> None:
    with pytest.raises(ValueError, match="starts from schema 1"):
        upcaster(KIND, 2)(lambda facts: facts)


def test_an_event_of_a_newer_version_is_not_guessed_at() -> None:
    event = write(1, KIND)
    event.schema = 2
    with pytest.raises(UnknownSchema):
        facts_of(event)
