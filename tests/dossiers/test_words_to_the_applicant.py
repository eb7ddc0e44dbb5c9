"""An officer never speaks to the applicant: what he says reaches him by a leader or the desk, or not at all."""

import pytest

from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Note
from motcua.dossiers.told import told
from motcua.people.permissions import Denied
from motcua.people.rights import ALLOWED, LEADS
from motcua.rules.codes import NoteVisibility
from motcua.rules.lifecycle import Role, Verb
from tests.dossiers.acts import POSTED, land_to_officer, refused, row, say
from tests.dossiers.test_bounds import TEXTS
from tests.dossiers.test_obligations import NOTICE
from tests.dossiers.test_supplements import ASKED, judge_all
from tests.people.factories import make_actor

CALL_ME = "Mang thêm sổ hộ khẩu đến gặp tôi, gọi 0912345678"
BESIDE = {Verb.PAUSE: POSTED, Verb.REQUEST_OBLIGATION: NOTICE}

# Free words of what an officer may say. Those that a leader signs before they leave; those of the house.
SIGNED = {Verb.PROPOSE_SUPPLEMENT: {"words", "second_ground"}, Verb.DRAFT_APOLOGY: {"sentence"}}
OF_THE_HOUSE = {
    Verb.FORWARD: {"note"},
    Verb.SEND_BACK: {"explanation"},
    Verb.JUDGE_PAPER: {"reason", "note"},
    Verb.PROPOSE: {"opinion"},
    Verb.PROPOSE_SUPPLEMENT: {"note"},
    Verb.DROP_SUPPLEMENT: {"explanation"},
    Verb.RESUME: {"note"},
    Verb.ANNOTATE: {"text"},
    Verb.PAUSE: {"explanation"},
    Verb.REQUEST_OBLIGATION: {"explanation"},
}
LISTED = 200  # what is longer are words; what is no longer names something: a number, a reason of the list, an article


def told_to(change):
    """Everything that the tracking page can say of it, to whoever proves his right."""
    return repr(told(change.dossier.pk, names={}))


def test_every_free_word_of_an_officer_is_known_here():
    found: dict[Verb, set[str]] = {}
    for place in TEXTS:
        name, limit = place.listed or place.path, place.field.metadata["limit"]
        free = limit > LISTED or (place.verb is Verb.JUDGE_PAPER and name == "reason")
        if place.verb in ALLOWED[Role.OFFICER] and place.verb is not Verb.CORRECT_DETAILS and free:
            found.setdefault(place.verb, set()).add(name)
    known = {verb: SIGNED.get(verb, set()) | OF_THE_HOUSE.get(verb, set()) for verb in (*SIGNED, *OF_THE_HOUSE)}
    assert found == known
    assert set(SIGNED) | set(OF_THE_HOUSE) <= set(COMMANDS)


@pytest.mark.parametrize("verb", BESIDE, ids=str)
def test_the_applicant_reads_what_a_leader_says_and_not_what_an_officer_says(province, monday, after, verb):
    said = BESIDE[verb] | {"explanation": CALL_ME}
    officers = say(verb, land_to_officer(province, monday), province.officer, after(hours=1), **said)
    assert Note.objects.get(pk=officers.event.facts["note"]).visibility == NoteVisibility.INTERNAL
    assert CALL_ME not in told_to(officers) and BESIDE[verb]["document_no"] in told_to(officers)
    assert province.coordinator.role in LEADS
    leaders = say(verb, land_to_officer(province, monday), province.coordinator, after(hours=1), **said)
    assert CALL_ME in told_to(leaders)


def test_what_an_officer_writes_within_the_house_is_told_to_nobody_outside(province, monday, after):
    change = judge_all(province, land_to_officer(province, monday), after(hours=1))
    change = say(Verb.ANNOTATE, change, province.officer, after(hours=1), text=CALL_ME)
    items = tuple(type(one)(paper=one.paper, part=one.part, words=CALL_ME) for one in ASKED)
    said = {"items": items, "reason": "paper_invalid", "note": CALL_ME}
    change = say(Verb.PROPOSE_SUPPLEMENT, change, province.officer, after(hours=2), **said)
    assert CALL_ME not in told_to(change)
    signed = say(Verb.SIGN_SUPPLEMENT, change, province.leader, after(hours=3))
    assert CALL_ME not in told_to(signed), "the desk has not sent it"
    sent = say(Verb.REQUEST_SUPPLEMENT, signed, province.clerk_at_desk, after(hours=4))
    assert CALL_ME in told_to(sent), "a leader signed it and the desk sent it"


def test_a_note_for_the_applicant_is_written_by_the_desk_or_a_leader(province, monday, after):
    p, change = province, land_to_officer(province, monday)
    said = {"text": CALL_ME, "visibility": NoteVisibility.APPLICANT}
    for actor in (p.officer, p.secretary, make_actor(Role.CONSULT, p.office)):
        with refused(Denied, "viết ghi chú cho người nộp đọc", "bộ phận một cửa, lãnh đạo"):
            say(Verb.ANNOTATE, change, actor, after(hours=1), **said)
    for actor in (p.clerk_at_desk, p.head_of_desk, p.coordinator, p.leader):
        say(Verb.ANNOTATE, change, actor, after(hours=1), **said)
    assert row(change).event_count == 6
