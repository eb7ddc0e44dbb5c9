"""The standards of staff at a one-stop unit, as warnings: nothing is forbidden, everything is said."""

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.people.cards import PostingCard, StaffCard
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import RATING_WORDS, PostingKind, Rating, UnitLevel


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One line of the approved staff list (Circular 01/2018 Art. 7): who, as what, until when, and what is amiss."""

    staff: StaffCard
    posting: PostingCard
    warnings: tuple[str, ...]


def staff_list(unit_id: int, *, on: date) -> tuple[StaffLine, ...]:
    """The staff of a unit on a day, officials before substitutes, each with its warnings."""
    picture = roster()
    lines = [
        StaffLine(picture.staff(posting.staff_id), posting, tuple(warnings_for(posting, on=on)))
        for posting in picture.postings_in(unit_id, on)
    ]
    return tuple(sorted(lines, key=lambda line: (line.posting.kind or PostingKind.OFFICIAL, line.staff.sort_key)))


def warnings_for(posting: PostingCard, *, on: date) -> list[str]:
    """What a posting at a one-stop unit lacks by law, one sentence each; of other units nothing.

    Term, years, rating and substitutes: Decree 61/2018 Art. 11 and 12 (8); thresholds are settings.
    """
    if roster().unit(posting.unit_id, on).level is not UnitLevel.ONE_STOP or posting.role is not Role.DESK:
        return []
    return [*_term(posting, on), *_standards(posting, on), *_sending(posting, on)]


def _term(posting: PostingCard, on: date) -> list[str]:
    least, most = (read(key, on=on, unit_id=posting.unit_id) for key in ("term_months_min", "term_months_max"))
    end = posting.valid_to or posting.planned_to
    found = []
    if end is None:
        found.append("Chưa ghi thời hạn cử.")
    elif end < _add_months(posting.valid_from, least):
        found.append(f"Thời hạn cử dưới {least} tháng.")
    elif end > _add_months(posting.valid_from, most):
        found.append(f"Thời hạn cử quá {most} tháng.")
    if posting.valid_to is None and on > _add_months(posting.valid_from, most):
        found.append(f"Đã làm việc tại đây quá {most} tháng, cần thay người hoặc cử lại.")
    return found


def _standards(posting: PostingCard, on: date) -> list[str]:
    years = read("years_in_sector_min", on=on)
    worst = Rating(int(read("rating_min", on=on)))
    found = []
    if not posting.grade:
        found.append("Chưa ghi ngạch công chức, viên chức.")
    if posting.years_in_sector is None:
        found.append("Chưa ghi số năm công tác trong lĩnh vực.")
    elif posting.years_in_sector < years:
        found.append(f"Mới có {posting.years_in_sector} năm công tác trong lĩnh vực, cần từ {years} năm.")
    if posting.last_rating is None:
        found.append("Chưa ghi xếp loại năm gần nhất.")
    elif posting.last_rating > worst:
        found.append(f"Xếp loại năm gần nhất dưới mức “{RATING_WORDS[worst]}”.")
    return found


def _sending(posting: PostingCard, on: date) -> list[str]:
    if posting.sending_unit_id is None:
        return ["Chưa ghi cơ quan cử."]
    if posting.kind is PostingKind.SUBSTITUTE:
        return []
    if any(
        other.kind is PostingKind.SUBSTITUTE and other.sending_unit_id == posting.sending_unit_id
        for other in roster().postings_in(posting.unit_id, on)
    ):
        return []
    return [f"{roster().unit(posting.sending_unit_id, on).label} chưa cử người dự phòng."]


def _add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = day.replace(year=day.year + year, month=month + 1, day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
