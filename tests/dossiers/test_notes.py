"""A note touches nothing that another could have typed: it asks for no version of the dossier and makes none."""

from motcua.dossiers import orders
from motcua.dossiers.change import StaleVersion
from motcua.dossiers.commands import COMMANDS, annotate, forward
from motcua.dossiers.differences import all_differences
from motcua.ledger.verify import verify
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import refused, row, say


def test_a_note_leaves_the_version_and_lengthens_the_chain(province, monday):
    change = province.receive(monday)
    noted = row(
        annotate(str(change.dossier), orders.AnnotateOrder(text="Đã gọi"), actor=province.head_of_desk, at=monday)
    )
    assert (noted.version, noted.event_count) == (1, 2)
    assert list(all_differences()) == [] and verify() == []


def test_who_opened_the_form_before_the_note_may_still_act(province, monday):
    change = province.receive(monday)
    say(Verb.ANNOTATE, change, province.head_of_desk, monday, text="Chờ chị Mai")
    moved = forward(str(change.dossier), orders.ForwardOrder(), actor=province.clerk_at_desk, at=monday, expected=1)
    assert (moved.dossier.version, moved.event.seq) == (2, 3)
    with refused(StaleVersion):
        forward(str(change.dossier), orders.ForwardOrder(), actor=province.coordinator, at=monday, expected=1)
    assert list(all_differences()) == []


def test_every_verb_but_the_note_asks_for_a_version_and_makes_one(province, monday):
    assert {verb for verb, command in COMMANDS.items() if not command.guarded} == {Verb.ANNOTATE}
