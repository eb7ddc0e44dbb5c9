"""What the public reads of a procedure: rows of the catalogue and the page of one, as plain values."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.cards import FeeCard, PaperCard, ProcedureCard, VersionCard
from motcua.catalogue.shelf import shelf
from motcua.rules.codes import Channel
from motcua.rules.lifecycle import NodeKind
from motcua.rules.procedures import Evidence, Level, Online, Per
from motcua.web.portal.addresses import to_procedure
from motcua.web.shared.dates import money, number
from motcua.web.shared.limit_words import limit_words, step_limit_words


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One line of the catalogue."""

    code: str
    name: str
    url: str
    sector: str
    level: str
    limit: str
    fee: str
    online: str
    receivable: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper to bring. `held` is the State's own source, `when` the condition, `copies` how it is asked for."""

    name: str
    copies: str
    held: str
    obtain_name: str
    obtain_url: str


@dataclass(frozen=True, slots=True)
class FeeView:
    """One line of the fee table; `note` says what the figure rests on."""

    name: str
    channel: str
    amount: str
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class WayStep:
    """One office on the way."""

    office: str
    work: str
    limit: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case to choose in the picker."""

    key: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The page of a procedure, for one of its cases."""

    code: str
    name: str
    guidance: str
    sector: str
    sector_code: str
    limit: str
    limit_basis: str
    fee: str
    online: str
    level: str
    result: str
    receivable: bool
    in_force: bool
    ends_on: date | None
    cases: tuple[CaseView, ...]
    case: str
    papers: tuple[PaperView, ...]
    shown: tuple[PaperView, ...]
    way: tuple[WayStep, ...]
    fees: tuple[FeeView, ...]
    legal: tuple[str, ...]
    decision: str
    unsure: bool
    url: str


def level_words(level: Level) -> str:
    """Who decides, as the public says it."""
    return {
        Level.COMMUNE: _("UBND xã, phường"),
        Level.DISTRICT: _("UBND huyện"),
        Level.DEPARTMENT: _("Sở, ban, ngành tỉnh"),
        Level.BRANCH: _("Chi nhánh thuộc sở"),
        Level.PROVINCE: _("UBND tỉnh"),
        Level.POLICE: _("Công an"),
    }[level]


def online_words(online: Online) -> str:
    """How much can be done online."""
    return {Online.NONE: _("Nộp trực tiếp"), Online.PARTIAL: _("Một phần"), Online.FULL: _("Toàn trình")}[online]


def procedure_row(card: ProcedureCard, on: date) -> ProcedureRow:
    """The line of a procedure as on a day; of its newest version when none is in force."""
    line = card.on(on) or card.newest
    version = shelf().version(line.id)
    return ProcedureRow(
        code=card.code,
        name=version.name,
        url=to_procedure(card.code, version.name),
        sector=card.sector.name,
        level=level_words(version.level),
        limit=_limits_in_brief(version),
        fee=_fees_in_brief(version, on),
        online=online_words(version.online) if version.receivable else _("Chỉ xem thông tin"),
        receivable=version.receivable,
    )


def procedure_view(card: ProcedureCard, *, case_key: str, on: date) -> ProcedureView:
    """The whole page of a procedure for a case (the first one when the key is unknown)."""
    line = card.on(on)
    version = shelf().version((line or card.newest).id)
    case = version.case(case_key) or (version.cases[0] if version.cases else None)
    case_id = case.id if case else None
    limit = version.limit_card(case_id)
    papers = version.papers_for(case_id)
    return ProcedureView(
        code=card.code,
        name=version.name,
        guidance=version.guidance,
        sector=card.sector.name,
        sector_code=card.sector.code,
        limit=limit_words(limit.limit) if limit and limit.limit else _("Chưa công bố"),
        limit_basis=limit.basis if limit else "",
        fee=_sum_in_brief(version.fees_for(case_id, on=on)),
        online=online_words(version.online),
        level=level_words(version.level),
        result=version.result_name,
        receivable=version.is_receivable(case_id),
        in_force=line is not None,
        ends_on=version.valid_to,
        cases=tuple(CaseView(one.key, one.name, one == case) for one in version.cases),
        case=case.name if case else "",
        papers=tuple(_paper(paper) for paper in papers if _handed_in(paper)),
        shown=tuple(_paper(paper) for paper in papers if not _handed_in(paper)),
        way=_way(card, on),
        fees=tuple(_fee(fee) for fee in version.fees_for(case_id, on=on)),
        legal=tuple(", ".join(filter(None, (law.document, law.article))) for law in version.legal),
        decision=version.decision,
        unsure=any(mark > Evidence.CONFIDENT for _name, mark in version.evidence),
        url=to_procedure(card.code, version.name),
    )


def _handed_in(paper: PaperCard) -> bool:
    return paper.originals > 0 or paper.copies > 0


def _paper(paper: PaperCard) -> PaperView:
    asked = []
    if paper.originals:
        asked.append(_("%(n)s bản chính") % {"n": paper.originals})
    if paper.copies:
        asked.append(_("%(n)s bản sao") % {"n": paper.copies})
    issuer = _issuer(paper)
    return PaperView(
        name=paper.name,
        copies=", ".join(asked),
        held=paper.source or "",
        obtain_name=issuer.newest.name if issuer else "",
        obtain_url=to_procedure(issuer.code, issuer.newest.name) if issuer else "",
    )


def _issuer(paper: PaperCard) -> ProcedureCard | None:
    """The procedure that issues this paper, when the province publishes it."""
    if not paper.result_of:
        return None
    return next((card for card in shelf().procedures() if card.code == paper.result_of), None)


def _fee(fee: FeeCard) -> FeeView:
    note = _("Mức minh họa") if fee.evidence is Evidence.ILLUSTRATIVE else ""
    if fee.at_most:
        note = ", ".join(filter(None, (note, _("tối đa %(most)s") % {"most": money(fee.at_most)})))
    return FeeView(fee.name, _channel(fee.channel), _amount(fee), fee.basis, note)


def _channel(channel: Channel | None) -> str:
    words = {Channel.DIRECT: _("Tại quầy"), Channel.ONLINE: _("Trực tuyến"), Channel.POST: _("Qua bưu điện")}
    return words[channel] if channel else _("Mọi cách nộp")


def _amount(fee: FeeCard) -> str:
    if fee.percent is not None:
        return f"{number(fee.percent, 2)}%"
    if fee.amount is None:
        return _("Chưa công bố")
    if fee.amount == 0:
        return _("Miễn phí")
    per = {Per.PAGE: _("trang"), Per.COPY: _("bản"), Per.CASE: _("trường hợp")}.get(fee.per)
    return f"{money(fee.amount)}/{per}" if per else money(fee.amount)


def _sum_in_brief(fees: tuple[FeeCard, ...]) -> str:
    """The fee of one case in a few words: the amount, or from the smallest on."""
    if not fees:
        return _("Không thu")
    amounts = {_amount(fee) for fee in fees}
    if len(amounts) == 1:
        return amounts.pop()
    known = [fee for fee in fees if fee.amount is not None]
    if not known:
        return _("Xem bảng phí")
    least = min(known, key=lambda fee: fee.amount or 0)
    if not least.amount:
        return _("Miễn phí tùy trường hợp")
    return _("Từ %(least)s") % {"least": _amount(least)}


def _fees_in_brief(version: VersionCard, on: date) -> str:
    return _sum_in_brief(tuple(fee for fee in version.fees if fee.holds(on)))


def _limits_in_brief(version: VersionCard) -> str:
    """The limit in a few words: the one that holds for all cases, or the first of several, marked as such."""
    limits = [card.limit for card in version.limits if card.limit is not None]
    if not limits:
        return _("Chưa công bố")
    words = dict.fromkeys(limit_words(limit) for limit in limits)
    first = next(iter(words))
    return first if len(words) == 1 else _("%(limit)s, tùy trường hợp") % {"limit": first}


def _way(card: ProcedureCard, on: date) -> tuple[WayStep, ...]:
    """The offices in order: of the province's template; an agency's own process is its own affair."""
    templates = [one for one in shelf().processes(card.id) if one.unit_id is None and one.holds(on)]
    if not templates:
        return ()
    process = max(templates, key=lambda one: one.no)
    return tuple(
        WayStep(_office(node.kind), node.name, step_limit_words(node.limit))
        for node in process.nodes
        if not node.optional
    )


def _office(kind: NodeKind) -> str:
    """Who does a step, in the citizen's words."""
    words = {
        NodeKind.INTAKE: _("Bộ phận Một cửa"),
        NodeKind.RETURN: _("Bộ phận Một cửa"),
        NodeKind.APPROVE: _("Lãnh đạo cơ quan"),
        NodeKind.SEAL: _("Văn thư"),
        NodeKind.NUMBER: _("Văn thư"),
        NodeKind.CONSULT: _("Cơ quan phối hợp"),
    }
    return words.get(kind, _("Phòng chuyên môn"))
