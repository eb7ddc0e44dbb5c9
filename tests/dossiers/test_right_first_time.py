"""Right first time: how many of the accepted dossiers needed no supplement."""

from datetime import timedelta

from motcua.dossiers.right_first_time import By, Rate, rates
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import say
from tests.dossiers.province import LAND
from tests.dossiers.test_supplements import sent


def test_a_supplement_counts_against_procedure_desk_and_clerk(province, monday):
    sent(province, monday)
    province.receive(monday)
    province.receive(monday, LAND)
    undone = province.receive(monday)
    say(Verb.UNDO_RECEIVE, undone, province.clerk_at_desk, monday + timedelta(seconds=5))
    period = {"since": monday, "until": monday + timedelta(days=1)}
    assert rates(By.PROCEDURE, **period) == (
        Rate("Đăng ký thành lập hộ kinh doanh", 2, 1),
        Rate(f"Thủ tục {LAND}", 1, 1),
    )
    assert rates(By.UNIT, **period) == (Rate("Trung tâm Phục vụ hành chính công phường Tân Hòa", 3, 2),)
    (clerk,) = rates(By.CLERK, **period, unit_ids=[province.desk.pk])
    assert (clerk.name, clerk.accepted, clerk.first, round(clerk.percent, 1)) == ("Phạm Thu Trang", 3, 2, 66.7)
    assert rates(By.CLERK, **period, unit_ids=[province.office.pk]) == ()


def test_nothing_accepted_is_no_line(province, monday):
    province.receive(monday)
    for by in By:
        assert rates(by, since=monday + timedelta(days=1), until=monday + timedelta(days=2)) == ()
