import pytest

from motcua.rules.lifecycle import Verb
from motcua.rules.separation import SamePerson, check_separation

LAN, VIET, TAM = 1, 2, 3


def test_three_persons_receive_appraise_and_approve() -> None:
    check_separation(Verb.PROPOSE, person=VIET, received_by=LAN)
    check_separation(Verb.APPROVE, person=TAM, received_by=LAN, appraised_by=[VIET])
    check_separation(Verb.FINISH, person=LAN, received_by=LAN, appraised_by=[LAN])


@pytest.mark.parametrize("verb", [Verb.PROPOSE, Verb.JUDGE_PAPER, Verb.APPROVE])
def test_who_received_neither_appraises_nor_approves(verb: Verb) -> None:
    with pytest.raises(SamePerson, match="tiếp nhận"):
        check_separation(verb, person=LAN, received_by=LAN)


def test_who_appraised_does_not_approve_and_who_approved_does_not_appraise() -> None:
    with pytest.raises(SamePerson, match="thẩm định"):
        check_separation(Verb.APPROVE, person=VIET, appraised_by={VIET})
    with pytest.raises(SamePerson, match="phê duyệt"):
        check_separation(Verb.PROPOSE, person=TAM, approved_by=[TAM])


def test_an_on_site_process_lets_one_person_do_it_all() -> None:
    check_separation(Verb.APPROVE, person=LAN, received_by=LAN, appraised_by=[LAN], on_site=True)
