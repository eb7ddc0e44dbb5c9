"""Late is for ever (decision 12): no verb, no address, no form makes a late dossier on time, hides it or restarts it.

Every verb is said to a late dossier, with words that it accepts or refuses; the three roads that such systems know are
walked by name; and the source is asked which files write a date at all.
"""

import ast
from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.differences import differences
from motcua.dossiers.models import Dossier, DueChange
from motcua.people.permissions import may
from motcua.rules.codes import DueChangeKind, OutcomeKind, SegmentCause
from motcua.rules.deadlines import Timing
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, row, say, to_clerk, to_leader, to_office, to_officer
from tests.dossiers.test_supplements import ANSWERS, sent, signed
from tests.dossiers.walking import Walk
from tests.house.source import PACKAGE

LATE = {"days": 30}  # after the receipt; every limit of the small province is over by then
# The one lawful road, walked in test_corrections: by the province, with a document, both versions in sight for ever.
LAWFUL = {Verb.CORRECT_DUE}
WALKED = [verb for verb in Verb if not COMMANDS[verb].creates and verb not in LAWFUL]
# The files that may write a date of a dossier: its birth, the moves of the clock, the calendar, the extension, the
# correction, the apology.
DATES = frozenset({"first_due", "legal_due", "legal_due_raw", "promised_due", "late_at"})
WRITERS = {
    "dossiers/birth.py",
    "dossiers/clock.py",
    "dossiers/dating.py",
    "dossiers/commands/due.py",
    "dossiers/commands/intake.py",
    "dossiers/commands/extension.py",
    "dossiers/commands/correction.py",
    "dossiers/commands/apologies.py",
}


def places(p, at):
    """A dossier at every place where work is done, all of them received long ago."""
    yield p.receive(at)
    for lay in (to_office, to_officer, to_leader, to_clerk, land_to_officer, signed, sent):
        yield lay(p, at)


def test_no_verb_makes_a_late_dossier_on_time(province, monday, after):
    laid, at = list(places(province, monday)), after(**LATE)
    # What waits for papers was sent before it was late: its clock stands lawfully, and it is not late.
    late = {pk: said for pk, *said in dates() if said[0] < at}
    assert len(late) == len(laid) - 1
    for verb in WALKED:
        walk = Walk(province, 7, at)
        with transaction.atomic():
            for change in laid:
                for actor in (actor for actor in walk.people if may(actor, verb)):
                    say_anyhow(verb, change, actor, walk)
            assert {pk: said for pk, *said in dates() if pk in late} == late, verb
            assert list(differences(late)) == [], verb
            transaction.set_rollback(True)


def say_anyhow(verb, change, actor, walk):
    """Twice, with other words each time; a refusal is as good as an act."""
    command = COMMANDS[verb]
    for _chance in range(2):
        with suppress(Fault), transaction.atomic():
            command.function(str(change.dossier), command.order(**walk.fields(verb)), actor=actor, at=walk.at)


def dates():
    return Dossier.objects.values_list("pk", "late_at", "legal_due")


def test_the_first_road_a_restart_after_the_due_moment(province, monday, after):
    # The papers are asked for when it is late already: the term would begin again with the answer.
    asked = say(Verb.REQUEST_SUPPLEMENT, signed(province, monday), province.clerk_at_desk, after(**LATE))
    late_at = row(asked).late_at
    answered = say(Verb.ACCEPT_SUPPLEMENT, asked, province.clerk_at_desk, after(days=40), answers=ANSWERS)
    assert row(answered).late_at == late_at and row(answered).legal_due == row(answered).first_due
    assert not DueChange.objects.filter(kind=DueChangeKind.RESTART).exists()


def test_the_second_road_a_pause_of_what_is_late(province, monday, after):
    change = land_to_officer(province, monday)
    late_at = row(change).late_at
    paused = say(Verb.PAUSE, change, province.officer, after(**LATE), **POSTED)
    assert row(paused).late_at == late_at, "it stays in every count of what is late"
    resumed = say(Verb.RESUME, paused, province.officer, after(days=60))
    assert row(resumed).late_at == late_at


def test_the_third_road_a_withdrawal_of_what_is_late(province, monday, after):
    change = to_officer(province, monday)
    late_at = row(change).late_at
    at = after(**LATE)
    said = {"asked_on": (at - timedelta(days=1)).date(), "document_no": "12/ĐĐN", "reason": "Không còn nhu cầu"}
    ended = row(say(Verb.WITHDRAW, change, province.clerk_at_desk, at, **said))
    assert (ended.outcome, ended.late_at) == (OutcomeKind.WITHDRAWN, late_at) and ended.closed_at > ended.late_at


def test_a_late_result_is_late_whatever_was_done_on_the_way(province, monday, after):
    change = to_officer(province, monday)
    at = after(**LATE)
    storm = {"cause": SegmentCause.FORCE_MAJEURE, "document_no": "15/QĐ-UBND"}
    change = say(Verb.PAUSE, change, province.leader, at, **storm)
    change = say(Verb.RESUME, change, province.leader, after(days=31))
    change = say(Verb.PROPOSE, change, province.officer, after(days=31), opinion="Đủ")
    change = say(Verb.APPROVE, change, province.leader, after(days=31))
    assert row(say(Verb.FINISH, change, province.secretary, after(days=31))).timing == Timing.LATE


def test_only_these_files_write_a_date_of_a_dossier():
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and any(map(_writes_a_date, ast.walk(ast.parse(path.read_text("utf-8")))))
    }
    assert found - WRITERS == set()
    assert {"dossiers/clock.py", "dossiers/commands/apologies.py"} <= found


def _writes_a_date(node: ast.AST) -> bool:
    """`dossier.late_at = …`, or `.set(late_at=…)`, `.update(late_at=…)`."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr in DATES for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("set", "update"):
        return any(said.arg in DATES for said in node.keywords)
    return False
