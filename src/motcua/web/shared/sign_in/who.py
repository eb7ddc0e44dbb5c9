"""Who works here, as the frame around a staff page shows it."""

from typing import TypedDict

from django.http import HttpRequest
from django.urls import reverse

from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.rules.text import initials
from motcua.web.shared.shell import PostingChoice
from motcua.web.shared.sign_in.views import posting_choices


class Who(TypedDict):
    """The fields of StaffShell that speak of the person: `StaffShell(**who(request), groups=…)`."""

    name: str
    initials: str
    posting: str
    postings: tuple[PostingChoice, ...]
    switch_url: str
    sign_out_url: str


def who(request: HttpRequest) -> Who:
    """The person of `request.actor`, which must be set. No statement."""
    actor = request.actor
    posting = roster().posting(actor.posting_id)
    unit = roster().unit(actor.unit_id, legal_day(request.at))
    return Who(
        name=actor.name,
        initials=initials(actor.name),
        posting=f"{posting.title if posting else ROLE_WORDS[actor.role]}, {unit.label}",
        postings=posting_choices(request),
        switch_url=reverse("choose_posting"),
        sign_out_url=reverse("account_logout"),
    )
