"""What the citizen reads when a dossier misses its date: sorry, why, and until when it is promised now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.tracking import Progress
from motcua.web.shared.dates import day_words, full_day_words, hour


@dataclass(frozen=True, slots=True)
class Sorry:
    """The block of the apology. `cause` and `sentence` stand as the office wrote them, in Vietnamese."""

    words: str
    cause: str = ""
    sentence: str = ""
    new_due: str = ""
    sent: str = ""


def sorry(progress: Progress, *, late: bool) -> Sorry | None:
    """For what is late, or was apologised for, and is not settled yet."""
    told, due = progress.apology, progress.legal_due
    if due is None or progress.finished_at is not None or progress.closed_at is not None:
        return None
    if told is None:
        words = _("Hồ sơ lẽ ra có kết quả %(day)s. Chúng tôi xin lỗi vì để bạn phải chờ.") % {"day": day_words(due)}
        return Sorry(words) if late else None
    said = {"day": day_words(due), "agency": progress.competent_unit_name}
    if late:
        words = _("Hồ sơ lẽ ra có kết quả %(day)s. %(agency)s xin lỗi vì để bạn phải chờ.") % said
    else:
        words = _("Hồ sơ sẽ không kịp hẹn %(day)s. %(agency)s xin lỗi vì để bạn phải chờ.") % said
    promised = progress.promised_due or told.new_due
    return Sorry(
        words=words,
        cause=told.cause,
        sentence=told.sentence,
        new_due=f"{hour(promised)} {full_day_words(promised)}",
        sent=full_day_words(told.sent_at),
    )
