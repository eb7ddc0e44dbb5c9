"""The internal process of a procedure: steps, the roads between them, and what comes next.

A process is data (Decree 61/2018 Art. 19: the settling agency sets and publishes it). It begins with one intake node
and ends with one return node; a running dossier is plain rows that name a node by its key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NodeKind, Role

Condition = Callable[[Mapping[str, object]], bool]


def process_facts(case: str, channel: int) -> dict[str, object]:
    """What the condition of a road may ask of a dossier: `case` (its key, "" where there are none), `channel`."""
    return {"case": case, "channel": int(channel)}


@dataclass(frozen=True, slots=True)
class Node:
    """One kind of step: who works on it, where, and for how long.

    `unit` is "receiving", "competent" or the code of a unit. `limit` reads "4 WH" or "2 WD"; None is no limit.
    An `optional` node is skipped unless somebody chooses it.
    """

    key: str
    kind: NodeKind
    name: str
    role: Role
    unit: str
    limit: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One road. Without a condition it is always open; roads are tried in `order`."""

    source: str
    target: str
    order: int = 0
    condition: Condition | None = None


class NoWay(Fault):
    """The chosen step does not follow the present one."""

    code = "no_way"
    sentence = "Quy trình không có đường từ bước “{source}” đến bước “{target}”."


class NoWayBack(Fault):
    """The chosen step does not come before the present one."""

    code = "no_way_back"
    sentence = "Bước “{target}” không nằm trước bước “{source}” nên không trả lại được."


@dataclass(frozen=True)
class ProcessMap:
    """A published process. Immutable, so that it can be shared by every dossier that runs on it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    on_site: bool = False

    @cached_property
    def _by_key(self) -> dict[str, Node]:
        return {node.key: node for node in self.nodes}

    @cached_property
    def _roads(self) -> dict[str, tuple[Edge, ...]]:
        roads: dict[str, list[Edge]] = {node.key: [] for node in self.nodes}
        for edge in sorted(self.edges, key=lambda edge: edge.order):
            roads[edge.source].append(edge)
        return {key: tuple(edges) for key, edges in roads.items()}

    def node(self, key: str) -> Node:
        """The node of that key. Raises KeyError: a key comes from a row, never from a person."""
        return self._by_key[key]

    @property
    def intake(self) -> Node:
        """Where every dossier of this process begins."""
        return next(node for node in self.nodes if node.kind is NodeKind.INTAKE)

    @property
    def handing(self) -> Node:
        """Where every dossier of this process ends: the return of the result."""
        return next(node for node in self.nodes if node.kind is NodeKind.RETURN)

    @property
    def is_immediate(self) -> bool:
        """Nothing between intake and return: the result is returned at once (Decree 61/2018 Art. 17(4))."""
        return {node.kind for node in self.nodes} == {NodeKind.INTAKE, NodeKind.RETURN}

    def choices(self, key: str, facts: Mapping[str, object]) -> tuple[Node, ...]:
        """The nodes that may follow `key`, the default one first. An optional node opens the road behind it too."""
        found: dict[str, Node] = {}
        self._follow(key, facts, found)
        return tuple(sorted(found.values(), key=lambda node: node.optional))

    def _follow(self, key: str, facts: Mapping[str, object], found: dict[str, Node]) -> None:
        for edge in self._roads[key]:
            if edge.target in found or (edge.condition is not None and not edge.condition(facts)):
                continue
            node = self._by_key[edge.target]
            found[node.key] = node
            if node.optional:
                self._follow(node.key, facts, found)

    def after(self, key: str, facts: Mapping[str, object], *, chosen: str | None = None) -> Node:
        """The node that follows `key`: the `chosen` one, or the default. Raises NoWay."""
        choices = self.choices(key, facts)
        for node in choices:
            if chosen is None or node.key == chosen:
                return node
        target = self._by_key.get(chosen or "")
        raise NoWay(source=self._by_key[key].name, target=target.name if target else chosen or "")

    @cached_property
    def _before(self) -> dict[str, frozenset[str]]:
        """For every key, the keys from which it can be reached."""
        before: dict[str, set[str]] = {node.key: set() for node in self.nodes}
        changed = True
        while changed:
            changed = False
            for edge in self.edges:
                reached = before[edge.source] | {edge.source}
                if not reached <= before[edge.target]:
                    before[edge.target] |= reached
                    changed = True
        return {key: frozenset(keys) for key, keys in before.items()}

    def earlier(self, key: str) -> tuple[Node, ...]:
        """The working steps from which `key` can be reached: where it may be sent back to."""
        return tuple(
            node
            for node in self.nodes
            if node.key in self._before[key] and node.key != key and node.kind is not NodeKind.INTAKE
        )

    def back(self, key: str, *, target: str) -> Node:
        """The earlier node to which the dossier is sent back. Raises NoWayBack."""
        for node in self.earlier(key):
            if node.key == target:
                return node
        known = self._by_key.get(target)
        raise NoWayBack(source=self._by_key[key].name, target=known.name if known else target)

    def ends_at(self, key: str, facts: Mapping[str, object]) -> bool:
        """Whether the result may be finished at `key`: nothing but the return follows."""
        return all(node.kind is NodeKind.RETURN or node.optional for node in self.choices(key, facts))

    def ahead(self, key: str) -> tuple[Node, ...]:
        """The steps that normally follow `key`, in order, conditions and optional steps left out."""
        found: list[Node] = []
        here = key
        while True:
            targets = [self._by_key[edge.target] for edge in self._roads[here]]
            plain = next((node for node in targets if not node.optional), None)
            step = plain or next(iter(targets), None)
            if step is None or step in found:
                return tuple(node for node in found if not node.optional)
            found.append(step)
            here = step.key
