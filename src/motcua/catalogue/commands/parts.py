"""From a definition to the rows of a version: its own columns, and below it cases, limits, papers and fees."""

from decimal import Decimal

from motcua.catalogue.commands.sectors import document_of
from motcua.catalogue.definitions import UNKNOWN, LimitDefinition, VersionDefinition, plain
from motcua.catalogue.models import Case, FeeRule, Limit, PaperItem, Procedure, ProcedureVersion
from motcua.rules.deadlines import parse_limit
from motcua.rules.procedures import Status
from motcua.rules.text import fold

Cases = dict[str | None, int | None]


def version_row(procedure: Procedure, version: VersionDefinition) -> ProcedureVersion:
    """The unsaved row of a version, published."""
    return ProcedureVersion(
        procedure=procedure,
        no=version.no,
        status=Status.PUBLISHED,
        decision=version.decision,
        competent_level=version.level,
        service_level=version.online,
        name=version.name,
        search=fold(f"{procedure.code} {version.name}"),
        profile=version.profile,
        supplement_mode=version.supplement.mode,
        supplement_limit=version.supplement.limit,
        supplement_window=version.supplement.window or "",
        answer_limit={channel.name.lower(): limit for channel, limit in version.answer},
        pauses=plain(version.pauses),
        returns_paper=version.returns_paper,
        content={
            "result": {"name": version.result.name, "code": version.result.code},
            "guidance": version.guidance,
            "legal": plain(version.legal),
        },
        evidence={
            "name": version.evidence.name.lower(),
            "result": version.result.evidence.name.lower(),
            "supplement": version.supplement.evidence.name.lower(),
        },
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )


def write_parts(row: ProcedureVersion, version: VersionDefinition) -> None:
    """The rows below a version, five statements at most."""
    made = Case.objects.bulk_create(
        Case(version=row, key=case.key, name=case.name, condition=_prose(case.condition)) for case in version.cases
    )
    cases: Cases = {None: None, **{case.key: case.pk for case in made}}
    Limit.objects.bulk_create(_limit(row, limit, cases) for limit in version.limits)
    _write_papers(row, version, cases)
    _write_fees(row, version, cases)


def _limit(row: ProcedureVersion, limit: LimitDefinition, cases: Cases) -> Limit:
    term = None if limit.value == UNKNOWN else parse_limit(limit.value)
    return Limit(
        version=row,
        case_id=cases[limit.case],
        value=term.value if term and term.value > Decimal(0) else None,
        unit=term.unit if term else None,
        start=limit.start,
        count_cutoff=limit.cutoff,
        mode=limit.mode,
        basis=limit.basis,
        evidence=limit.evidence,
    )


def _write_papers(row: ProcedureVersion, version: VersionDefinition, cases: Cases) -> None:
    issuers = dict(
        Procedure.objects.filter(code__in={paper.result_of for paper in version.papers if paper.result_of}).values_list(
            "code", "pk"
        )
    )
    PaperItem.objects.bulk_create(
        PaperItem(
            version=row,
            case_id=cases[paper.case],
            order=order,
            code=paper.code,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            nature=paper.nature,
            required_if=_prose(paper.required_if),
            result_of_procedure_id=issuers.get(paper.result_of or ""),
            source_system=paper.source or "",
            evidence=paper.evidence,
        )
        for order, paper in enumerate(version.papers)
    )


def _write_fees(row: ProcedureVersion, version: VersionDefinition, cases: Cases) -> None:
    documents = {basis: document_of(basis) for basis in {fee.basis for fee in version.fees}}
    FeeRule.objects.bulk_create(
        FeeRule(
            version=row,
            case_id=cases[fee.case],
            order=order,
            fee_code=fee.code,
            name=fee.name,
            kind=fee.kind,
            amount=fee.amount,
            percent=fee.percent,
            per=fee.per,
            from_page=fee.from_page,
            to_page=fee.to_page,
            at_most=fee.at_most,
            channel=fee.channel,
            group=fee.group or "",
            when=fee.when,
            refund=fee.refund,
            legal_document=documents[fee.basis],
            basis=fee.basis,
            evidence=fee.evidence,
            valid_from=fee.valid_from,
            valid_to=fee.valid_to,
        )
        for order, fee in enumerate(version.fees)
    )


def _prose(text: str | None) -> dict[str, str] | None:
    return {"text": text} if text else None
