"""What a list may be narrowed to beside its groups: what it waits for, what is owed, what is new, words."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import ClockSegment, DossierWords, Step
from motcua.dossiers.urgency import Urgency, urgent
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.rules.codes import Apology, Clock, SegmentKind
from motcua.rules.lifecycle import State
from motcua.rules.text import fold

LONG_PAUSE = timedelta(days=15)


class Matter(StrEnum):
    """One matter that cuts across the groups."""

    CHANGED = "changed"  # changed by others since I last looked
    SUPPLEMENT = "supplement"  # waits for papers of the applicant
    OBLIGATION = "obligation"  # waits for money of the applicant
    APOLOGY = "apology"  # late without an apology sent, as the list of apologies counts it
    LONG_PAUSE = "long_pause"  # stands for more than 15 days


def about(matter: Matter, actor: Actor, at: datetime) -> Q:
    """The steps that a matter concerns."""
    match matter:
        case Matter.CHANGED:
            return changed(actor)
        case Matter.SUPPLEMENT:
            return Q(dossier__state=State.SUPPLEMENT)
        case Matter.OBLIGATION:
            return Q(dossier__state=State.OBLIGATION)
        case Matter.APOLOGY:
            return Q(urgent(Urgency.LATE, at), dossier__apology=Apology.NONE)
        case Matter.LONG_PAUSE:
            stands = standing().filter(from_at__lt=at - LONG_PAUSE)
            return Q(Exists(stands), dossier__clock=Clock.PAUSED)


def standing() -> QuerySet[ClockSegment]:
    """The pause that lasts, of the dossier of an outer step."""
    return ClockSegment.objects.filter(dossier_id=OuterRef("dossier_id"), to_at__isnull=True, kind=SegmentKind.PAUSE)


def changed(actor: Actor) -> Q:
    """My steps that I have not opened yet, or in whose dossier somebody else did something since."""
    theirs = Event.objects.filter(
        stream_kind=StreamKind.DOSSIER, stream_id=OuterRef("dossier_id"), occurred_at__gt=OuterRef("seen_at")
    ).exclude(account_id=actor.account_id)
    return Q(Q(seen_at__isnull=True) | Q(Exists(theirs)), person_id=actor.staff_id or 0)


def named(text: str) -> Q:
    """The steps whose dossier's code ends in this, or in whose words every word of it occurs.

    The words are kept by a reader, a moment behind the verbs; the code stands in the dossier itself.
    """
    words = DossierWords.objects.filter(dossier_id=OuterRef("dossier_id"))
    for word in fold(text).split():
        words = words.filter(words__contains=word if len(word) > 2 else f" {word}")
    return Q(dossier__code__iendswith=text) | Q(Exists(words))


def look_at(step: Step | None, *, actor: Actor, at: datetime, last: datetime) -> None:
    """Whoever holds the step has opened its dossier; its last event was at `last`. A statement only if that is new."""
    if step is None or actor.staff_id is None or step.person_id != actor.staff_id:
        return
    if step.seen_at is None or step.seen_at < last:
        Step.objects.filter(pk=step.pk, person_id=actor.staff_id).update(seen_at=at)
