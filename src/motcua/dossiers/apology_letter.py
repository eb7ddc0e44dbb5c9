"""The letter as a page shows it before and after it is sent: what it says to the applicant, in which state."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.dossiers.apologies import CAUSES
from motcua.dossiers.apology_sheet import responsible_for
from motcua.dossiers.models import Apology
from motcua.dossiers.models.apologies import UNSENT
from motcua.dossiers.picture import Picture
from motcua.people.roster import roster
from motcua.people.settings import reason_text
from motcua.rules.codes import ApologyState

STATE_WORDS: dict[ApologyState, str] = {
    ApologyState.DRAFTED: "Đã soạn, chờ ký",
    ApologyState.SIGNED: "Đã ký, chờ gửi",
    ApologyState.SENT: "Đã gửi",
    ApologyState.DROPPED: "Không gửi, hồ sơ đã kết thúc",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that the letter says, as it stands."""

    state: ApologyState
    agency: str
    cause: str
    cause_words: str
    cause_unit_code: str
    cause_unit: str
    sentence: str
    days: int
    due: datetime | None
    new_due: datetime
    responsible: str
    signer: str
    signed_at: datetime | None
    drafted_by: str
    slip_no: int | None

    @property
    def state_words(self) -> str:
        """Where it stands."""
        return STATE_WORDS[self.state]

    @property
    def unsent(self) -> bool:
        """Whether it waits to be signed or sent."""
        return self.state in UNSENT


def letter_for(picture: Picture, *, on: date) -> Letter | None:
    """The letter of a dossier, None while nobody drafted one. One statement beside the notes of the picture."""
    row = Apology.objects.filter(dossier_id=picture.dossier.pk).first()
    if row is None:
        return None
    people, note = roster(), picture.notes.get(row.note_id or 0)
    cause_unit = people.unit(row.cause_unit_id, on)
    return Letter(
        state=ApologyState(row.state),
        agency=people.unit(picture.dossier.competent_unit_id, on).name,
        cause=row.cause,
        cause_words=reason_text(CAUSES, row.cause, on=on),
        cause_unit_code=cause_unit.code,
        cause_unit=cause_unit.label,
        sentence=note.text if note else "",
        days=row.days,
        due=picture.dossier.legal_due,
        new_due=row.new_due,
        responsible=responsible_for(row, on)[0],
        signer=people.staff(row.signer_id).name if row.signer_id else "",
        signed_at=row.signed_at,
        drafted_by=people.staff(row.drafted_by_id).name if row.drafted_by_id else "Hệ thống",
        slip_no=row.slip_no,
    )
