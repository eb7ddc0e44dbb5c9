"""Finding a dossier: by code, end of code, identity number, phone, or words of a name, within one's scope.

Numbers are found by their keyed hash in the parties; codes and names in `dossier_words`, which a reader keeps.
"""

import re

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.dossiers.fingerprints import fingerprint
from motcua.dossiers.models import Dossier, DossierWords, Party
from motcua.rules.text import fold

HITS = 2000
_DIGITS = re.compile(r"^\+?[\d ]+$")


def find(text: str, where: Q, *, size: int = 50) -> QuerySet[Dossier]:
    """The newest dossiers that match `text` among those that `where` lets through; empty for an empty question."""
    wanted = text.strip()
    rows = Dossier.objects.filter(where).order_by("-received_at", "-id")
    if not wanted:
        return rows.none()
    if _DIGITS.match(wanted):
        number = wanted.replace(" ", "")
        if len(number) >= 9:
            return rows.filter(pk__in=_by_number(number))[:size]
    return rows.filter(pk__in=_by_words(wanted))[:size]


def _by_number(number: str) -> list[int]:
    """Dossiers of the party with this identity or phone number."""
    local = "0" + number[3:] if number.startswith("+84") else number
    hit = Q(identity_hmac=fingerprint("identity", local)) | Q(phone_hmac=fingerprint("phone", local))
    return list(Party.objects.filter(hit).values_list("dossier_id", flat=True)[:HITS])


def _by_words(text: str) -> list[int]:
    """Dossiers in whose words every word of the question occurs. The words are the only way in: sorting comes after."""
    words = [word for word in fold(text).split() if word]
    if connection.vendor == "sqlite" and all(len(word) >= 3 for word in words):
        phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM dossier_words_fts WHERE dossier_words_fts MATCH %s LIMIT %s", [phrase, HITS]
            )
            return [row[0] for row in cursor.fetchall()]
    rows = DossierWords.objects.all()
    for word in words:
        rows = rows.filter(words__contains=word)
    return list(rows.values_list("dossier_id", flat=True)[:HITS])
