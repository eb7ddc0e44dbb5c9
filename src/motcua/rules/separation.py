"""Nobody decides on his own work: who received, who appraised and who approves are three persons."""

from collections.abc import Collection

from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb

_APPRAISING = frozenset({Verb.JUDGE_PAPER, Verb.PROPOSE})
_HANDS = {Verb.APPROVE: "phê duyệt", Verb.JUDGE_PAPER: "thẩm định", Verb.PROPOSE: "thẩm định"}


class SamePerson(Fault):
    """The person has already had another hand in this dossier."""

    code = "same_person"
    sentence = "Bạn đã {earlier} hồ sơ này nên không {verb} được. Chuyển cho người khác cùng phòng."


def check_separation(
    verb: Verb,
    *,
    person: int,
    received_by: int | None = None,
    appraised_by: Collection[int] = (),
    approved_by: Collection[int] = (),
    on_site: bool = False,
) -> None:
    """Refuse an appraisal by who received, and an approval by who received or appraised (Decree 61/2018 Art. 17, 19).

    Persons are staff ids. An on-site process ("5 bước tại chỗ") lets one person do it all.
    Raises SamePerson.
    """
    if on_site or verb not in _HANDS:
        return
    if person == received_by:
        raise SamePerson(earlier="tiếp nhận", verb=_HANDS[verb])
    if verb is Verb.APPROVE and person in appraised_by:
        raise SamePerson(earlier="thẩm định", verb=_HANDS[verb])
    if verb in _APPRAISING and person in approved_by:
        raise SamePerson(earlier="phê duyệt", verb=_HANDS[verb])
