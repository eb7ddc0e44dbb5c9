"""What is wrong with the conditions of a process: tried with every case and channel before any dossier meets them."""

from collections.abc import Iterator
from itertools import product

from motcua.catalogue.definitions import EdgeDefinition, ProcessDefinition, VersionDefinition
from motcua.rules import expressions
from motcua.rules.codes import Channel
from motcua.rules.expressions import Constant, Name, Node, Operation
from motcua.rules.faults import Fault
from motcua.rules.process import process_facts


def condition_faults(process: ProcessDefinition, version: VersionDefinition) -> Iterator[tuple[str, str]]:
    """(code, sentence) of every condition that cannot be answered, and of every step that nothing follows."""
    conditional = [edge for edge in process.edges if edge.condition]
    broken = [(edge, sentence) for edge in conditional if (sentence := _unanswerable(edge, version))]
    for edge, sentence in broken:
        yield "wrong_value", f"điều kiện từ “{edge.source}” đến “{edge.target}”: {sentence}"
    if conditional and not broken:
        yield from _closed_steps(process, version)


def _unanswerable(edge: EdgeDefinition, version: VersionDefinition) -> str:
    """Why a condition has no answer for some dossier of this version; empty when it always has one."""
    text = edge.condition or ""
    try:
        expression = expressions.parse(text)
        for name in sorted(expressions.names(expression) - process_facts("", 0).keys()):
            raise expressions.UnknownName(name=name)  # also where no dossier of today would come to it
        for facts in _every_dossier(version):
            expressions.condition(text)(facts)
    except Fault as fault:
        return fault.message
    unknown = sorted(set(_cases_in(expression.root)) - {case.key for case in version.cases})
    return f"không có trường hợp “{unknown[0]}”." if unknown else ""


def _closed_steps(process: ProcessDefinition, version: VersionDefinition) -> Iterator[tuple[str, str]]:
    """Steps from which no road is open for some dossier: it would lie there for ever."""
    for key in dict.fromkeys(edge.source for edge in process.edges):
        roads = [edge.condition for edge in process.edges if edge.source == key]
        if None in roads:
            continue
        for facts in _every_dossier(version):
            if not any(expressions.condition(road)(facts) for road in roads if road):
                sentence = f"trường hợp “{facts['case']}”, cách nộp {facts['channel']}: không có đường đi tiếp"
                yield "dead_end", f"{sentence} từ bước “{key}”."
                break


def _every_dossier(version: VersionDefinition) -> Iterator[dict[str, object]]:
    """The facts of every kind of dossier that the version lets in."""
    keys = [case.key for case in version.cases] or [""]
    return (process_facts(key, channel) for key, channel in product(keys, Channel))


def _cases_in(node: Node) -> Iterator[str]:
    """The texts that a condition compares with the case."""
    if not isinstance(node, Operation):
        return
    if any(isinstance(part, Name) and part.path == "case" for part in node.parts):
        yield from _texts(node)
    for part in node.parts:
        yield from _cases_in(part)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, Operation):
        for part in node.parts:
            yield from _texts(part)
