"""From definitions to what stands in a file: nested dicts, lists and texts in the order of the format."""

from typing import Any

from motcua.catalogue.definitions import (
    UNKNOWN,
    FeeDefinition,
    LimitDefinition,
    PaperDefinition,
    ProcedureDefinition,
    ProcessDefinition,
    VersionDefinition,
    plain,
)

Form = dict[str, Any]


def procedure_form(procedure: ProcedureDefinition) -> Form:
    """The file of a procedure; what its newest version says of name, level, service and result stands at the top."""
    newest = procedure.versions[-1]
    return {
        "code": procedure.code,
        "name": newest.name,
        "abbreviations": list(procedure.abbreviations),
        "synonyms": list(procedure.synonyms),
        "sector": procedure.sector,
        "level": word(newest.level),
        "online": word(newest.online),
        "national_uuid": procedure.national_uuid,
        "result": _result(newest),
        "evidence": word(newest.evidence),
        "versions": [_version(version, newest) for version in procedure.versions],
    }


def word(value: Any) -> str | None:
    """One value as it is written; nothing as null."""
    written = plain(value)
    if written is None or isinstance(written, bool):
        return None if written is None else str(written).lower()
    return str(written)


def _result(version: VersionDefinition) -> Form:
    return {"name": version.result.name, "code": version.result.code, "evidence": word(version.result.evidence)}


def _version(version: VersionDefinition, newest: VersionDefinition) -> Form:
    own: Form = {}
    for key in ("name", "level", "online"):
        if getattr(version, key) != getattr(newest, key):
            own[key] = word(getattr(version, key))
    if version.result != newest.result:
        own["result"] = _result(version)
    return {
        "no": str(version.no),
        "profile": version.profile.name,
        "valid_from": word(version.valid_from),
        "valid_to": word(version.valid_to),
        **own,
        "decision": version.decision,
        "returns_paper": word(version.returns_paper),
        "supplement": {key: word(value) for key, value in plain(version.supplement).items()},
        "answer": {channel.name.lower(): limit for channel, limit in version.answer},
        "pauses": [plain(pause) for pause in version.pauses],
        "cases": [plain(case) for case in version.cases],
        "limits": [_limit(limit) for limit in version.limits],
        "papers": [_paper(paper) for paper in version.papers],
        "fees": [_fee(fee) for fee in version.fees],
        "guidance": version.guidance,
        "legal": [plain(reference) for reference in version.legal],
    }


def _limit(limit: LimitDefinition) -> Form:
    return {"case": limit.case, "value": limit.value, **_written(limit, "start", "cutoff", "mode", "basis", "evidence")}


def _paper(paper: PaperDefinition) -> Form:
    names = ("code", "name", "originals", "copies", "nature", "required_if", "result_of", "source", "case", "evidence")
    return _written(paper, *names)


def _fee(fee: FeeDefinition) -> Form:
    form = _written(fee, "code", "name", "kind", "amount", "percent", "per", "from_page", "to_page", "at_most")
    if fee.amount is None and fee.percent is None:
        form["amount"] = UNKNOWN
    rest = ("channel", "group", "case", "when", "refund", "valid_from", "valid_to", "basis", "evidence")
    return {**form, **_written(fee, *rest)}


def _written(part: Any, *names: str) -> Form:
    return {name: word(getattr(part, name)) for name in names}


def process_form(version: VersionDefinition) -> Form:
    """The process of a version as a whole, with the agencies that work differently."""
    process = version.process or ProcessDefinition("", (), ())
    form = _shape(process)
    if version.overrides:
        form["overrides"] = [{"unit": entry.unit, **_shape(entry.process)} for entry in version.overrides]
    return form


def _shape(process: ProcessDefinition) -> Form:
    return {
        "name": process.name,
        "on_site": word(process.on_site),
        "nodes": [_node(node) for node in process.nodes],
        "edges": [
            {"from": edge.source, "to": edge.target, **({"if": edge.condition} if edge.condition else {})}
            for edge in process.edges
        ],
    }


def _node(node: Any) -> Form:
    form = _written(node, "key", "kind", "name", "role", "unit", "limit", "optional")
    if node.join_count is not None or node.join.name != "ALL":
        form["join"] = str(node.join_count) if node.join_count is not None else word(node.join)
    return form
