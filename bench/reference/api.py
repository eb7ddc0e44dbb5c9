"""The two acts of the reference, as one would write them in an afternoon."""

import datetime as dt
import uuid
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Schema, Status
from ninja.errors import HttpError

from bench.reference.bare.models import Document, Dossier, Event, Outbox

NEXT = (
    "INSERT INTO counter (agency_id, day, last_no) VALUES (%s, %s, 1)"
    " ON CONFLICT (agency_id, day) DO UPDATE SET last_no = counter.last_no + 1 RETURNING last_no"
)


class DocumentIn(Schema):
    """A paper as it is handed in."""

    kind: int
    name: str
    sha256: str
    size: int
    path: str


class ReceiveIn(Schema):
    """A receipt."""

    agency_id: int
    procedure_id: int
    applicant_name: str
    applicant_identity: str
    phone: str | None = None
    answers: dict[str, Any]
    documents: list[DocumentIn]


class ReceiveOut(Schema):
    """What came of it."""

    id: uuid.UUID
    code: str
    status: int
    due_at: dt.datetime


class MoveIn(Schema):
    """A transition."""

    to: int
    note: str = ""


class MoveOut(Schema):
    """What came of it."""

    id: uuid.UUID
    status: int
    version: int


api = NinjaAPI(docs_url=None)


@api.post("/dossiers", response={201: ReceiveOut})
def receive(request: HttpRequest, body: ReceiveIn) -> Status:
    """Number, dossier, papers, event, message."""
    at = dt.datetime.now(dt.UTC)  # noqa: TID251 - the reference has no edge
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [body.agency_id, at.date()])
            number = cursor.fetchone()[0]
        dossier = Dossier.objects.create(
            code=f"H{body.agency_id:03d}-{at:%y%m%d}-{number:06d}",
            agency_id=body.agency_id,
            procedure_id=body.procedure_id,
            status=1,
            applicant_name=body.applicant_name,
            applicant_identity=body.applicant_identity,
            phone=body.phone,
            received_at=at,
            due_at=at + dt.timedelta(days=7),
            answers=body.answers,
        )
        Document.objects.bulk_create([Document(dossier=dossier, **paper.dict()) for paper in body.documents])
        Event.objects.create(
            dossier=dossier, at=at, actor_id=7, action="receive", to_status=1, facts={"ip": "10.0.0.1"}
        )
        Outbox.objects.create(topic="dossier.received", key=str(dossier.id), payload={"status": 1}, created_at=at)
    return Status(201, dossier)


@api.post("/dossiers/{dossier_id}/move", response=MoveOut)
def move(request: HttpRequest, dossier_id: uuid.UUID, body: MoveIn) -> dict[str, Any]:
    """Read, change under the version, event, message."""
    at = dt.datetime.now(dt.UTC)  # noqa: TID251 - the reference has no edge
    with transaction.atomic():
        dossier = Dossier.objects.get(pk=dossier_id)
        before = dossier.status
        row = Dossier.objects.filter(pk=dossier_id, version=dossier.version)
        if not row.update(status=body.to, version=F("version") + 1, holder_id=9):
            raise HttpError(409, "conflict")
        facts = {"ip": "10.0.0.1", "note": body.note}
        Event.objects.create(
            dossier=dossier, at=at, actor_id=9, action="move", from_status=before, to_status=body.to, facts=facts
        )
        Outbox.objects.create(topic="dossier.moved", key=str(dossier_id), payload={"to": body.to}, created_at=at)
    return {"id": dossier_id, "status": body.to, "version": dossier.version + 1}


urlpatterns = [path("api/", api.urls)]
