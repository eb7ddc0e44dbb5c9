"""The proof of the tests is itself to be proved: it makes the faults it says, and knows a red test from a green one."""

import ast
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.mutation import trying
from tests.mutation.mutants import code_of, mutants, mutated
from tests.mutation.operators import faults
from tests.mutation.record import Result, passed, score, write
from tests.mutation.reviewed import EQUIVALENT, equivalent
from tests.mutation.scopes import ROOT, SCOPES
from tests.mutation.sound import Findings
from tests.mutation.swapping import Loaded

PLANTED = '''"""A house of one rule."""

LIMITS = {"short": 3, "long": 10}


def is_late(days: int = 0, *, kind: str = "short") -> bool:
    """Whether it is late."""
    return days > LIMITS[kind]
'''


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A module of its own: its path, and the module."""
    (tmp_path / "planted_house.py").write_text(PLANTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = __import__("planted_house")
    yield tmp_path / "planted_house.py", module
    del sys.modules["planted_house"]


def _made_from(text, *, in_function=True):
    tree = ast.parse(text)
    return {
        ast.unparse(ast.fix_missing_locations(fault))
        for node in ast.walk(tree)
        for fault in faults(node, in_function=in_function)
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a < b", "a <= b"),
        ("a < b", "a >= b"),
        ("a is None", "a is not None"),
        ("a in b", "a not in b"),
        ("a + b", "a - b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("-a", "a"),
        ("True", "False"),
        ("f(7)", "8"),
        ("f(7)", "6"),
        ("min(a, b)", "max(a, b)"),
        ("timedelta(days=a)", "timedelta(hours=a)"),
        ("save(a)", "pass"),
        ("raise Late", "pass"),
        ("if a:\n    b", "if not a:\n    b"),
        ("return a", "return None"),
        ("for a in b:\n    continue", "break"),
    ],
)
def test_each_kind_of_fault_is_made(text, fault):
    assert fault in _made_from(text)


def test_a_table_loses_each_of_its_lines():
    assert {"{1: a}", "{2: b}"} <= _made_from("{1: a, 2: b}", in_function=False)
    assert {"(a,)", "(b,)"} <= _made_from("x = (a, b)", in_function=False)
    assert "grant(role, b)" in _made_from("x = grant(role, a, b)", in_function=False)


def test_words_annotations_and_decorators_are_left_alone(tmp_path):
    path = tmp_path / "quiet.py"
    path.write_text('"""7"""\n@keep(True)\ndef f(a: int | None) -> str | None:\n    """8"""\n', encoding="utf-8")
    assert mutants(path, tmp_path) == []


def test_every_place_has_its_own_name_and_only_that_place_is_wrong(house):
    path, _ = house
    found = mutants(path, path.parent)
    assert [mutant.name for mutant in found] == [
        "planted_house.-: {'short': 3, 'long': 10} → {'long': 10}",
        "planted_house.-: {'short': 3, 'long': 10} → {'short': 3}",
        "planted_house.-: 3 → 4",
        "planted_house.-: 10 → 11",
        "planted_house.-: 0 → 1",
        "planted_house.is_late: return days > LIMITS[kind] → return None",
        "planted_house.is_late: days > LIMITS[kind] → days >= LIMITS[kind]",
        "planted_house.is_late: days > LIMITS[kind] → days <= LIMITS[kind]",
    ]
    assert [mutant.line for mutant in found] == [3, 3, 3, 3, 6, 8, 8, 8]
    code = mutated(path, 6)
    assert code_of(code, "is_late", 6) is not None
    made = {}
    exec(code, made)
    assert made["is_late"](3) and made["LIMITS"] == {"short": 3, "long": 10}


def test_a_fault_is_put_into_a_loaded_module_and_only_in_the_forked_process(house):
    path, module = house
    boundary, loaded = mutants(path, path.parent)[6], Loaded()

    def asks_at_the_boundary():
        assert loaded.swap(boundary, path)
        return trying.KILLED if module.is_late(3) else trying.SURVIVED

    def asks_elsewhere():
        assert loaded.swap(boundary, path)
        return trying.KILLED if module.is_late(2) else trying.SURVIVED

    assert trying.verdict(asks_at_the_boundary, sound_seconds=0) == trying.KILLED
    assert trying.verdict(asks_elsewhere, sound_seconds=0) == trying.SURVIVED
    assert module.is_late(4) and not module.is_late(3)


def test_a_table_of_a_loaded_module_is_exchanged(house):
    path, module = house
    longer, loaded = mutants(path, path.parent)[2], Loaded()

    def asks():
        return trying.KILLED if loaded.swap(longer, path) and not module.is_late(4) else trying.SURVIVED

    assert trying.verdict(asks, sound_seconds=0) == trying.KILLED


def test_a_fault_that_hangs_or_dies_is_noticed(monkeypatch):
    monkeypatch.setattr(trying, "AT_LEAST", 1)

    def hangs():
        while True:
            pass

    began = time.process_time()
    assert trying.verdict(hangs, sound_seconds=0) == trying.KILLED
    assert time.process_time() - began < 30
    assert trying.verdict(lambda: os.kill(os.getpid(), signal.SIGKILL), sound_seconds=0) == trying.KILLED


def test_a_fault_of_the_proof_itself_is_no_success():
    assert trying.verdict(lambda: 1 // 0, sound_seconds=0) == trying.SURVIVED


def test_below_the_mark_a_scope_fails_and_the_record_says_so(house, tmp_path):
    path, _ = house
    found = mutants(path, path.parent)
    most = Result("house", found, {mutant.name for mutant in found[:7]}, 60)
    few = Result("house", found, {mutant.name for mutant in found[:6]}, 60)
    assert score(found, most.killed) == 87.5
    assert passed(most) and not passed(few) and not passed(Result("house", [], set(), 0))
    write(tmp_path / "mutation.md", [few])
    last = (tmp_path / "mutation.md").read_text(encoding="utf-8").splitlines()[-1]
    assert last.endswith("| **house** | 8 | 6 | 75.0 |")


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_every_file_and_test_of_a_scope_exists(scope):
    assert scope.paths()
    assert all((ROOT / test.partition("::")[0]).exists() for test in (*scope.tests, *scope.left_out))


def test_no_reviewed_fault_names_what_is_no_more_or_has_no_reason():
    every = {mutant.name for scope in SCOPES.values() for path in scope.paths() for mutant in mutants(path, ROOT)}
    assert equivalent() <= every
    assert all(len(reason) > 20 for reason in EQUIVALENT.values())
    assert len(EQUIVALENT) * 50 <= len(every)


def test_names_are_not_given_twice():
    for scope in SCOPES.values():
        names = [mutant.name for path in scope.paths() for mutant in mutants(Path(path), ROOT)]
        assert len(names) == len(set(names))


def test_the_tests_that_touch_a_fault_are_asked_quickest_first(house):
    path, _ = house
    rule, table = mutants(path, path.parent)[6], mutants(path, path.parent)[0]
    seconds = {"a.py::slow": 0.9, "b.py::quick": 0.1, "b.py::elsewhere": 0.05, "c.py::endless": 60.0}
    touching = {"planted_house.py": {3: [""], 8: ["a.py::slow", "b.py::quick", "c.py::endless", "warming"]}}
    findings = Findings(seconds=seconds, touching=touching)
    assert findings.tests(rule) == ["b.py::quick", "a.py::slow"], "the endless one is not asked"
    assert findings.tests(table) == ["b.py::elsewhere", *findings.tests(rule)], "data: who only looks at tables too"
    findings.touching["another.py"] = {1: ["b.py::elsewhere"]}
    assert findings.tests(table) == findings.tests(rule), "not who runs what stands elsewhere"
    assert findings.light_first(findings.tests(rule)) == [["b.py::quick"], ["a.py::slow"]]
    assert findings.at_import(table) and not findings.at_import(rule)
