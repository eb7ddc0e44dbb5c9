"""A fault says its one sentence, with the facts in it, and keeps them for machines."""

from motcua.rules.faults import Fault


class Gone(Fault):
    """Nobody stands at the desk."""

    code = "gone"
    sentence = "Không có ai ở quầy {no}."


def test_the_sentence_of_a_fault_names_its_facts():
    fault = Gone(no=3)
    assert fault.message == str(fault) == "Không có ai ở quầy 3."
    assert (fault.code, fault.facts) == ("gone", {"no": 3})
