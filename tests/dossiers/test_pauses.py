"""A pause stops the clock for a cause that the procedure lists, by its article; it cures no lateness."""

from motcua.dossiers.change import ClockStands
from motcua.dossiers.clock import NotPaused
from motcua.dossiers.commands.pauses import CauseNotListed, DecisionMissing, PauseNeedsLeader
from motcua.dossiers.differences import differences
from motcua.dossiers.models import ClockSegment, DueChange
from motcua.dossiers.texts import UnprintableSign
from motcua.rules.codes import Clock, DueChangeKind, NoteVisibility, SegmentCause
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, open_step, refused, row, say, to_officer


def posting(p, change, at, **fields):
    return say(Verb.PAUSE, change, p.officer, at, **POSTED, **fields)


def test_a_public_posting_is_not_counted_in_the_term(province, monday, moment):
    change = land_to_officer(province, monday)  # 5 WD: Monday 23 November
    before = open_step(change)
    paused = posting(province, change, moment("2026-11-16T14:00"))
    assert (row(paused).clock, row(paused).late_at, row(paused).soon_from) == (Clock.PAUSED, FAR_FUTURE, None)
    assert open_step(paused).sort_due == FAR_FUTURE
    resumed = say(Verb.RESUME, paused, province.officer, moment("2026-11-18T10:00"))
    dossier, step = row(resumed), open_step(resumed)
    assert dossier.first_due == moment("2026-11-23T17:30")
    # Two working days later, and 24 November is a day off.
    assert dossier.legal_due == dossier.promised_due == moment("2026-11-26T17:30")
    assert (step.paused_minutes, step.sort_due) == (840, step.due) and step.due > before.due
    told = [(one.cause, one.basis) for one in ClockSegment.objects.order_by("no")]
    assert told[1] == (SegmentCause.POSTING, "Nghị định 151/2025/NĐ-CP, Phụ lục I")
    assert DueChange.objects.get(kind=DueChangeKind.RESUME).legal_before == dossier.first_due
    assert list(differences([dossier.pk])) == []


def test_what_is_late_before_a_pause_is_late_after_it(province, monday, moment):
    change = land_to_officer(province, monday)
    paused = posting(province, change, moment("2026-11-26T10:00"))
    late_at = row(paused).late_at
    assert late_at < FAR_FUTURE, "it stays in the counts of what is late"
    resumed = row(say(Verb.RESUME, paused, province.officer, moment("2026-12-10T10:00")))
    assert (resumed.legal_due, resumed.late_at) == (moment("2026-11-23T17:30"), late_at)
    assert not DueChange.objects.filter(kind=DueChangeKind.RESUME).exists()
    assert list(differences([resumed.pk])) == []


def test_while_the_clock_stands_nobody_works_on(province, monday, after):
    paused = posting(province, land_to_officer(province, monday), after(hours=1))
    with refused(ClockStands, "tạm dừng", "trình ký"):
        say(Verb.PROPOSE, paused, province.officer, after(hours=2), opinion="Đủ")
    with refused(ClockStands, "tạm dừng"):
        posting(province, paused, after(hours=2))


def test_only_a_listed_cause_stops_the_clock(province, monday, after):
    change = to_officer(province, monday)
    with refused(CauseNotListed, "Niêm yết công khai"):
        posting(province, change, after(hours=1))
    for cause in (SegmentCause.SUPPLEMENT, SegmentCause.ACCEPTANCE):
        with refused(CauseNotListed):
            say(Verb.PAUSE, change, province.officer, after(hours=1), cause=cause)
    with refused(NotPaused, "không tạm dừng"):
        say(Verb.RESUME, change, province.officer, after(hours=1))


def test_what_the_applicant_reads_of_a_pause_holds_no_sign_that_no_paper_could_show(province, monday, after):
    change = to_officer(province, monday)
    storm = {"cause": SegmentCause.FORCE_MAJEURE, "document_no": "15/QĐ-UBND"}
    for words in ("Bão 😀", "Bão \u202e12", "漢"):
        with refused(UnprintableSign, "Nói rõ"):
            say(Verb.PAUSE, change, province.leader, after(hours=1), **storm, explanation=words)
    for words in ("Đã gọi 😀", "\u2800"):
        with refused(UnprintableSign, "Nội dung"):
            said = {"text": words, "visibility": NoteVisibility.APPLICANT}
            say(Verb.ANNOTATE, change, province.leader, after(hours=1), **said)


def test_force_majeure_stops_the_clock_by_the_decision_of_a_leader(province, monday, after):
    change = to_officer(province, monday)
    storm = {"cause": SegmentCause.FORCE_MAJEURE, "document_no": "15/QĐ-UBND"}
    with refused(PauseNeedsLeader, "người có thẩm quyền"):
        say(Verb.PAUSE, change, province.officer, after(hours=1), **storm)
    with refused(DecisionMissing, "số quyết định"):
        say(Verb.PAUSE, change, province.leader, after(hours=1), cause=SegmentCause.FORCE_MAJEURE)
    paused = say(Verb.PAUSE, change, province.leader, after(hours=1), **storm, explanation="Bão số 12 làm ngập trụ sở")
    assert ClockSegment.objects.get(to_at=None).document_no == "15/QĐ-UBND"
    resumed = say(Verb.RESUME, paused, province.leader, after(days=3))
    assert list(differences([resumed.dossier.pk])) == []
