"""Who sits at the screen: from the session to `request.actor`, before any view of the staff runs.

Every address below /nv/ needs an actor but for the doors of the sign-in itself. One statement reads the session, one
the account with the generation; the posting comes from the roster.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from motcua.ledger import generation
from motcua.people.actors import ChoosePosting, NoPosting, actor_for, chosen_posting, postings_of_account
from motcua.people.cards import PostingCard
from motcua.people.models import Account
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.people.sign_in import SIGN_IN
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.web.shared.clock import now
from motcua.web.shared.held import held_page

Answer = Callable[[HttpRequest], HttpResponseBase]

STAFF = "/nv/"
CODE, ENROL, PASSWORD = SIGN_IN + "ma/", SIGN_IN + "thiet-lap/", STAFF + "doi-mat-khau/"
SIGN_OUT, CHOOSE = STAFF + "dang-xuat/", STAFF + "chon-vi-tri/"
OPEN_DOORS = frozenset({SIGN_IN, CODE})  # for those who have not signed in yet
EXAMPLES = STAFF + "_mau/"  # the gallery of components; nobody's data, and routed in development only
POSTING_KEY, SEEN_KEY = "posting", "seen_at"
RENEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionClock:
    """After how many minutes of pause the session ends, and how many before that the screen says so."""

    minutes: int
    warning: int


class SessionActor:
    """Sets `request.actor` (None outside /nv/), `request.at` and `request.session_clock` (for the warning on screen).

    Leads to the door that is still in the way.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor, request.at, request.session_clock = None, now(), None
        path = request.path_info
        if path == EXAMPLES:
            generation.refresh()
        elif path.startswith(STAFF) and settings.SESSION_COOKIE_NAME in request.COOKIES:
            stop = self._stop(request)
            if stop is not None:
                return stop
        elif path.startswith(STAFF) and path not in OPEN_DOORS:
            return lead_to(request, SIGN_IN, next=_way_back(request))
        elif not path.startswith("/api/"):  # there the token brings the generation
            generation.refresh()
        return self.get_response(request)

    def _stop(self, request: HttpRequest) -> HttpResponseBase | None:
        """The answer instead of the page, None to go on with `request.actor` set."""
        path = request.path_info
        if not request.user.is_authenticated:
            return None if path in OPEN_DOORS else lead_to(request, SIGN_IN, next=_way_back(request))
        if _paused_too_long(request):
            logout(request)
            return lead_to(request, SIGN_IN, next=_way_back(request), het="phien")
        if path in OPEN_DOORS or path == SIGN_OUT:
            return None
        door = _door_before_work(request)
        if door is not None:
            return None if path == door else lead_to(request, door)
        return self._seat(request)

    def _seat(self, request: HttpRequest) -> HttpResponseBase | None:
        """Put the person into the chosen posting."""
        on = legal_day(request.at)
        posting = chosen_posting(request.user.pk, request.session.get(POSTING_KEY), on=on)
        if posting is not None:
            request.actor = actor_for(posting, on=on)
            request.session_clock = SessionClock(idle_minutes(request), read("session_warning_minutes", on=on))
            return None
        if request.path_info in (CHOOSE, PASSWORD):
            return None
        others = postings_of_account(request.user.pk, on=on)
        if others and (request.method == "GET" or "HX-Request" in request.headers):
            return lead_to(request, CHOOSE, next=_way_back(request))
        return held_page(request, _without_posting(request, others, on=on))


def _without_posting(request: HttpRequest, others: tuple[PostingCard, ...], *, on: date) -> Fault:
    """Why the form cannot be taken: the posting has ended, and there are others to choose from, or none."""
    person = roster().staff_of_account(request.user.pk)
    name = person.name if person else request.user.login  # type: ignore[union-attr]
    if not others:
        return NoPosting(name=name)
    choices = (f"{ROLE_WORDS[one.role]}, {roster().unit(one.unit_id, on).label}" for one in others)
    return ChoosePosting(name=name, choices="; ".join(choices))


def _paused_too_long(request: HttpRequest) -> bool:
    """Whether the last request is longer ago than the setting allows; notes this one, once a minute at most."""
    seen = request.session.get(SEEN_KEY)
    at = request.at.timestamp()
    if seen is not None and at - seen > timedelta(minutes=idle_minutes(request)).total_seconds():
        return True
    if seen is None or at - seen > RENEW.total_seconds():
        request.session[SEEN_KEY] = at
    return False


def idle_minutes(request: HttpRequest) -> int:
    """After how many minutes without a request the session ends."""
    return read("session_minutes", on=legal_day(request.at))


def _door_before_work(request: HttpRequest) -> str | None:
    """Second factor first, then a password of one's own."""
    account = request.user
    if not account.enrolled:
        return ENROL
    return PASSWORD if account.must_change_password or password_days_left(account, request) == 0 else None


def password_days_left(account: Account, request: HttpRequest) -> int | None:
    """Days until the password must be changed, 0 when it must be now; None when passwords do not age."""
    on = legal_day(request.at)
    days = read("password_days", on=on)
    if not days or account.password_changed_at is None:
        return None
    return max(0, days - (on - legal_day(account.password_changed_at)).days)


def lead_to(request: HttpRequest, door: str, **query: str) -> HttpResponse:
    """A redirect that htmx follows with the whole page."""
    asked = {key: value for key, value in query.items() if value}
    url = f"{door}?{urlencode(asked)}" if asked else door
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in: the page itself, never the target of a form."""
    return request.get_full_path() if request.method == "GET" and "HX-Request" not in request.headers else ""
