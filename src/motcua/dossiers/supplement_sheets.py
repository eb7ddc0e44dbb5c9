"""What the papers of a supplement say: form 02 as the desk sends it, and the receipt issued again after the answer."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.documents.forms.receipt import PaperLine, ReceiptSheet
from motcua.documents.forms.supplement import SupplementRow, SupplementSheet
from motcua.documents.forms.values import from_values
from motcua.documents.forms.wording import form_set_on
from motcua.documents.models import PrintRecord
from motcua.documents.printing import next_paper_number, owe
from motcua.dossiers.models import Dossier, Paper, Party, SupplementItem
from motcua.dossiers.sheets import heading_of, track_path
from motcua.dossiers.supplements import lines_with_words, restarts
from motcua.dossiers.work import Work
from motcua.ledger.models import Event
from motcua.ledger.rows import update_telling
from motcua.ledger.streams import StreamKind
from motcua.people.roster import roster
from motcua.people.settings import read, reason_text
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PaperSource, PartyRole, Profile
from motcua.rules.documents import PrintKind

LIST = "supplement_reasons"


def supplement_print(work: Work, items: Sequence[SupplementItem], *, last_day: datetime) -> PrintRecord:
    """Form 02 as the desk sends it, unsaved; `items` are those of `open_items`. Two statements. Raises MissingField."""
    dossier, request = work.dossier, items[0].request
    on = work.today
    unit = roster().unit(dossier.receiving_unit_id, on)
    parties = {party.role: party for party in Party.objects.filter(dossier_id=dossier.pk, replaced_by__isnull=True)}
    applicant = parties[PartyRole.APPLICANT]
    owner = parties.get(PartyRole.OWNER, applicant)
    no = next_paper_number(PrintKind.SUPPLEMENT, unit_id=unit.id, on=on)
    sheet = SupplementSheet(
        form_set=form_set_on(legal_day(dossier.received_at or work.at)),
        heading=heading_of(unit, no, on),
        code=dossier.code or "",
        track=track_path(dossier),
        owner=owner.name,
        address=owner.address,
        phone=applicant.phone,
        email=applicant.email,
        procedure=work.version.name,
        procedure_code=work.version.code,
        rows=tuple(
            SupplementRow(line.name, reason_text(LIST, line.item.reason, on=on), line.words)
            for line in lines_with_words(items)
        ),
        reason=reason_text(LIST, request.reason, on=on),
        last_day=last_day,
        asked_at=work.at,
        restart=restarts(work) and not work.is_late,
        contact=f"{work.actor.name}, {unit.name}",
        contact_phone=unit.phone or str(read("help_line", on=on, unit_id=unit.id)),
        guide=work.actor.name,
        ordinal=request.ordinal,
        most=work.version.supplement_limit,
        second_ground=str(getattr(items[0], "ground", None) or ""),
    )
    profile = Profile(dossier.profile)
    return owe(PrintKind.SUPPLEMENT, sheet, profile=profile, unit_version_id=unit.version_id, no=no)


def supplemented_receipt(work: Work, papers: Sequence[Paper], *, former_due: datetime | None) -> PrintRecord | None:
    """The receipt with what has come, as its next version with the old and the new date; the former one is void.

    `papers` are the present ones, with their files. None when none was printed. One statement.
    """
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=work.dossier.pk).values("pk")
    valid = PrintRecord.objects.filter(event_id__in=events, kind=PrintKind.RECEIPT, void=False, values__isnull=False)
    told = update_telling(valid, {"void": True}, '"values", "unit_version_id"')
    if told is None:
        return None
    sheet = from_values(ReceiptSheet, _read(told[0]))
    due_at = work.dossier.promised_due or sheet.due_at
    again = replace(
        sheet,
        papers=tuple(_line(paper) for paper in papers),
        due_at=due_at,
        former_due_at=former_due if former_due != due_at else None,
        supplemented_at=work.at,
        version=sheet.version + 1,
        replaces_at=work.at,
    )
    return owe(PrintKind.RECEIPT, again, profile=Profile(work.dossier.profile), unit_version_id=told[1])


def request_number(dossier: Dossier) -> str:
    """The number on the last form 02 that was sent; "" when it was forgotten. One statement."""
    events = Event.objects.filter(stream_kind=StreamKind.DOSSIER, stream_id=dossier.pk).values("pk")
    sent = PrintRecord.objects.filter(event_id__in=events, kind=PrintKind.SUPPLEMENT).order_by("-event_id").first()
    return "" if sent is None or sent.values is None else from_values(SupplementSheet, sent.values).heading.number


def _read(values: Any) -> dict[str, Any]:
    """The values as the database tells them: written out or read already."""
    read_out: dict[str, Any] = json.loads(values) if isinstance(values, str | bytes) else values
    return read_out


def _line(paper: Paper) -> PaperLine:
    return PaperLine(
        name=paper.name,
        originals=paper.originals,
        copies=paper.copies,
        pages=1 if paper.file_id else None,
        source="CSDL quốc gia" if paper.source == PaperSource.DATABASE else "",
    )
