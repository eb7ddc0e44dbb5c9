"""From a person to an Actor: which posting somebody acts in, and who a machine acts for."""

from datetime import date

from motcua.ledger.actor import Actor, ActorKind
from motcua.people.cards import PostingCard, StaffCard
from motcua.people.roster import roster
from motcua.rules.faults import Fault


class NoPosting(Fault):
    """The person holds no posting on this day (or not the named one), so there is nothing they may do."""

    code = "no_posting"
    sentence = "{name} không có vị trí công tác nào đang hiệu lực. Đề nghị quản trị đơn vị kiểm tra quyết định cử."


class ChoosePosting(Fault):
    """The person holds several postings and has not said which."""

    code = "choose_posting"
    sentence = "{name} có nhiều vị trí công tác, hãy chọn một: {choices}."


def actor_for(posting: PostingCard, *, on: date, client_id: int | None = None) -> Actor:
    """The actor that a person is in one posting, with the unit's version of the day. No statement."""
    picture = roster()
    person = picture.staff(posting.staff_id)
    return Actor(
        kind=ActorKind.STAFF,
        account_id=person.account_id,
        staff_id=person.id,
        posting_id=posting.id,
        unit_id=posting.unit_id,
        unit_version_id=picture.unit(posting.unit_id, on).version_id,
        role=posting.role,
        sectors=posting.sectors,
        client_id=client_id,
        name=person.name,
    )


def postings_of_account(account_id: int, *, on: date) -> tuple[PostingCard, ...]:
    """The postings in force of the person behind an account, in units that exist that day. Empty for a citizen."""
    picture = roster()
    person = picture.staff_of_account(account_id)
    if person is None:
        return ()
    return tuple(p for p in picture.postings_of(person.id, on) if picture.is_open(p.unit_id, on))


def chosen_posting(account_id: int, posting_id: int | None, *, on: date) -> PostingCard | None:
    """The chosen posting if it is still in force, the only one if there is one, else None (the person must choose)."""
    postings = postings_of_account(account_id, on=on)
    if len(postings) == 1:
        return postings[0]
    return next((posting for posting in postings if posting.id == posting_id), None)


def actor_named(text: str, *, on: date, client_id: int | None = None) -> Actor:
    """The actor behind `login`, `login@H99.12.03` or `login@H99.12.03/OFFICER` (shell and Acting-For).

    Raises UnknownStaff, NoPosting, ChoosePosting when the words fit several postings.
    """
    login, _, place = text.strip().partition("@")
    code, _, role = place.partition("/")
    picture = roster()
    person = picture.staff_by_login(login)
    fitting = [
        posting
        for posting in (postings_of_account(person.account_id, on=on) if person.account_id and person.active else ())
        if code in ("", picture.unit(posting.unit_id, on).code) and role.upper() in ("", posting.role.name)
    ]
    if not fitting:
        raise NoPosting(name=person.name)
    if len(fitting) > 1:
        raise ChoosePosting(name=person.name, choices=", ".join(posting_name(p, person, on=on) for p in fitting))
    return actor_for(fitting[0], on=on, client_id=client_id)


def posting_name(posting: PostingCard, person: StaffCard, *, on: date) -> str:
    """How `actor_named` is told this posting: login@unit/ROLE."""
    return f"{person.login}@{roster().unit(posting.unit_id, on).code}/{posting.role.name}"
