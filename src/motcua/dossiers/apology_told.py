"""What the citizen may read of an apology: the date that was missed, the cause, the one new date, what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from motcua.dossiers.apologies import CAUSES
from motcua.dossiers.models import Apology, Dossier, Note
from motcua.people.settings import reason_text
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Apology as ApologyClass


@dataclass(frozen=True, slots=True)
class ToldApology:
    """A letter that was sent. `sentence`, the words of the office, is for whoever proves his right, else empty."""

    sent_at: datetime
    cause: str
    sentence: str
    new_due: datetime


def told_apology(dossier: Dossier, *, proven: bool) -> ToldApology | None:
    """The letter of a dossier, None while none was sent. One statement, none for a dossier without."""
    if dossier.apology == ApologyClass.NONE:
        return None
    words = Note.objects.filter(pk=OuterRef("note_id"), masked_at__isnull=True)
    rows = Apology.objects.filter(dossier_id=dossier.pk, sent_at__isnull=False)
    row = rows.annotate(sentence=Subquery(words.values("text")[:1])).first()
    if row is None or row.sent_at is None:
        return None
    cause = reason_text(CAUSES, row.cause, on=legal_day(row.sent_at))
    return ToldApology(row.sent_at, cause, (row.sentence or "") if proven else "", row.new_due)
