"""From `procedures/<code>.yaml` to a definition."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.definitions import (
    UNKNOWN,
    CaseDefinition,
    LegalReference,
    LimitDefinition,
    PauseDefinition,
    ProcedureDefinition,
    ResultDefinition,
    SupplementDefinition,
    VersionDefinition,
)
from motcua.catalogue.files.cursor import Mapping
from motcua.catalogue.files.items import read_fee, read_paper
from motcua.catalogue.files.processes import Template, read_process
from motcua.rules.codes import Channel, Profile, SegmentCause
from motcua.rules.deadlines import EndMode, Resume
from motcua.rules.procedures import Evidence, Level, Online, Start

_FIRST_DAY = date(2018, 1, 1)  # stands in for a missing day while the rest of the file is read


@dataclass(frozen=True, slots=True)
class _Common:
    """What stands once at the top of the file and holds for every version that says nothing else."""

    name: str
    level: Level
    online: Online
    result: ResultDefinition
    evidence: Evidence


def read_procedure(content: Mapping, templates: Table[str, Template]) -> ProcedureDefinition:
    """One file of `procedures/`."""
    common = _Common(
        name=content.text("name", required=True),
        level=content.choice("level", Level, default=Level.PROVINCE, required=True),
        online=content.choice("online", Online, default=Online.NONE),
        result=_result(content),
        evidence=content.choice("evidence", Evidence, default=Evidence.UNCERTAIN, required=True),
    )
    procedure = ProcedureDefinition(
        code=content.text("code", required=True),
        name=common.name,
        sector=content.text("sector", required=True),
        abbreviations=content.texts("abbreviations"),
        synonyms=content.texts("synonyms"),
        national_uuid=content.optional_text("national_uuid"),
        versions=tuple(_version(item, common, templates) for item in content.maps("versions")),
        line=content.line_of("code"),
    )
    if not procedure.versions:
        content.missing("versions")
    content.done()
    return procedure


def _result(content: Mapping) -> ResultDefinition:
    inner = content.map("result")
    if inner is None:
        content.missing("result")
        return ResultDefinition("")
    result = ResultDefinition(
        name=inner.text("name", required=True),
        code=inner.text("code"),
        evidence=inner.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
    )
    inner.done()
    return result


def _version(item: Mapping, common: _Common, templates: Table[str, Template]) -> VersionDefinition:
    valid_from = item.day("valid_from", required=True)
    template = read_process(item, templates)
    if template is None and not item.has("process"):
        item.missing("process")
    starts = valid_from or _FIRST_DAY
    version = VersionDefinition(
        no=item.whole("no", required=True, default=1),
        profile=item.choice("profile", Profile, default=Profile.R2025, required=True),
        valid_from=starts,
        valid_to=item.day("valid_to"),
        name=item.text("name") or common.name,
        level=item.choice("level", Level, default=common.level),
        online=item.choice("online", Online, default=common.online),
        result=_result(item) if item.has("result") else common.result,
        evidence=common.evidence,
        decision=item.text("decision"),
        returns_paper=item.flag("returns_paper", default=True),
        supplement=_supplement(item),
        answer=_answer(item),
        pauses=tuple(_pause(part) for part in item.maps("pauses")),
        cases=tuple(_case(part) for part in item.maps("cases")),
        limits=tuple(_limit(part) for part in item.maps("limits")),
        papers=tuple(read_paper(part) for part in item.maps("papers")),
        fees=tuple(read_fee(part, starts) for part in item.maps("fees")),
        guidance=item.text("guidance"),
        legal=tuple(_legal(part) for part in item.maps("legal")),
        process=template.process if template else None,
        overrides=template.overrides if template else (),
        line=item.line,
    )
    item.done()
    return version


def _supplement(item: Mapping) -> SupplementDefinition:
    inner = item.map("supplement")
    if inner is None:
        return SupplementDefinition()
    supplement = SupplementDefinition(
        mode=inner.choice("mode", Resume, default=Resume.RESTART),
        limit=inner.whole("limit", default=1),
        window=inner.limit("window"),
        evidence=inner.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
    )
    inner.done()
    return supplement


def _answer(item: Mapping) -> tuple[tuple[Channel, str], ...]:
    inner = item.map("answer")
    if inner is None:
        return ()
    read = [(channel, inner.limit(channel.name.lower())) for channel in Channel]
    inner.done()
    return tuple((channel, limit) for channel, limit in read if limit)


def _pause(part: Mapping) -> PauseDefinition:
    pause = PauseDefinition(
        cause=part.choice("cause", SegmentCause, default=SegmentCause.FORCE_MAJEURE, required=True),
        mode=part.choice("mode", Resume, default=Resume.RESUME),
        basis=part.text("basis"),
        evidence=part.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
        case=part.optional_text("case"),
        line=part.line,
    )
    part.done()
    return pause


def _case(part: Mapping) -> CaseDefinition:
    case = CaseDefinition(
        key=part.text("key", required=True),
        name=part.text("name", required=True),
        condition=part.optional_text("condition"),
        line=part.line,
    )
    part.done()
    return case


def _limit(part: Mapping) -> LimitDefinition:
    unknown = part.text("value") == UNKNOWN
    limit = LimitDefinition(
        value=UNKNOWN if unknown else part.limit("value", required=True) or UNKNOWN,
        case=part.optional_text("case"),
        start=part.choice("start", Start, default=Start.ACCEPTANCE),
        cutoff=part.hour("cutoff"),
        mode=part.choice("mode", EndMode, default=EndMode.END_OF_DAY),
        basis=part.text("basis"),
        evidence=part.choice("evidence", Evidence, default=Evidence.UNCERTAIN),
        line=part.line,
    )
    part.done()
    return limit


def _legal(part: Mapping) -> LegalReference:
    reference = LegalReference(document=part.text("document", required=True), article=part.text("article"))
    part.done()
    return reference
