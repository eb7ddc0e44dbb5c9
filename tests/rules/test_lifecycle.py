"""The table of states and verbs (Decree 61/2018 Art. 14–20), walked line by line."""

import pytest

from motcua.rules.lifecycle import (
    NODE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    TABLE,
    TERMINAL,
    VERB_WORDS,
    NodeKind,
    Role,
    State,
    Verb,
    WrongState,
    WrongStep,
    fits_clock,
    needs_step,
    step,
    verbs_in,
)


def test_every_state_verb_role_and_kind_of_step_has_its_words():
    assert set(STATE_WORDS) == set(State)
    assert set(VERB_WORDS) == set(Verb)
    assert set(NODE_WORDS) == set(NodeKind)
    assert set(ROLE_WORDS) == set(Role)


def test_states_carry_their_national_code_but_a_receipt_undone_has_none():
    assert [state.national for state in State] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, None]


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.source} {line.verb}")
def test_every_line_of_the_table_leads_where_it_says(line):
    for at in line.at or (None, *NodeKind):
        assert step(line.source, line.verb, at=at) is line.target


def test_what_the_table_does_not_name_is_refused():
    known = {(line.source, line.verb): line for line in TABLE}
    for source in (None, *State):
        for verb in Verb:
            line = known.get((source, verb))
            for at in (None, *NodeKind):
                if line is None:
                    with pytest.raises(WrongState):
                        step(source, verb, at=at)
                elif line.at is not None and at not in line.at:
                    with pytest.raises(WrongStep):
                        step(source, verb, at=at)


def test_one_state_and_one_verb_lead_to_one_state():
    assert len({(line.source, line.verb) for line in TABLE}) == len(TABLE)


def test_a_dossier_that_ended_moves_no_more():
    assert all(line.target is line.source for line in TABLE if line.source in TERMINAL)


def test_a_wrong_verb_is_refused_with_the_state_in_words():
    with pytest.raises(WrongState, match="chưa có"):
        step(None, Verb.FORWARD, at=None)
    with pytest.raises(WrongState, match="Đã trả kết quả"):
        step(State.RETURNED, Verb.FORWARD, at=None)
    with pytest.raises(WrongStep, match="không có bước nào"):
        step(State.PROCESSING, Verb.APPROVE, at=None)
    with pytest.raises(WrongStep, match="Thẩm định"):
        step(State.PROCESSING, Verb.APPROVE, at=NodeKind.WORK)


def test_the_screens_ask_the_table_what_may_be_done():
    assert Verb.APPROVE in verbs_in(State.PROCESSING, at=NodeKind.APPROVE)
    assert Verb.APPROVE not in verbs_in(State.PROCESSING, at=NodeKind.WORK)
    assert verbs_in(State.RETURNED, at=None) == (Verb.ANNOTATE,)


def test_only_verbs_at_a_step_need_one():
    assert needs_step(Verb.FORWARD)
    assert not needs_step(Verb.ANNOTATE)


def test_while_the_clock_stands_one_may_go_on_and_nothing_else_of_the_work():
    assert fits_clock(Verb.RESUME, stands=True) and not fits_clock(Verb.RESUME, stands=False)
    assert not fits_clock(Verb.FORWARD, stands=True) and fits_clock(Verb.FORWARD, stands=False)
    assert fits_clock(Verb.ANNOTATE, stands=True) and not fits_clock(Verb.PAUSE, stands=True)
