"""The reader that keeps the search words of every dossier, behind the verbs."""

from collections.abc import Iterable, Sequence

from motcua.dossiers.models import Dossier, DossierWords, Note, Party, Step
from motcua.ledger.models import Event
from motcua.rules.lifecycle import Verb
from motcua.rules.text import fold

NAME = "words"
# What changes the words, and what leads a dossier to another unit.
KINDS = frozenset(f"dossier.{verb}" for verb in Verb if verb not in (Verb.ANNOTATE, Verb.JUDGE_PAPER))
_COLUMNS = ("receiving_unit_id", "competent_unit_id", "holder_unit_id", "supporting_unit_id")


def handle(events: Sequence[Event]) -> None:
    """Write the words anew of every dossier that these events speak of. Safe to repeat."""
    write_words({event.stream_id for event in events if event.kind in KINDS})


def write_words(dossier_ids: Iterable[int]) -> None:
    """Code, reference, names and title of these dossiers, folded, each word with a blank before it; and their units."""
    ids = sorted(dossier_ids)
    said: dict[int, list[str]] = {pk: [] for pk in ids}
    for pk, name in Party.objects.filter(dossier__in=ids, replaced_by__isnull=True).values_list("dossier_id", "name"):
        said[pk].append(name)
    for pk, text in Note.objects.filter(dossier__in=ids, is_title=True).values_list("dossier_id", "text"):
        said[pk].append(text)
    worked: dict[int, set[int]] = {pk: set() for pk in ids}
    for pk, unit_id in Step.objects.filter(dossier__in=ids).values_list("dossier_id", "unit_id"):
        worked[pk].add(unit_id)
    DossierWords.objects.bulk_create(
        (
            DossierWords(
                dossier_id=dossier.pk,
                received_at=dossier.received_at,
                words=" " + fold(" ".join([str(dossier), dossier.reference, *said[dossier.pk]])),
                units=sorted(worked[dossier.pk] | {getattr(dossier, column) for column in _COLUMNS} - {None}),
            )
            for dossier in Dossier.objects.filter(pk__in=ids).only("code", "reference", "received_at", *_COLUMNS)
        ),
        update_conflicts=True,
        unique_fields=["dossier"],
        update_fields=["words", "received_at", "units"],
    )
