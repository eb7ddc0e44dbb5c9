"""Verbs that touch no step: a typing mistake put right, a note."""

from datetime import datetime

from motcua.dossiers.change import Change, change
from motcua.dossiers.facts import Annotated, DetailsCorrected
from motcua.dossiers.models import Party
from motcua.dossiers.notes import keep_note
from motcua.dossiers.orders import AnnotateOrder, CorrectDetailsOrder, PartyOrder
from motcua.dossiers.parties import draw_party
from motcua.dossiers.sheets import corrected_receipt
from motcua.dossiers.texts import worded
from motcua.ledger.actor import Actor
from motcua.people.permissions import Denied
from motcua.people.rights import SPEAKS_TO_APPLICANT
from motcua.rules.codes import IdentityKind, NoteVisibility, PartyKind, PartyRole
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb

_PARTIES = {"applicant": PartyRole.APPLICANT, "owner": PartyRole.OWNER}
_CORRECTABLE = ("name", "phone", "email", "address")


class UnknownParty(Fault):
    """The dossier has no such party."""

    code = "unknown_party"
    sentence = "Hồ sơ không có bên này. Chọn người nộp hoặc chủ hồ sơ."


class NothingCorrected(Fault):
    """What was typed is what already stands there."""

    code = "nothing_corrected"
    sentence = "Thông tin mới giống thông tin đang có nên không có gì để sửa."


class EmptyNote(Fault):
    """A note without words."""

    code = "empty_note"
    sentence = "Viết nội dung ghi chú rồi lưu."


def correct_details(
    ref: str, order: CorrectDetailsOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Put a typing mistake in name, phone, e-mail or address right. Before and after are kept as two rows, and the
    receipt is issued again as its next version.

    Raises what `change` raises; UnknownParty, NothingCorrected, the faults of the party.
    """
    with change(ref, Verb.CORRECT_DETAILS, actor=actor, at=at, expected=expected) as door:
        dossier_id = door.work.dossier.pk
        before = _party(dossier_id, order.party)
        after = draw_party(_corrected(before, order), PartyRole(before.role), dossier_id=dossier_id)
        fields = tuple(name for name in _CORRECTABLE if getattr(before, name) != getattr(after, name))
        if not fields:
            raise NothingCorrected()
        after.save(force_insert=True)
        Party.objects.filter(pk=before.pk).update(replaced_by=after)
        slip = corrected_receipt(door.work, after)
        door.facts = DetailsCorrected(
            before=before.pk,
            after=after.pk,
            fields=fields,
            receipt_version=(slip.values or {}).get("version") if slip else None,
            print_sha256=door.owe(slip) if slip else None,
        )
    return door.result


def _party(dossier_id: int, name: str) -> Party:
    role = _PARTIES.get(name)
    party = Party.objects.filter(dossier_id=dossier_id, role=role, replaced_by__isnull=True).first() if role else None
    if party is None:
        raise UnknownParty()
    return party


def _corrected(before: Party, order: CorrectDetailsOrder) -> PartyOrder:
    """The party as it should have been written down."""

    def value(name: str) -> str:
        typed: str | None = getattr(order, name)
        return str(getattr(before, name)) if typed is None else typed

    return PartyOrder(
        name=value("name"),
        phone=value("phone"),
        email=value("email"),
        address=value("address"),
        kind=PartyKind(before.kind),
        identity_kind=IdentityKind(before.identity_kind),
        identity_no=before.identity_no,
        birth_on=before.birth_on,
        authority=before.authority,
    )


def annotate(ref: str, order: AnnotateOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """Write a note into the diary. It needs no version: it touches nothing that another could have typed.

    One that the applicant is to read is written by whoever may speak to him. Raises what `change` raises; EmptyNote,
    Denied, UnprintableSign.
    """
    with change(ref, Verb.ANNOTATE, actor=actor, at=at) as door:
        if order.visibility is NoteVisibility.APPLICANT:
            if actor.role not in SPEAKS_TO_APPLICANT:
                raise Denied(action="viết ghi chú cho người nộp đọc", roles="bộ phận một cửa, lãnh đạo")
            worded("Nội dung", order.text)
        note = keep_note(door.work, order.text, visibility=order.visibility)
        if note is None:
            raise EmptyNote()
        door.facts = Annotated(note=note, visibility=order.visibility)
    return door.result
