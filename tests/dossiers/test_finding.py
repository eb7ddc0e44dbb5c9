"""Finding dossiers: search, worklists, tracking; in scope only, and at a price that does not grow."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import orders, search
from motcua.dossiers.commands import correct_details
from motcua.dossiers.models import Dossier, DossierWords, Step
from motcua.dossiers.picture import picture
from motcua.dossiers.search import find
from motcua.dossiers.sight import in_sight
from motcua.dossiers.tracking import public_progress
from motcua.dossiers.words import write_words
from motcua.dossiers.worklist import Box, Filter, Key, Urgency, badges, page, tally
from motcua.people import permissions
from motcua.rules.codes import Clock
from motcua.rules.lifecycle import Role, State, Verb
from tests.dossiers.acts import say, to_end, to_office, to_return
from tests.dossiers.province import COPY, applicant
from tests.people.factories import make_actor, make_unit


@pytest.fixture
def three(province, monday):
    """Three dossiers with their words written, as the reader does it."""
    people = (
        {"name": "Lê Văn An", "identity_no": "999187002416", "phone": "0999000318"},
        {"name": "Đặng Thị Ánh", "identity_no": "999187002424", "phone": "0999000319"},
        {"name": "Nguyễn Hữu 100%_Đúng", "identity_no": "", "phone": ""},
    )
    found = [province.receive(monday, applicant=applicant(**said)).dossier for said in people]
    write_words(dossier.pk for dossier in found)
    return found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("H99.27-261116-0002", [1]),
        ("h99.27-261116-0002", [1]),
        ("261116-0003", [2]),
        ("0001", [0]),
        ("999187002416", [0]),
        ("999 187 002 416", [0]),
        ("0999000319", [1]),
        ("+84999000319", [1]),
        ("0999.000.319", [1]),
        ("dang anh", [1]),
        ("Đặng Ánh", [1]),
        ("le an", [0]),
        ("Lê", [0]),
        ("an", [0, 1]),
        ("nguyen dung", [2]),
        ("100%_đúng", [2]),
        ("%", []),
        ("_", []),
        ("%%%", []),
        ('a"b', []),
        ("khong co ai", []),
        ("099900031", []),
        ("", []),
        ("  ", []),
        ("\0", []),
    ],
)
def test_a_dossier_is_found_by_what_people_know_of_it(three, text, places):
    assert {dossier.pk for dossier in find(text, Q())} == {three[place].pk for place in places}


def test_search_stays_within_ones_sight(province, three):
    stranger = make_actor(Role.DESK, make_unit())
    for text in ("999187002416", "le an", "261116-0001"):
        assert [dossier.pk for dossier in find(text, in_sight(province.clerk_at_desk))] == [three[0].pk]
        assert list(find(text, in_sight(stranger))) == []


def test_the_hits_of_others_do_not_stand_before_ones_own(province, three, monkeypatch):
    monkeypatch.setattr(search, "HITS", 1)
    elsewhere = make_unit()
    DossierWords.objects.filter(dossier__in=three[1:]).update(units=[elsewhere.pk])
    assert list(find("h99.27", Q(), units={province.desk.pk})) == three[:1]
    assert list(find("h99.27 le", Q(), units={province.desk.pk})) == three[:1]
    assert list(find("h99.27", Q(), units={elsewhere.pk, province.office.pk})) == three[2:]
    assert list(find("h99.27", Q(), units=frozenset())) == []
    assert list(find("h99.27", Q())) == three[2:]


def test_a_correction_is_found_under_the_new_name(province, monday, three):
    change = correct_details(
        three[0].code, orders.CorrectDetailsOrder(name="Lê Văn Bình"), actor=province.clerk_at_desk, at=monday
    )
    write_words([change.dossier.pk])
    assert [dossier.pk for dossier in find("binh", Q())] == [three[0].pk]
    assert three[0] not in find("le van an", Q())


def spread(province, monday, after):
    """Twelve dossiers at the desk in every group: late, soon, open, paused; the steps' own dates go criss-cross."""
    made = [province.receive(monday).dossier.pk for _ in range(12)]
    for no, pk in enumerate(made):
        late, soon, clock = ((-1, -2, 2), (3, -1, 2), (9, 5, 2), (7, 1, 3))[no % 4]
        columns = {"late_at": after(days=late, minutes=no), "soon_from": after(days=soon), "clock": Clock(clock)}
        Dossier.objects.filter(pk=pk).update(**columns)
        Step.objects.filter(dossier=pk).update(sort_due=after(days=(no * 5) % 12))
    return made


def test_pages_of_a_worklist_follow_one_another_in_whole_groups(province, monday, after):
    made = spread(province, monday, after)
    rows, key = [], None
    while True:
        found = page(province.clerk_at_desk, Box.MINE, at=monday if key is None else after(days=4), after=key, size=5)
        rows += found.rows
        if found.after is None:
            break
        key = Key.parse(str(found.after))
        assert key == found.after
    assert sorted(row.dossier_id for row in rows) == sorted(made), "each row once"
    groups = [row.urgency for row in rows]
    assert groups == sorted(groups, key=list(Urgency).index), "late, soon, open, paused"
    assert {groups.count(group) for group in Urgency} == {3}
    for group in Urgency:
        dates = [row.late_at for row in rows if row.urgency is group]
        assert dates == sorted(dates)
        only = page(province.clerk_at_desk, Box.MINE, at=monday, filter_by=Filter(urgency=group)).rows
        assert {row.urgency for row in only} == {group} and len(only) == 3


@pytest.mark.parametrize("text", ["", "x", "1_2_3_4", "2026-01-01T00:00+00:00_9_2026-01-01T00:00+00:00_1", "_" * 3])
def test_a_key_that_is_none_begins_at_the_first_page(text):
    assert Key.parse(text) is None


def test_a_settled_dossier_that_waits_to_be_collected_is_not_late(province, monday, after):
    to_return(province, monday)
    (row,) = page(province.clerk_at_desk, Box.RETURN, at=after(days=90)).rows
    assert row.urgency is Urgency.OPEN
    late = Filter(urgency=Urgency.LATE)
    assert page(province.clerk_at_desk, Box.RETURN, at=after(days=90), filter_by=late).rows == ()


def test_what_is_returned_at_once_is_due_while_it_lies_open(province, monday, after):
    code = province.receive(monday, COPY).dossier.code
    province.receive(monday)
    for at in (monday, after(days=2)):
        soon = page(province.clerk_at_desk, Box.MINE, at=at, filter_by=Filter(urgency=Urgency.SOON)).rows
        rows = page(province.clerk_at_desk, Box.MINE, at=at).rows
        assert code in {row.code for row in soon}
        assert {row.code for row in rows if row.urgency is Urgency.SOON} == {row.code for row in soon}


def test_badges_are_capped_and_cost_one_statement(province, monday, django_assert_num_queries):
    for _ in range(4):
        province.receive(monday)
    badges(province.clerk_at_desk, list(Box))  # the roster is read once per generation
    with django_assert_num_queries(1):
        counts = badges(province.clerk_at_desk, list(Box), most=2)
    assert counts[Box.MINE] == 3 and counts[Box.SIGN] == 0


def test_the_groups_of_a_list_are_counted_with_the_badges(province, monday, after, django_assert_num_queries):
    clerk, late = province.clerk_at_desk, Filter(urgency=Urgency.LATE)
    for at in (monday, monday, after(days=30)):
        province.receive(at)
    asked = (Box.DESK, late, after(days=30))
    tally(clerk, [Box.MINE], grouped=asked)
    with django_assert_num_queries(1):
        found = tally(clerk, [Box.MINE, Box.SIGN], grouped=asked)
    assert found.boxes == {Box.MINE: 3, Box.SIGN: 0}
    assert found.groups == {Urgency.LATE: 2, Urgency.SOON: 0, Urgency.OPEN: 1, Urgency.PAUSED: 0}
    for urgency, count in found.groups.items():
        rows = page(clerk, Box.DESK, at=asked[2], filter_by=Filter(urgency=urgency)).rows
        assert len(rows) == count, urgency
    many = tally(clerk, [Box.MINE], grouped=asked, most=2)
    assert (many.listed, many.groups) == (3, {}), "no group is counted of a list that was not read to its end"


def many_papers(count: int) -> tuple[orders.PaperOrder, ...]:
    """Papers of the applicant's own, each with its name."""
    return tuple(orders.PaperOrder(item="", name=f"Giấy {no}", originals=1) for no in range(count))


def statements(act) -> int:
    """How many SQL statements an act makes, caches warm."""
    act()
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_lists_and_pages_cost_the_same_however_much_they_hold(province, monday, after):
    clerk = province.clerk_at_desk
    change = province.receive(monday)
    few = statements(lambda: page(clerk, Box.DESK, at=monday))
    for _ in range(8):
        province.receive(monday, papers=many_papers(15))
    assert few == statements(lambda: page(clerk, Box.DESK, at=monday)) <= 2
    thick = province.receive(monday, papers=many_papers(30))
    for ref in (change, thick):
        assert statements(lambda ref=ref: picture(ref.dossier.code, actor=clerk, at=monday)) <= 8
    ended = to_end(province, monday).dossier
    secret = {"secret": ended.lookup_secret}
    assert statements(lambda: public_progress(ended.code, **secret)) <= 3


def test_the_public_sees_little_with_the_code_and_more_with_the_secret(province, monday):
    dossier = to_office(province, monday).dossier
    plain = public_progress(dossier.code)
    assert (plain.level, plain.state, plain.masked_name, plain.steps) == (0, State.PROCESSING, "", ())
    for proof in ({"secret": dossier.lookup_secret}, {"secret": dossier.lookup_secret.upper()}, {"phone_tail": "0318"}):
        known = public_progress(dossier.code, **proof)
        assert known.level == 1 and known.masked_name == "H*** T** T** Hà" and known.steps
    for wrong in ({"secret": "x" * 10}, {"phone_tail": "9999"}, {"phone_tail": "318"}, {"phone_tail": ""}):
        assert public_progress(dossier.code, **wrong).level == 0
    assert public_progress(dossier.reference).code == dossier.code
    assert public_progress("H99.27-261116-0099") is None
    undone = say(Verb.UNDO_RECEIVE, province.receive(monday), province.clerk_at_desk, monday).dossier
    assert public_progress(undone.code, secret=undone.lookup_secret) is None


def test_who_took_the_result_proves_nothing_to_the_public(province, monday):
    change = to_return(province, monday)
    taker = applicant(name="Người Nhận Thay", phone="0999000777", identity_no="")
    given = {"identity_seen": True, "authority_seen": True, "somebody": taker}
    change = say(Verb.RETURN_RESULT, change, province.clerk_at_desk, monday, **given)
    assert public_progress(change.dossier.code, phone_tail="0777").level == 0


def test_words_are_looked_for_among_the_dossiers_that_an_office_has_or_had_in_hand(province, monday):
    forwarded, at_desk = to_office(province, monday).dossier, province.receive(monday).dossier
    write_words([forwarded.pk, at_desk.pk])
    action = permissions.Action.SEARCH
    for actor, seen in (
        (province.officer, [forwarded]),
        (province.clerk_at_desk, [at_desk, forwarded]),
        (make_actor(Role.OFFICER, make_unit()), []),
    ):
        units = permissions.units_in_scope(actor, action)
        found = find("hoàng hà", in_sight(actor, action), units=units)
        assert list(found) == list(find("hoàng hà", in_sight(actor, action))) == seen


def test_the_words_of_an_earlier_version_learn_their_units(province, monday):
    upgrade = import_module("motcua.dossiers.migrations.0007_words_know_their_units")
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL asks for the units")
    dossier = to_office(province, monday).dossier
    write_words([dossier.pk])
    known = DossierWords.objects.get().units
    DossierWords.objects.update(units=[])
    with connection.cursor() as cursor:
        cursor.execute(upgrade.FILL)
    assert sorted(DossierWords.objects.get().units) == known and len(known) > 1


def test_words_of_an_earlier_version_are_found_by_their_first_word_after_the_upgrade(three):
    upgrade = import_module("motcua.dossiers.migrations.0004_words_begin_with_a_blank")
    for row in DossierWords.objects.all():
        row.words = row.words.removeprefix(" ").removeprefix(row.dossier.code.lower()).lstrip()
        row.save()
    short = three[0]
    DossierWords.objects.filter(pk=short.pk).update(words="le " + short.reference.lower())
    assert list(find(f"lê {short.reference}", Q())) == []
    with connection.cursor() as cursor:
        cursor.execute(upgrade.PUT_THE_BLANK)
        assert cursor.rowcount == 3
        cursor.execute(upgrade.PUT_THE_BLANK)
        assert cursor.rowcount == 0
    assert list(find(f"lê {short.reference}", Q())) == [short]
