"""What is wrong with an internal process: its shape, its roads, and the time its steps take against the law."""

from collections.abc import Iterator
from decimal import Decimal

from motcua.catalogue.definitions import (
    UNKNOWN,
    EdgeDefinition,
    NodeDefinition,
    ProcessDefinition,
    VersionDefinition,
)
from motcua.catalogue.files.condition_lints import condition_faults
from motcua.catalogue.files.findings import Finding, Severity
from motcua.rules.deadlines import LimitUnit, parse_limit
from motcua.rules.lifecycle import NodeKind
from motcua.rules.procedures import Start

DAY = 480  # working minutes
_WORKING_MONTH = 20  # the fewest working days of a month without holidays


def lint_process(version: VersionDefinition, file: str) -> Iterator[Finding]:
    """The template and every agency's own process of a version."""
    if version.process is not None:
        yield from _lint_one(version.process, version, version.line, file, "")
    for override in version.overrides:
        yield from _lint_one(override.process, version, version.line, file, f" ({override.unit})")


def _lint_one(
    process: ProcessDefinition, version: VersionDefinition, line: int, file: str, where: str
) -> Iterator[Finding]:
    def error(code: str, sentence: str) -> Finding:
        return Finding(file, line, code, Severity.ERROR, f"Quy trình “{process.name}”{where}: {sentence}")

    faults = [*shape_faults(process), *condition_faults(process, version)]
    yield from (error(code, sentence) for code, sentence in faults)
    if faults:
        return
    known = [limit for limit in version.limits if limit.value != UNKNOWN and limit.start is Start.ACCEPTANCE]
    allowed = [minutes_of(limit.value) for limit in known if limit.value != "NOW"]
    used = longest_minutes(process)
    if allowed and used > max(allowed):
        sentence = f"các bước cộng lại {_spoken(used)}, thời hạn giải quyết chỉ {_spoken(max(allowed))}."
        yield error("steps_longer_than_limit", sentence)
    elif allowed and used > min(allowed):
        sentence = f"Quy trình “{process.name}”{where}: các bước cộng lại {_spoken(used)}, có trường hợp chỉ được "
        sentence += f"{_spoken(min(allowed))}."
        yield Finding(file, line, "steps_longer_than_a_case", Severity.WARNING, sentence)


def shape_faults(process: ProcessDefinition) -> Iterator[tuple[str, str]]:
    """One intake, one return; every road between known steps; every step on a way from the one to the other."""
    keys = [node.key for node in process.nodes]
    for kind, word in ((NodeKind.INTAKE, "tiếp nhận"), (NodeKind.RETURN, "trả kết quả")):
        if sum(node.kind is kind for node in process.nodes) != 1:
            yield "shape_of_process", f"cần đúng một bước {word}."
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield "duplicate", f"bước “{key}” có nhiều lần."
    yield from _edge_faults(process.edges, keys)
    for node in process.nodes:
        if node.limit is not None and parse_limit(node.limit).unit not in (LimitUnit.WD, LimitUnit.WH):
            yield "wrong_value", f"thời hạn bước “{node.name}” chỉ tính bằng WD hoặc WH."
    yield from _road_faults(process)


def _edge_faults(edges: tuple[EdgeDefinition, ...], keys: list[str]) -> Iterator[tuple[str, str]]:
    pairs = [(edge.source, edge.target) for edge in edges]
    for edge in edges:
        for key in (edge.source, edge.target):
            if key not in keys:
                yield "unknown_node", f"không có bước “{key}”."
        if pairs.count((edge.source, edge.target)) > 1:
            yield "duplicate", f"đường từ “{edge.source}” đến “{edge.target}” có nhiều lần."


def _road_faults(process: ProcessDefinition) -> Iterator[tuple[str, str]]:
    first = next((node.key for node in process.nodes if node.kind is NodeKind.INTAKE), None)
    last = next((node.key for node in process.nodes if node.kind is NodeKind.RETURN), None)
    if first is None or last is None:
        return
    forwards = _reached(first, [(edge.source, edge.target) for edge in process.edges])
    backwards = _reached(last, [(edge.target, edge.source) for edge in process.edges])
    for node in process.nodes:
        if node.key not in forwards:
            yield "unreachable_step", f"không có đường đến bước “{node.name}”."
        elif node.key not in backwards:
            yield "dead_end", f"từ bước “{node.name}” không đi tới bước trả kết quả được."
    if _has_circle(process):
        yield "shape_of_process", "các bước nối thành vòng; muốn quay lại bước trước thì dùng “trả lại bước trước”."


def _reached(start: str, roads: list[tuple[str, str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for source, target in roads:
            if source == here and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _has_circle(process: ProcessDefinition) -> bool:
    roads = [(edge.source, edge.target) for edge in process.edges]
    return any(node.key in _beyond(node.key, roads) for node in process.nodes)


def _beyond(start: str, roads: list[tuple[str, str]]) -> set[str]:
    """The steps reached from a step by at least one road."""
    return {key for source, target in roads if source == start for key in _reached(target, roads)}


def minutes_of(limit: str) -> Decimal:
    """The working minutes that a limit gives at least, in weeks without holidays."""
    term = parse_limit(limit)
    if term.unit is LimitUnit.WH:
        return term.value * 60
    if term.unit is LimitUnit.WD:
        return term.value * DAY
    if term.unit is LimitUnit.MO:
        return term.value * _WORKING_MONTH * DAY
    if term.unit is LimitUnit.CD:
        weeks, rest = divmod(int(term.value), 7)
        return Decimal((weeks * 5 + max(0, rest - 2)) * DAY)
    return Decimal(DAY)


def longest_minutes(process: ProcessDefinition) -> Decimal:
    """What the slowest way from intake to return takes. The return itself comes after the settlement clock."""
    own = {node.key: _own_minutes(node) for node in process.nodes}
    roads = [(edge.source, edge.target) for edge in process.edges]
    longest: dict[str, Decimal] = {}

    def onward(key: str) -> Decimal:
        if key not in longest:
            longest[key] = own[key] + max(
                (onward(target) for source, target in roads if source == key), default=Decimal(0)
            )
        return longest[key]

    first = next(node.key for node in process.nodes if node.kind is NodeKind.INTAKE)
    return onward(first)


def _own_minutes(node: NodeDefinition) -> Decimal:
    counted = node.limit is not None and node.kind is not NodeKind.RETURN and not node.optional
    return minutes_of(node.limit) if counted and node.limit else Decimal(0)


def _spoken(minutes: Decimal) -> str:
    days = minutes / DAY
    return f"{days.normalize():f} ngày làm việc".replace(".", ",") if days >= 1 else f"{minutes / 60:f} giờ làm việc"
