"""From `processes/<key>.yaml`, or a mapping inside a procedure, to definitions: the template and the agencies' own."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from itertools import pairwise

from motcua.catalogue.definitions import EdgeDefinition, NodeDefinition, OverrideDefinition, ProcessDefinition
from motcua.catalogue.files.cursor import Mapping
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.procedures import Join


@dataclass(frozen=True, slots=True)
class Template:
    """A process with the agencies that work differently."""

    key: str
    process: ProcessDefinition
    overrides: tuple[OverrideDefinition, ...] = ()
    line: int = 1


EMPTY = ProcessDefinition(name="", nodes=(), edges=())


def read_template(content: Mapping) -> Template:
    """One file of `processes/`."""
    key = content.text("key", required=True)
    template = _whole(content, key)
    content.done()
    return template


def read_process(content: Mapping, templates: Table[str, Template]) -> Template | None:
    """What a version says under `process`: the key of a template, or a mapping. None when it says nothing."""
    if not content.has("process"):
        return None
    if isinstance(content.content["process"], str):
        return _named(content, "process", templates)
    inner = content.map("process")
    if inner is None:
        return None
    read = _adapted(inner, templates) if inner.has("template") else _whole(inner, "")
    inner.done()
    return read


def _named(content: Mapping, key: str, templates: Table[str, Template]) -> Template | None:
    name = content.text(key)
    if name not in templates:
        content.sheet.fault(content.line_of(key), "unknown_process", f"Không có quy trình “{name}”.")
        return None
    return replace(templates[name], line=content.line_of(key))


def _adapted(content: Mapping, templates: Table[str, Template]) -> Template | None:
    """A template with other step limits and further agencies."""
    template = _named(content, "template", templates)
    if template is None:
        for key in ("limits", "overrides", "name", "on_site"):
            content.has(key)
        return None
    limits = content.map("limits") if content.has("limits") else None
    process = _with_limits(limits, template.process) if limits else template.process
    if content.has("name"):
        process = replace(process, name=content.text("name"))
    own = {override.unit: override for override in template.overrides}
    own.update((override.unit, override) for override in _overrides(content, process))
    return Template(template.key, process, tuple(own.values()), content.line)


def _whole(content: Mapping, key: str) -> Template:
    process = _definition(content, EMPTY)
    if not process.nodes:
        content.missing("nodes")
    return Template(key, process, tuple(_overrides(content, process)), content.line)


def _definition(content: Mapping, base: ProcessDefinition) -> ProcessDefinition:
    """The process that a mapping describes; what it does not say is the base's."""
    nodes = tuple(_node(item) for item in content.maps("nodes")) if content.has("nodes") else base.nodes
    if content.has("edges"):
        edges = tuple(_edge(item) for item in content.maps("edges")) or _in_sequence(nodes)
    else:
        edges = _in_sequence(nodes) if content.has("nodes") else base.edges
    return ProcessDefinition(
        name=content.text("name", default=base.name),
        nodes=nodes,
        edges=edges,
        on_site=content.flag("on_site", default=base.on_site),
        line=content.line,
    )


def _overrides(content: Mapping, base: ProcessDefinition) -> list[OverrideDefinition]:
    found = []
    for item in content.maps("overrides"):
        unit = item.text("unit", required=True)
        process = _definition(item, base)
        limits = item.map("limits") if item.has("limits") else None
        found.append(OverrideDefinition(unit, _with_limits(limits, process) if limits else process, item.line))
        item.done()
    return found


def _with_limits(limits: Mapping, process: ProcessDefinition) -> ProcessDefinition:
    """The process with the limits that a mapping of step keys gives."""
    keys = {node.key for node in process.nodes}
    for key in limits.content:
        if key not in keys and limits.has(key):
            limits.sheet.fault(limits.line_of(key), "unknown_node", f"Quy trình không có bước “{key}”.")
    nodes = tuple(
        replace(node, limit=limits.limit(node.key)) if node.key in limits.content else node for node in process.nodes
    )
    return replace(process, nodes=nodes)


def _node(item: Mapping) -> NodeDefinition:
    join, count = _join(item)
    node = NodeDefinition(
        key=item.text("key", required=True),
        kind=item.choice("kind", NodeKind, default=NodeKind.WORK, required=True),
        name=item.text("name", required=True),
        role=item.choice("role", Role, default=Role.OFFICER, required=True),
        unit=item.text("unit", required=True),
        limit=item.limit("limit"),
        optional=item.flag("optional"),
        join=join,
        join_count=count,
        line=item.line,
    )
    item.done()
    return node


def _join(item: Mapping) -> tuple[Join, int | None]:
    if item.text("join").isdigit():
        return Join.COUNT, item.whole("join")
    return item.choice("join", Join, default=Join.ALL), None


def _edge(item: Mapping) -> EdgeDefinition:
    edge = EdgeDefinition(
        source=item.text("from", required=True),
        target=item.text("to", required=True),
        condition=item.optional_text("if"),
        line=item.line,
    )
    item.done()
    return edge


def _in_sequence(nodes: tuple[NodeDefinition, ...]) -> tuple[EdgeDefinition, ...]:
    """One after another, the way most processes run."""
    return tuple(EdgeDefinition(earlier.key, later.key, line=later.line) for earlier, later in pairwise(nodes))
