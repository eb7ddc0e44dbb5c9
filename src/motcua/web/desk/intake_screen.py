"""What the intake screen knows before anything is received: procedure, agencies, date, fees, duplicates."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.cards import CaseCard, FeeCard, PaperCard, VersionCard
from motcua.catalogue.queries import Hit, search_procedures
from motcua.catalogue.shelf import shelf
from motcua.dossiers.admission import Admission, admit
from motcua.dossiers.models import Dossier
from motcua.dossiers.orders import ReceiveOrder
from motcua.dossiers.routing import office_of
from motcua.ledger.actor import Actor
from motcua.people.permissions import covers
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Channel
from motcua.rules.deadlines import due, explain
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from motcua.rules.procedures import Per
from motcua.web.shared.dates import full_day_words, hour, money
from motcua.web.shared.reckoning import Reckoning, reckoning

SHOWN = 12
LAST_USED = 10
LOOKED_BACK = 60
PER_WORDS = {Per.PAGE: "mỗi trang", Per.COPY: "mỗi bản", Per.CASE: "mỗi trường hợp"}


@dataclass(frozen=True, slots=True)
class Summary:
    """The card at the right. `refused` says why this desk cannot take the dossier; then nothing else stands there."""

    refused: str = ""
    overdue: bool = False
    hour: str = ""
    day: str = ""
    limit: str = ""
    immediate: bool = False
    reckoning: Reckoning | None = None
    agency: str = ""
    next_step: str = ""
    fees: tuple[tuple[str, str], ...] = ()
    total: str = ""


def on_offer(text: str, actor: Actor, *, on: date) -> list[Hit]:
    """The procedures of this clerk at this desk that match; for an empty text the last ten used, one statement."""
    unit_id = actor.unit_id or 0
    received = shelf().received_by(unit_id, on)
    within = {no for no in received if covers(actor, Verb.RECEIVE, shelf().procedure(no).sector.code)}
    if text.strip():
        found = search_procedures(text, on=on, within=within, limit=SHOWN)
        return sorted(found, key=lambda hit: not hit.line.receivable)  # what is shown as information only comes last
    recent = Dossier.objects.received_at_desk([unit_id]).values_list("procedure_version__procedure_id", flat=True)
    last = [no for no in dict.fromkeys(recent[:LOOKED_BACK]) if no in within][:LAST_USED]
    cards = [shelf().procedure(no) for no in last]
    hits = [Hit(card, line) for card in cards if (line := card.on(on))]
    return hits or search_procedures("", on=on, within=within, limit=LAST_USED)


def named_procedure(code: str, text: str, actor: Actor, *, on: date) -> str:
    """The code that the box says: chosen from the list, written in brackets, or the only best match. "" for none."""
    written = text.rsplit("(", 1)[-1].rstrip(") ").strip() if text.endswith(")") else text.strip()
    if code and (not text or written == code):
        return code
    if any(card.code == written for card in shelf().procedures()):
        return written
    hits = on_offer(text, actor, on=on) if text.strip() else []
    return hits[0].procedure.code if hits else ""


def version_of(code: str, *, on: date) -> VersionCard | None:
    """The version in force, None without one (the verb then says why)."""
    try:
        return shelf().in_force(code, on) if code else None
    except Fault:
        return None


def chosen_case(version: VersionCard | None, key: str) -> CaseCard | None:
    """The case that was chosen, or the only one there is."""
    if version is None:
        return None
    open_ones = [case for case in version.cases if version.is_receivable(case.id)]
    return version.case(key) or (open_ones[0] if len(open_ones) == 1 else None)


def papers_of(version: VersionCard | None, case: CaseCard | None) -> tuple[PaperCard, ...]:
    """The papers to be asked for."""
    return version.papers_for(case.id if case else None) if version else ()


def agency_choices(version: VersionCard | None, actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """The agencies for which this desk takes the procedure: code and name."""
    if version is None or actor.unit_id is None:
        return []
    units = [roster().unit(no, on) for no in shelf().agencies_for(version.procedure_id, actor.unit_id, on)]
    return sorted((unit.code, unit.name) for unit in units)


def summary(order: ReceiveOrder, *, actor: Actor, at: datetime) -> Summary:
    """What would be promised if this were received now: the verb's own admission, written nowhere."""
    try:
        admission = admit(order, actor=actor, at=at)
        limit = admission.limit
    except Fault as fault:
        return Summary(refused=fault.message)
    start = admission.received_at
    term = due(limit, start, admission.calendar)
    words, fees = limit.in_words(), _fees(admission, order.channel)
    return Summary(
        overdue=term.at is not None and term.at < at,
        hour=hour(term.at) if term.at else "",
        day=full_day_words(term.at) if term.at else "",
        limit=words,
        immediate=admission.is_immediate,
        reckoning=reckoning(explain(limit, start, term, admission.calendar), limit=words) if term.at else None,
        agency=admission.competent.name,
        next_step=_next_step(admission),
        fees=tuple((_fee_name(fee), _fee_amount(fee)) for fee in fees),
        total=_total(fees),
    )


def _fees(admission: Admission, channel: Channel) -> tuple[FeeCard, ...]:
    case_id = admission.case.id if admission.case else None
    return admission.version.fees_for(case_id, on=admission.day, channel=channel)


def _fee_name(fee: FeeCard) -> str:
    per = PER_WORDS.get(fee.per)
    return f"{fee.name}, {per}" if per else fee.name


def _fee_amount(fee: FeeCard) -> str:
    if fee.amount is not None:
        return money(fee.amount) if fee.amount else "miễn"
    return "chưa có mức thu" if fee.percent is None else f"{fee.percent}%".replace(".", ",")


def _total(fees: tuple[FeeCard, ...]) -> str:
    """The sum, only where every line is one amount for the dossier; rates by page or copy are never multiplied."""
    if not fees:
        return "không thu"
    if any(fee.amount is None or fee.per in PER_WORDS for fee in fees):
        return "theo từng mức"
    total = sum(fee.amount or 0 for fee in fees)
    return money(total) if total else "miễn"


def _next_step(admission: Admission) -> str:
    """Who gets the dossier after the desk: the step and its office. Empty when the desk settles it at once."""
    process, day = admission.running.map, admission.day
    ahead = process.ahead(process.intake.key)
    if not ahead or admission.is_immediate:
        return ""
    office = office_of(
        ahead[0],
        receiving_unit_id=admission.receiving.id,
        competent_unit_id=admission.competent.id,
        sector=admission.version.sector,
        on=day,
    )
    return f"{ahead[0].name}, {roster().unit(office, legal_day(admission.received_at)).label}"
