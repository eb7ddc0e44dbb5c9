"""What the apology says on paper (form 04), gathered from the rows at the moment of its sending."""

from datetime import date, datetime

from motcua.documents.forms.apology import ApologySheet
from motcua.documents.forms.letters import Receiver, Signature, call_of
from motcua.documents.forms.sheets import Heading
from motcua.documents.forms.wording import form_set_on
from motcua.documents.models import PrintRecord
from motcua.documents.printing import owe
from motcua.dossiers.models import Apology, Note, Party
from motcua.dossiers.sheets import place_of, track_path
from motcua.dossiers.signatures import signature_of
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor, ActorKind
from motcua.people.cards import UnitCard
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PartyKind, PartyRole, Profile
from motcua.rules.documents import PrintKind
from motcua.rules.lifecycle import Role

NOT_SIGNED, NO_NUMBER = "(chưa ký)", "…"  # on a draft
_NOBODY = Signature(("THỦ TRƯỞNG CƠ QUAN",), "")


def apology_print(work: Work, letter: Apology, *, due: datetime) -> PrintRecord:
    """Form 04 of the set that was pinned at acceptance, unsaved, with its number. `due`: the date that is missed.

    Two statements. Raises MissingField.
    """
    sheet, agency = apology_sheet(work, letter, due=due)
    return owe(PrintKind.APOLOGY, sheet, profile=Profile(work.dossier.profile), unit_version_id=agency.version_id)


def apology_sheet(work: Work, letter: Apology, *, due: datetime) -> tuple[ApologySheet, UnitCard]:
    """What the letter says, and the agency whose it is. Before it is signed and numbered, both are said to be missing.

    Two statements.
    """
    dossier, people = work.dossier, roster()
    agency = people.unit(dossier.competent_unit_id, work.today)
    desk = people.unit(dossier.receiving_unit_id, work.today)
    party, sentence = _receiver(dossier.pk), _sentence_of(letter)
    responsible, phone = responsible_for(letter, work.today)
    number = letter.slip_no if letter.slip_no is not None else NO_NUMBER
    sheet = ApologySheet(
        form_set=form_set_on(legal_day(dossier.received_at or work.at)),
        heading=_heading(agency, f"{number}/PXL", work.today),
        code=str(dossier),
        track=track_path(dossier),
        agency=agency.name,
        to=party,
        desk=desk.name,
        procedure=work.version.name,
        received_on=legal_day(dossier.received_at or work.at),
        due_at=due,
        reason=_inside(sentence),
        new_due_at=letter.new_due,
        extra_days=letter.days,
        responsible=responsible,
        responsible_phone=phone or agency.phone or str(read("help_line", on=work.today, unit_id=agency.id)),
        signature=_signature(letter, agency.id),
        copies_to=("Như trên", desk.name, "Lưu: VT"),
    )
    return sheet, agency


def responsible_for(letter: Apology, on: date) -> tuple[str, str]:
    """Who answers for the delay, with the place, and a telephone: the head of the unit at fault, else the signer."""
    people = roster()
    unit = people.unit(letter.cause_unit_id, on)
    for role in (Role.COORDINATOR, Role.APPROVER, Role.HEAD_DESK):
        found = people.postings_in(unit.id, on, role)
        if found:
            person = people.staff(found[0].staff_id)
            said = (person.name, post_words(found[0].title, unit.name))
            return ", ".join(part for part in said if part), person.phone or unit.phone
    if letter.signer_id is None:
        return unit.name, unit.phone
    return people.staff(letter.signer_id).name, people.staff(letter.signer_id).phone


def post_words(title: str, place: str) -> str:
    """A title with its place: "Trưởng phòng Kinh tế", not "Trưởng phòng, Phòng Kinh tế"."""
    said, named = title.replace("UBND", "Ủy ban nhân dân").split(), place.split()
    ends = range(min(len(said), len(named)), 0, -1)
    same = (n for n in ends if " ".join(said[-n:]).casefold() == " ".join(named[:n]).casefold())
    doubled = next(same, 0)
    return " ".join([*said, *named[doubled:]])


def _sentence_of(letter: Apology) -> str:
    note = Note.objects.filter(pk=letter.note_id).first() if letter.note_id else None
    return note.text if note else ""


def _signature(letter: Apology, agency_id: int) -> Signature:
    """Who signed, in the capacity of the day of signing; of a letter that nobody signed yet, whose place that is."""
    if letter.signer_id is None or letter.signed_at is None:
        head = signature_of(agency_id, on=legal_day(letter.drafted_at))
        return Signature(head.capacity if head else _NOBODY.capacity, NOT_SIGNED)
    name, on = roster().staff(letter.signer_id).name, legal_day(letter.signed_at)
    found = signature_of(agency_id, on=on, actor=Actor(kind=ActorKind.STAFF, staff_id=letter.signer_id))
    return found if found is not None and found.name == name else Signature(_NOBODY.capacity, name)


def _receiver(dossier_id: int) -> Receiver:
    """Whom the delay concerns: the owner, else whoever filed it."""
    rows = Party.objects.filter(dossier_id=dossier_id, replaced_by__isnull=True)
    parties = {row.role: row for row in rows}
    party = parties.get(PartyRole.OWNER) or parties[PartyRole.APPLICANT]
    kind = PartyKind(party.kind)
    return Receiver(
        name=party.name,
        call=call_of(kind, party.name, party.identity_no),
        address=party.address,
        phone=party.phone,
        person=kind is PartyKind.PERSON,
    )


def _heading(agency: UnitCard, number: str, on: date) -> Heading:
    """The heading of the agency that settles, never of the desk."""
    above = roster().unit(agency.parent_id, on).name if agency.parent_id else ""
    return Heading(parent=above.upper(), agency=agency.name.upper(), number=number, place=place_of(agency, on), on=on)


def _inside(sentence: str) -> str:
    """A sentence that goes on from the words before it."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]
