"""From what is published back to definitions: for comparing with files, for exporting, for a screen that edits."""

from datetime import date

from motcua.catalogue.cards import ProcedureCard, ProcessCard, VersionCard
from motcua.catalogue.definitions import (
    UNKNOWN,
    CaseDefinition,
    EdgeDefinition,
    FeeDefinition,
    LegalReference,
    LimitDefinition,
    NodeDefinition,
    OverrideDefinition,
    PaperDefinition,
    PauseDefinition,
    ProcedureDefinition,
    ProcessDefinition,
    ResultDefinition,
    SupplementDefinition,
    VersionDefinition,
)
from motcua.catalogue.shelf import shelf
from motcua.people.roster import roster
from motcua.rules.procedures import Evidence

Keys = dict[int | None, str | None]


def published(code: str) -> ProcedureDefinition:
    """A procedure as it is published, with the process that holds in each version's last days.

    Withdrawn versions are left out. Raises UnknownProcedure.
    """
    card = shelf().find(code)
    lines = [line for line in card.versions if line.withdrawn_on is None]
    versions = tuple(version_definition(shelf().version(line.id), card) for line in lines)
    return ProcedureDefinition(
        code=card.code,
        name=versions[-1].name if versions else card.newest.name,
        sector=card.sector.code,
        versions=versions,
        abbreviations=card.abbreviations,
        synonyms=card.synonyms,
        national_uuid=card.national_uuid,
    )


def version_definition(card: VersionCard, procedure: ProcedureCard) -> VersionDefinition:
    """A version as a definition, with the template and the overrides of its last day."""
    marks = dict(card.evidence)
    keys: Keys = {None: None}
    keys.update((case.id, case.key) for case in card.cases)
    template, overrides = _processes(procedure, card)
    return VersionDefinition(
        no=card.no,
        profile=card.profile,
        valid_from=card.valid_from,
        valid_to=card.valid_to,
        name=card.name,
        level=card.level,
        online=card.online,
        result=ResultDefinition(card.result_name, card.result_code, marks.get("result", Evidence.UNCERTAIN)),
        evidence=marks.get("name", Evidence.UNCERTAIN),
        decision=card.decision,
        returns_paper=card.returns_paper,
        supplement=SupplementDefinition(
            mode=card.supplement_mode,
            limit=card.supplement_limit,
            window=str(card.supplement_window) if card.supplement_window else None,
            evidence=marks.get("supplement", Evidence.UNCERTAIN),
        ),
        answer=tuple((channel, str(limit)) for channel, limit in card.answer),
        pauses=tuple(PauseDefinition(p.cause, p.mode, p.basis, p.evidence, p.case) for p in card.pauses),
        cases=tuple(CaseDefinition(case.key, case.name, case.condition) for case in card.cases),
        limits=_limits(card, keys),
        papers=_papers(card, keys),
        fees=_fees(card, keys),
        guidance=card.guidance,
        legal=tuple(LegalReference(entry.document, entry.article) for entry in card.legal),
        process=template,
        overrides=overrides,
    )


def _limits(card: VersionCard, keys: Keys) -> tuple[LimitDefinition, ...]:
    return tuple(
        LimitDefinition(
            value=str(row.limit) if row.limit else UNKNOWN,
            case=keys[row.case_id],
            start=row.start,
            cutoff=row.cutoff,
            mode=row.mode,
            basis=row.basis,
            evidence=row.evidence,
        )
        for row in card.limits
    )


def _papers(card: VersionCard, keys: Keys) -> tuple[PaperDefinition, ...]:
    return tuple(
        PaperDefinition(
            code=row.code,
            name=row.name,
            originals=row.originals,
            copies=row.copies,
            nature=row.nature,
            required_if=row.required_if,
            result_of=row.result_of,
            source=row.source,
            case=keys[row.case_id],
            evidence=row.evidence,
        )
        for row in card.papers
    )


def _fees(card: VersionCard, keys: Keys) -> tuple[FeeDefinition, ...]:
    return tuple(
        FeeDefinition(
            code=row.code,
            name=row.name,
            kind=row.kind,
            amount=row.amount,
            per=row.per,
            when=row.when,
            valid_from=row.valid_from,
            percent=row.percent,
            channel=row.channel,
            group=row.group,
            case=keys[row.case_id],
            refund=row.refund,
            from_page=row.from_page,
            to_page=row.to_page,
            at_most=row.at_most,
            valid_to=row.valid_to,
            basis=row.basis,
            evidence=row.evidence,
        )
        for row in card.fees
    )


def _processes(
    procedure: ProcedureCard, version: VersionCard
) -> tuple[ProcessDefinition | None, tuple[OverrideDefinition, ...]]:
    """The template and the overrides that hold when the version ends, or now that it has no end."""
    cards = [card for card in shelf().processes(procedure.id) if _holds_at_the_end(card, version)]
    template = next((card for card in reversed(cards) if card.unit_id is None), None)
    own = {card.unit_id: card for card in cards if card.unit_id is not None}
    overrides = (
        OverrideDefinition(roster().unit(unit_id).code, process_definition(card)) for unit_id, card in own.items()
    )
    return process_definition(template) if template else None, tuple(sorted(overrides, key=lambda entry: entry.unit))


def _holds_at_the_end(card: ProcessCard, version: VersionCard) -> bool:
    """In force on the version's last day; of an open version, open itself."""
    if card.withdrawn_on is not None:
        return False
    end: date | None = version.valid_to
    if end is None:
        return card.valid_to is None
    return card.valid_from < end and (card.valid_to is None or card.valid_to >= end)


def process_definition(card: ProcessCard) -> ProcessDefinition:
    """A published process as a definition."""
    joins, conditions = dict(card.joins), {(source, target): text for source, target, text in card.conditions}
    return ProcessDefinition(
        name=card.name,
        nodes=tuple(
            NodeDefinition(
                key=node.key,
                kind=node.kind,
                name=node.name,
                role=node.role,
                unit=node.unit,
                limit=node.limit,
                optional=node.optional,
                join=joins[node.key].join,
                join_count=joins[node.key].count,
            )
            for node in card.nodes
        ),
        edges=tuple(
            EdgeDefinition(edge.source, edge.target, conditions.get((edge.source, edge.target)))
            for edge in card.map.edges
        ),
        on_site=card.on_site,
    )
