"""What lies beyond the bounds of an order leaves the API as a problem document, and nothing has happened."""

import json

import pytest

from motcua.dossiers.bounds import longest, range_of
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Dossier
from motcua.ledger.models import Event
from motcua.web.api.examples import EXAMPLES
from tests.dossiers.test_bounds import ALL, WRONG_NUMBERS, Place, label_of

WORDS = {"Dài quá mức cho phép.", "Nhỏ hơn mức cho phép.", "Lớn hơn mức cho phép."}
VERBS = [verb for verb, command in COMMANDS.items() if not command.creates]


def body_with(place: Place, value: object) -> dict[str, object]:
    """The example of the verb with this value in this place."""
    body = json.loads(json.dumps(EXAMPLES[str(place.verb)]["example"]["value"]))
    if place.listed:
        line = (body.get(place.path) or [{}])[0] | {place.listed: value}
        return body | {place.path: [line]}
    *above, last = place.path.split(".")
    inside = body
    for name in above:
        inside[name] = inside.get(name) or {"name": "Hoàng Thị Thu Hà"}
        inside = inside[name]
    inside[last] = value
    return body


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_a_field_beyond_its_bounds_is_named_and_nothing_happens(province, machine, clock, moment, verb):
    clock.set("2026-11-16T09:10")
    dossier = province.receive(moment("2026-11-16T09:00")).dossier
    before = Event.objects.count()
    for place in (place for place in ALL if place.verb is verb and place.hint in (str, int)):
        for value in wrong_values(place):
            answer = machine.post(
                f"/dossiers/{dossier.code}/{verb}/", body_with(place, value), province.clerk_at_desk, version=1
            )
            assert answer.status_code == 422, (label_of(place), answer.content)
            where = place.listed or place.path
            (words,) = [one["message"] for one in answer.json()["errors"] if one["where"].endswith(where)]
            assert words in WORDS, label_of(place)
    assert Event.objects.count() == before
    assert Dossier.objects.get(pk=dossier.pk).version == dossier.version


def wrong_values(place: Place) -> tuple[object, ...]:
    name = place.field.name
    if place.hint is str:
        return ("x" * (longest(place.owner, name) + 1), "x" * 100_000)
    least, most = range_of(place.owner, name)
    return tuple(number for number in (least - 1, most + 1, *WRONG_NUMBERS) if not least <= number <= most)
