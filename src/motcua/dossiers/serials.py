"""The serials of a day at an agency: 1…n, each once (Decree 61/2018 Art. 26). One jumped over may hide a dossier."""

from collections.abc import Iterator

from motcua.dossiers.models import Dossier
from motcua.rules.codes import MasterSystem


def jumps() -> Iterator[tuple[int, str, int, int]]:
    """(the last dossier, agency and day of its code, how many there are, the last serial) where they do not agree.

    Undone receipts keep theirs, so nothing lawful leaves a gap. One statement, streaming.
    """
    days: dict[str, tuple[int, int, int]] = {}  # how many, the last serial, whose
    local = Dossier.objects.filter(imported=False, master_system=MasterSystem.LOCAL, code__isnull=False)
    for pk, code in local.order_by("pk").values_list("pk", "code").iterator(chunk_size=2_000):
        day, _, serial = str(code).rpartition("-")
        count, last, whose = days.get(day, (0, 0, pk))
        days[day] = (count + 1, *max((last, whose), (int(serial), pk)))
    yield from ((whose, day, count, last) for day, (count, last, whose) in days.items() if count != last)
