"""Who received, who appraised and who approves are three persons."""

import pytest

from motcua.rules.lifecycle import Verb
from motcua.rules.separation import SamePerson, check_separation

LAN, MINH = 1, 2


@pytest.mark.parametrize("verb", [Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE, Verb.DECLINE])
def test_who_received_neither_appraises_nor_approves(verb):
    with pytest.raises(SamePerson, match="tiếp nhận"):
        check_separation(verb, person=LAN, received_by=[LAN])
    check_separation(verb, person=MINH, received_by=[LAN])


@pytest.mark.parametrize("decides", [Verb.APPROVE, Verb.DECLINE])
@pytest.mark.parametrize("appraises", [Verb.JUDGE_PAPER, Verb.PROPOSE])
def test_who_appraised_does_not_decide_and_the_other_way_round(decides, appraises):
    with pytest.raises(SamePerson, match="thẩm định hồ sơ"):
        check_separation(decides, person=LAN, appraised_by=[LAN])
    with pytest.raises(SamePerson, match="phê duyệt hồ sơ"):
        check_separation(appraises, person=LAN, approved_by=[LAN])
    check_separation(appraises, person=LAN, appraised_by=[LAN])
    check_separation(decides, person=LAN, approved_by=[LAN])


def test_somebody_else_is_named_in_the_refusal():
    with pytest.raises(SamePerson, match=r"^Trần Minh đã tiếp nhận"):
        check_separation(Verb.APPROVE, person=MINH, name="Trần Minh", received_by=[MINH])


def test_the_on_site_model_lets_one_person_do_it_all():
    check_separation(Verb.APPROVE, person=LAN, received_by=[LAN], appraised_by=[LAN], on_site=True)


def test_other_verbs_are_open_to_everybody():
    check_separation(Verb.ANNOTATE, person=LAN, received_by=[LAN], appraised_by=[LAN], approved_by=[LAN])
