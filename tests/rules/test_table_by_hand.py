"""The table of states and verbs once more, written out by hand from Decree 61/2018: no line comes or goes by accident.

Each line: in this state, this verb, to that state; behind the colon the kinds of step at which it may be said.
"""

from motcua.rules.lifecycle import (
    BY_ROLE_OF_STEP,
    NEEDS_RUNNING_CLOCK,
    NOTING,
    TABLE,
    TERMINAL,
    NodeKind,
    State,
    Verb,
    fits_clock,
    needs_step,
    verbs_in,
)

LINES = """
- receive RECEIVED
- refuse REFUSED

RECEIVED undo_receive ANNULLED: INTAKE
RECEIVED forward PROCESSING: INTAKE
RECEIVED finish SETTLED: INTAKE
RECEIVED correct_details RECEIVED
RECEIVED annotate RECEIVED
RECEIVED recompute_due RECEIVED
RECEIVED correct_due RECEIVED
RECEIVED withdraw WITHDRAWN
RECEIVED draft_apology RECEIVED
RECEIVED sign_apology RECEIVED
RECEIVED send_apology RECEIVED

PROCESSING forward PROCESSING: SEAL TASK WORK
PROCESSING assign PROCESSING: APPROVE NUMBER SEAL TASK WORK
PROCESSING send_back PROCESSING: APPROVE NUMBER SEAL TASK WORK
PROCESSING judge_paper PROCESSING: TASK WORK
PROCESSING propose PROCESSING: TASK WORK
PROCESSING approve PROCESSING: APPROVE
PROCESSING finish SETTLED: APPROVE NUMBER SEAL
PROCESSING decline STOPPED: APPROVE
PROCESSING correct_details PROCESSING
PROCESSING annotate PROCESSING
PROCESSING recompute_due PROCESSING
PROCESSING correct_due PROCESSING
PROCESSING propose_supplement PROCESSING: TASK WORK
PROCESSING sign_supplement PROCESSING
PROCESSING drop_supplement PROCESSING
PROCESSING request_supplement SUPPLEMENT: TASK WORK
PROCESSING request_obligation OBLIGATION: TASK WORK
PROCESSING pause PROCESSING
PROCESSING resume PROCESSING
PROCESSING extend PROCESSING
PROCESSING withdraw WITHDRAWN
PROCESSING stop STOPPED
PROCESSING draft_apology PROCESSING
PROCESSING sign_apology PROCESSING
PROCESSING send_apology PROCESSING

SUPPLEMENT accept_supplement PROCESSING
SUPPLEMENT lapse_supplement STOPPED
SUPPLEMENT correct_details SUPPLEMENT
SUPPLEMENT annotate SUPPLEMENT
SUPPLEMENT correct_due SUPPLEMENT
SUPPLEMENT withdraw WITHDRAWN
SUPPLEMENT stop STOPPED

OBLIGATION confirm_obligation PROCESSING
OBLIGATION correct_details OBLIGATION
OBLIGATION annotate OBLIGATION
OBLIGATION correct_due OBLIGATION
OBLIGATION withdraw WITHDRAWN
OBLIGATION stop STOPPED
OBLIGATION draft_apology OBLIGATION
OBLIGATION sign_apology OBLIGATION
OBLIGATION send_apology OBLIGATION

SETTLED return_result RETURNED: RETURN
SETTLED correct_details SETTLED
SETTLED annotate SETTLED

RETURNED annotate RETURNED
REFUSED annotate REFUSED
WITHDRAWN annotate WITHDRAWN
STOPPED annotate STOPPED
"""

# While the clock stands nobody works on the dossier: else the time under it would be worked away unseen.
RESTS_WITH_THE_CLOCK = """
forward send_back propose approve finish decline propose_supplement sign_supplement request_supplement
request_obligation pause extend recompute_due draft_apology sign_apology send_apology
"""

# Only who has the open step says these (Decree 61/2018 Art. 17–19).
SAID_BY_THE_STEP = """
forward send_back judge_paper propose approve finish return_result propose_supplement request_obligation decline
"""


def _line(line):
    steps = " ".join(sorted(kind.name for kind in line.at or ()))
    said = f"{line.source.name if line.source else '-'} {line.verb} {line.target.name}"
    return f"{said}: {steps}" if line.at is not None else said


def test_the_table_has_these_lines_and_no_other():
    assert sorted(_line(line) for line in TABLE) == sorted(filter(None, LINES.splitlines()))


def test_a_dossier_ends_in_five_ways():
    assert {state.name for state in TERMINAL} == {"REFUSED", "WITHDRAWN", "STOPPED", "RETURNED", "ANNULLED"}


def test_the_work_stands_while_the_clock_stands():
    assert set(RESTS_WITH_THE_CLOCK.split()) == set(NEEDS_RUNNING_CLOCK)
    for verb in Verb:
        assert fits_clock(verb, stands=True) is (verb not in RESTS_WITH_THE_CLOCK.split())
        assert fits_clock(verb, stands=False) is (verb is not Verb.RESUME)


def test_what_only_the_holder_of_the_step_may_say():
    assert set(SAID_BY_THE_STEP.split()) == set(BY_ROLE_OF_STEP)


def test_only_a_note_makes_no_new_version_of_a_dossier():
    assert set(NOTING) == {Verb.ANNOTATE}


def test_a_verb_needs_a_step_when_one_of_its_lines_names_one():
    named = {line.split()[1] for line in LINES.splitlines() if ":" in line}
    assert {verb for verb in Verb if needs_step(verb)} == named


def test_at_the_end_a_dossier_can_be_finished_or_sent_back_and_no_more_appraised():
    at_the_seal = set(verbs_in(State.PROCESSING, at=NodeKind.SEAL))
    assert {Verb.FINISH, Verb.SEND_BACK, Verb.FORWARD} <= at_the_seal
    assert not at_the_seal & {Verb.APPROVE, Verb.PROPOSE, Verb.JUDGE_PAPER, Verb.DECLINE}
