"""The incremental fold: what rows and events disagree on is kept until they agree again."""

from django.db import transaction

from motcua.dossiers import watch
from motcua.dossiers.models import Dossier, FoldDifference
from motcua.ledger.models import Event


def follow():
    with transaction.atomic():
        watch.handle(list(Event.objects.filter(kind__in=watch.KINDS)))


def test_a_row_changed_by_hand_is_noted_and_forgotten_when_it_is_right_again(province, monday):
    received = province.receive(monday)
    follow()
    assert not FoldDifference.objects.exists()
    Dossier.objects.filter(pk=received.dossier.pk).update(channel=3)
    follow()
    found = FoldDifference.objects.get()
    assert (found.dossier_id, found.what, found.row, found.events) == (received.dossier.pk, "channel", "3", "1")
    Dossier.objects.filter(pk=received.dossier.pk).update(channel=1)
    follow()
    assert not FoldDifference.objects.exists()


def test_the_nightly_comparison_reaches_every_dossier(province, monday, after):
    numbers = [province.receive(after(minutes=minute)).dossier.pk for minute in range(3)]
    assert watch.batch_after(0) == numbers and watch.batch_after(numbers[-1]) == []
