"""Free text is kept as a note, and an event refers to it by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Note
from motcua.dossiers.work import Work
from motcua.ledger.rows import insert
from motcua.people.rights import SPEAKS_TO_APPLICANT
from motcua.rules.codes import NoteVisibility
from motcua.rules.text import nfc


@dataclass(frozen=True, slots=True)
class ToldNote:
    """A note for the applicant, by whoever may speak to him: when, from which unit, never by whom."""

    at: datetime
    unit_id: int
    words: str


def keep_note(work: Work, text: str, *, visibility: NoteVisibility = NoteVisibility.INTERNAL) -> int | None:
    """Write down what the actor said, NFC; gives the note's id, None when nothing was said."""
    said = nfc(text).strip()
    if not said:
        return None
    note = Note(dossier_id=work.dossier.pk, by_id=work.actor.staff_id, at=work.at, visibility=visibility, text=said)
    note.save(force_insert=True)
    return note.pk


def keep_told(work: Work, text: str) -> int | None:
    """The same for words beside what the applicant is told in any case (cause, article, number, amount, dates): he
    reads them when whoever says them may speak to him; an officer's stay in the house.
    """
    outside = work.actor.role in SPEAKS_TO_APPLICANT
    return keep_note(work, text, visibility=NoteVisibility.APPLICANT if outside else NoteVisibility.INTERNAL)


def keep_notes(
    work: Work, texts: Sequence[str], *, visibility: NoteVisibility = NoteVisibility.INTERNAL
) -> list[int | None]:
    """The same for several things said at once: one statement; in their order, None where nothing was said."""
    said = [nfc(text).strip() for text in texts]
    by_id = work.actor.staff_id
    rows = [
        Note(dossier_id=work.dossier.pk, by_id=by_id, at=work.at, visibility=visibility, text=text)
        for text in said
        if text
    ]
    kept = iter(insert(rows))
    return [next(kept).pk if text else None for text in said]
