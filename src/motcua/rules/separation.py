"""Nobody decides on his own work: who received, who appraised and who approves are three persons."""

from collections.abc import Collection

from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb

DECIDING = frozenset({Verb.APPROVE, Verb.DECLINE})
_APPRAISING = frozenset({Verb.JUDGE_PAPER, Verb.PROPOSE})
_HANDS = {
    Verb.APPROVE: "phê duyệt",
    Verb.DECLINE: "từ chối giải quyết",
    Verb.JUDGE_PAPER: "thẩm định",
    Verb.PROPOSE: "thẩm định",
}


class SamePerson(Fault):
    """The person has already had another hand in this dossier. `person` is "Bạn", or a name for somebody else."""

    code = "same_person"
    sentence = "{person} đã {earlier} hồ sơ này nên không {verb} được. Chuyển cho người khác cùng phòng."


def check_separation(
    verb: Verb,
    *,
    person: int,
    name: str = "Bạn",
    received_by: Collection[int | None] = (),
    appraised_by: Collection[int | None] = (),
    approved_by: Collection[int | None] = (),
    on_site: bool = False,
) -> None:
    """Refuse an appraisal by who received, and an approval by who received or appraised (Decree 61/2018 Art. 17, 19).

    Persons are staff ids. An on-site process ("5 bước tại chỗ") lets one person do it all.
    Raises SamePerson.
    """
    if on_site or verb not in _HANDS:
        return
    if person in received_by:
        raise SamePerson(person=name, earlier="tiếp nhận", verb=_HANDS[verb])
    if verb in DECIDING and person in appraised_by:
        raise SamePerson(person=name, earlier="thẩm định", verb=_HANDS[verb])
    if verb in _APPRAISING and person in approved_by:
        raise SamePerson(person=name, earlier="phê duyệt", verb=_HANDS[verb])
