"""`thu-bao/`: notices to staff whose e-mail failed or is late, with the reason. Nothing of a dossier stands here."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from motcua.notices.ports import has_post
from motcua.notices.undelivered import Undelivered, counts, failed, late
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.web.desk.admin.frame import admin_page, moment_of
from motcua.web.shared.policy import needs


@dataclass(frozen=True, slots=True)
class Line:
    """Whose letters, and what happened to them."""

    login: str
    name: str
    email: str
    what: Undelivered


@needs(Action.ADMINISTER_PEOPLE)
def mail(request: HttpRequest) -> HttpResponse:
    """What was given up, and what is still tried; three statements."""
    at = moment_of(request)
    context = {
        "title": "Thư báo cho cán bộ",
        "counts": counts(at=at),
        "failed": [_line(one) for one in failed()],
        "late": [_line(one) for one in late(at=at)],
        "has_post": has_post(),
    }
    return admin_page(request, "mail.html", context, current="admin_mail")


def _line(one: Undelivered) -> Line:
    card = roster().staff(one.person_id)
    return Line(card.login, card.name, card.email, one)
