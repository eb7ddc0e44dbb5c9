"""What names a document holds a letter or a digit: a dot is no number of anything."""

from dataclasses import fields

import pytest

from motcua.dossiers.bounds import NUMBERED, NotADocumentNumber
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.orders import FinishOrder, PauseOrder
from motcua.rules.codes import SegmentCause
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import refused, say, to_clerk, to_officer

NUMBERS = [
    (verb, one.name)
    for verb, command in COMMANDS.items()
    for one in fields(command.order)
    if one.metadata.get("limit") == NUMBERED
]
NONE = (".", "-", "…", "/ /", "--//--", "“”", "№", " " * 60 + ".")


def test_every_document_that_a_verb_rests_on_is_numbered_so():
    named = {
        (verb, one.name)
        for verb, command in COMMANDS.items()
        for one in fields(command.order)
        if one.name.endswith("_no")
    }
    assert named | {(Verb.FINISH, "number")} == set(NUMBERS) and len(named) == 6


@pytest.mark.parametrize(("verb", "name"), NUMBERS)
@pytest.mark.parametrize("text", NONE)
def test_signs_alone_are_no_number(verb, name, text):
    order = COMMANDS[verb].order
    others = {one.name: None for one in fields(order) if one.name != name}
    with pytest.raises(NotADocumentNumber) as caught:
        order(**others | {name: text})
    label = next(one.metadata["label"] for one in fields(order) if one.name == name)
    assert str(caught.value) == f"{label} phải có chữ hoặc chữ số. Kiểm tra lại rồi lưu."


@pytest.mark.parametrize("text", ["", "  ", "7", "12/QĐ-UBND", "Số: 03", "A.", "Không số"])
def test_anything_with_a_letter_or_a_digit_is_one_and_nothing_is_nothing(text):
    assert PauseOrder(cause=SegmentCause.POSTING, document_no=text) and FinishOrder(number=text)


def test_force_majeure_is_not_found_by_a_dot(province, monday):
    change = to_officer(province, monday)
    with refused(NotADocumentNumber, "phải có chữ hoặc chữ số"):
        say(Verb.PAUSE, change, province.leader, monday, cause=SegmentCause.FORCE_MAJEURE, document_no=".")
    with refused(NotADocumentNumber, "Số kết quả"):
        say(Verb.FINISH, to_clerk(province, monday), province.secretary, monday, number="-")
