"""Sectors and legal documents: named, renamed, never removed. What refers to them keeps its meaning."""

import re
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.definitions import DocumentDefinition, SectorDefinition
from motcua.catalogue.models import LegalDocument, Sector
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.permissions import require
from motcua.rules.calendar import legal_day
from motcua.rules.text import nfc

_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐƯ][A-ZĐƯ0-9]*(?:-[A-ZĐƯ0-9]+)*")


@transaction.atomic
def name_sector(key: str, *, name: str, actor: Actor, at: datetime, national_code: str = "") -> Sector:
    """A sector gets its name; a new key is a new sector from the legal day of `at` on. Raises Denied."""
    require(actor, Action.ADMINISTER_CATALOGUE)
    values = {"name": nfc(name).strip(), "national_code": national_code.strip()}
    sector, _ = Sector.objects.update_or_create(
        code=key, defaults=values, create_defaults={**values, "valid_from": legal_day(at)}
    )
    facts = {"sector": key, "sector_id": sector.pk, **values}
    record(StreamKind.CATALOGUE, 1, kind="catalogue.name_sector", actor=actor, at=at, facts=facts)
    generation.bump()
    return sector


@transaction.atomic
def name_document(document: DocumentDefinition, *, actor: Actor, at: datetime) -> LegalDocument:
    """A legal document gets its name and validity. Raises Denied."""
    require(actor, Action.ADMINISTER_CATALOGUE)
    row, _ = LegalDocument.objects.update_or_create(code=document.code, defaults=document_values(document))
    facts = {
        "document": document.code,
        "document_id": row.pk,
        "valid_from": _day(document.valid_from),
        "valid_to": _day(document.valid_to),
    }
    record(StreamKind.CATALOGUE, 1, kind="catalogue.name_document", actor=actor, at=at, facts=facts)
    generation.bump()
    return row


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def document_values(document: DocumentDefinition) -> dict[str, object]:
    """The columns of a legal document."""
    return {
        "name": document.name,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "evidence": document.evidence,
    }


def sector_values(sector: SectorDefinition) -> dict[str, str]:
    """The columns of a sector."""
    return {"name": sector.name, "national_code": sector.code}


def document_number(text: str) -> str:
    """The number of the document that a legal basis names ("Điều 4 Thông tư 226/2016/TT-BTC"), else the whole text."""
    found = _NUMBER.search(text)
    return found[0] if found else text[:300]


def document_of(basis: str) -> LegalDocument | None:
    """The document that a legal basis names; a document not yet named gets the text as its name."""
    if not basis:
        return None
    return LegalDocument.objects.get_or_create(code=document_number(basis), defaults={"name": basis[:500]})[0]
