"""The internal process: what follows, what lies ahead, where a dossier may be sent back to."""

import pytest

from motcua.rules.codes import Channel
from motcua.rules.expressions import condition
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.process import Edge, Node, NoWay, NoWayBack, ProcessMap, process_facts


def node(key, kind, *, optional=False):
    return Node(key, kind, f"Bước {key}", Role.OFFICER, "competent", "2 WD", optional)


NODES = (
    node("intake", NodeKind.INTAKE),
    node("check", NodeKind.WORK),
    node("visit", NodeKind.WORK, optional=True),
    node("hard", NodeKind.WORK),
    node("sign", NodeKind.APPROVE),
    node("return", NodeKind.RETURN),
)
EDGES = (
    Edge("intake", "check"),
    Edge("check", "sign", order=2),
    Edge("check", "visit", order=3),
    Edge("check", "hard", order=1, condition=condition("area > 500")),
    Edge("visit", "sign"),
    Edge("hard", "sign"),
    Edge("sign", "return"),
)
PROCESS = ProcessMap(NODES, EDGES)
SMALL, LARGE = {"area": 100}, {"area": 900}


def keys(nodes):
    return [found.key for found in nodes]


def test_a_process_begins_at_the_intake_and_knows_its_nodes():
    assert PROCESS.intake.key == "intake"
    assert PROCESS.node("sign").kind is NodeKind.APPROVE
    assert PROCESS.handing.key == "return"


def test_a_result_is_returned_at_once_where_nothing_lies_between():
    at_once = ProcessMap((NODES[0], NODES[-1]), (Edge("intake", "return"),))
    assert at_once.is_immediate
    assert at_once.ends_at("intake", {})
    assert not PROCESS.is_immediate


def test_a_condition_opens_a_road_and_an_optional_step_is_only_offered():
    assert keys(PROCESS.choices("check", SMALL)) == ["sign", "visit"]
    assert keys(PROCESS.choices("check", LARGE)) == ["hard", "sign", "visit"]
    assert PROCESS.after("check", SMALL).key == "sign"
    assert PROCESS.after("check", LARGE).key == "hard"
    assert PROCESS.after("check", SMALL, chosen="visit").key == "visit"


def test_a_step_that_does_not_follow_is_refused_by_name():
    with pytest.raises(NoWay, match="Bước hard"):
        PROCESS.after("check", SMALL, chosen="hard")
    with pytest.raises(NoWay, match="elsewhere"):
        PROCESS.after("check", SMALL, chosen="elsewhere")


def test_a_dossier_goes_back_to_any_working_step_before_but_not_to_the_counter():
    assert keys(PROCESS.earlier("sign")) == ["check", "visit", "hard"]
    assert PROCESS.back("sign", target="check").key == "check"
    with pytest.raises(NoWayBack, match="Bước intake"):
        PROCESS.back("sign", target="intake")
    with pytest.raises(NoWayBack, match="elsewhere"):
        PROCESS.back("sign", target="elsewhere")


def test_the_result_is_finished_where_only_the_return_follows():
    assert PROCESS.ends_at("sign", SMALL)
    assert not PROCESS.ends_at("check", SMALL)


def test_the_steps_ahead_leave_out_optional_ones():
    assert keys(PROCESS.ahead("intake")) == ["check", "hard", "sign", "return"]
    only_visit = ProcessMap(NODES, (Edge("intake", "visit"), Edge("visit", "return")))
    assert keys(only_visit.ahead("intake")) == ["return"]
    circle = ProcessMap(NODES, (Edge("intake", "check"), Edge("check", "sign"), Edge("sign", "check")))
    assert keys(circle.ahead("intake")) == ["check", "sign"]


def test_a_condition_may_ask_for_the_case_and_the_channel():
    assert process_facts("thay-doi", Channel.POST) == {"case": "thay-doi", "channel": 3}


def test_an_optional_step_opens_the_road_behind_it_too():
    only_visit = ProcessMap(NODES, (Edge("intake", "visit"), Edge("visit", "return")))
    assert keys(only_visit.choices("intake", SMALL)) == ["return", "visit"]
    assert only_visit.ends_at("intake", SMALL)
