"""Finding a dossier: by code, end of code, identity number, phone, or words of a name, within one's scope.

Numbers are found by their keyed hash in the parties; codes and names in `dossier_words`, which a reader keeps.
"""

import re
from collections.abc import Collection

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.dossiers.fingerprints import fingerprint
from motcua.dossiers.models import Dossier, DossierWords, Party
from motcua.people.roster import roster
from motcua.rules.text import fold

HITS = 2000
_TAIL = re.compile(r"[0-9]{6}-[0-9]{4,7}")
_NUMBER = re.compile(r"^\+?\d[\d .]{8,}$")


def find(text: str, where: Q, *, units: Collection[int] | None = None, size: int = 50) -> QuerySet[Dossier]:
    """The newest dossiers that match `text` among those that `where` lets through; empty for an empty question.

    `units` (None: all) are those in whose hands they have been at all: they narrow the search, `where` decides.
    """
    wanted = text.replace("\0", "").strip()
    rows = Dossier.objects.filter(where).order_by("-received_at", "-id")
    if not wanted:
        return rows.none()
    if _NUMBER.match(wanted):
        return rows.filter(pk__in=_by_number(wanted.replace(" ", "").replace(".", "")))[:size]
    return rows.filter(pk__in=_by_tail(wanted) or _by_words(wanted, units))[:size]


def _by_number(number: str) -> list[int]:
    """Dossiers of the party with this identity or phone number."""
    local = "0" + number[3:] if number.startswith("+84") else number
    hit = Q(identity_hmac=fingerprint("identity", local)) | Q(phone_hmac=fingerprint("phone", local))
    return list(Party.objects.filter(hit).values_list("dossier_id", flat=True)[:HITS])


def _by_tail(text: str) -> list[int]:
    """Dossiers whose code ends in this day and serial: the tail completed with every agency's code, old ones too."""
    if not _TAIL.fullmatch(text):
        return []
    codes = [f"{agency}-{text}" for agency in roster().codes]
    return list(Dossier.objects.filter(code__in=codes).values_list("pk", flat=True))


def _by_words(text: str, units: Collection[int] | None) -> list[int]:
    """Dossiers of these units in whose words every word of the question occurs, the newest 2,000.

    Trigrams need three letters: a shorter word ("Lê", "An") is looked for with the blank before it.
    """
    words = [word if len(word) > 2 else f" {word}" for word in fold(text).split()]
    if not any(len(word) > 2 for word in words):
        return []
    if connection.vendor == "sqlite":
        return _by_full_text(
            [word for word in words if len(word) > 2], [word for word in words if len(word) < 3], units
        )
    rows = DossierWords.objects.order_by("-dossier_id")
    if units is not None:
        rows = rows.filter(units__overlap=sorted(units))
    for word in words:
        rows = rows.filter(words__contains=word)
    return list(rows.values_list("dossier_id", flat=True)[:HITS])


# A list of SQLite is text; one that an earlier version wrote is not there, and `where` decides.
_IN_UNITS = " AND (units IS NULL OR EXISTS (SELECT 1 FROM json_each(units) WHERE value IN ({})))"


def _by_full_text(words: list[str], letters: list[str], units: Collection[int] | None) -> list[int]:
    """The same through the index of SQLite; single letters, which no trigram holds, only narrow its hits."""
    phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    narrower = " AND instr(kept.words, %s) > 0" * len(letters)
    if units is not None:
        narrower += _IN_UNITS.format(", ".join(str(int(unit)) for unit in units))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id FROM dossier_words_fts"
            " JOIN dossier_words AS kept ON kept.dossier_id = dossier_words_fts.rowid"
            f" WHERE dossier_words_fts MATCH %s{narrower} ORDER BY dossier_words_fts.rowid DESC LIMIT %s",
            [phrase, *letters, HITS],
        )
        return [row[0] for row in cursor.fetchall()]
