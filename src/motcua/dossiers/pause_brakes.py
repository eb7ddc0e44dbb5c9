"""What holds back a clock that is stopped again and again: each time a document of its own, and soon a leader.

The law lets the time of a posting or of a payment out of the term, by its notice; it does not let the clock stand
whenever somebody wishes (Decree 61/2018 Art. 19). Each overnight pause would move the date by a day.
"""

from motcua.dossiers.work import Work
from motcua.people.rights import LEADS
from motcua.people.settings import read
from motcua.rules.codes import SEGMENT_CAUSE_WORDS, SegmentCause, SegmentKind
from motcua.rules.faults import Fault


class DocumentUsed(Fault):
    """The document has stopped this clock already."""

    code = "document_used"
    sentence = "Văn bản số {no} đã được dùng để dừng tính thời hạn hồ sơ này. Ghi số văn bản của lần này."


class AnotherNeedsLeader(Fault):
    """Once the officer notes it himself; then whoever leads finds that another is needed."""

    code = "another_needs_leader"
    sentence = (
        "Hồ sơ đã dừng tính thời hạn {times} lần vì “{cause}”; lần tiếp theo do lãnh đạo phòng hoặc cấp trên ghi."
    )


def require_new_ground(work: Work, cause: SegmentCause, document_no: str) -> None:
    """A document that has not stopped this clock yet, and a leader once the officer has done so as often as he may.

    One statement. Raises DocumentUsed, AnotherNeedsLeader.
    """
    stood = [row for row in work.segments if row.kind == SegmentKind.PAUSE and row.cause == cause]
    if _key(document_no) in {_key(row.document_no) for row in stood}:
        raise DocumentUsed(no=document_no)
    if len(stood) >= read("pauses_by_officer", on=work.today) and work.actor.role not in LEADS:
        raise AnotherNeedsLeader(times=len(stood), cause=SEGMENT_CAUSE_WORDS[cause])


def _key(document_no: str) -> str:
    """A number as it is compared: "12/TB" and "12 / tb" are one."""
    return "".join(document_no.split()).casefold()
