"""The process strip of a dossier: steps done and at hand with time used against allowed, then those to come."""

from datetime import datetime

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.models import Step
from motcua.dossiers.picture import Picture
from motcua.people.roster import roster
from motcua.rules.codes import StepEnd
from motcua.rules.deadlines import parse_limit
from motcua.rules.process import Node
from motcua.web.desk.spent import standing_since
from motcua.web.shared.steps import Mark, StepView, Used

DAY = 480  # working minutes


def flow_views(found: Picture, at: datetime) -> list[StepView]:
    """The process strip: steps done and at hand with time used against allowed, then those to come."""
    if found.process is None:
        return []
    process = found.process.map
    past = [_step_view(found, step, process.node(step.node_key), at) for step in found.steps if step.main]
    last = found.steps[-1].node_key if found.steps else process.intake.key
    if found.dossier.closed_at is not None:
        return past
    return [*past, *(StepView(node.name, lines=_allowed(node)) for node in process.ahead(last))]


def _allowed(node: Node) -> tuple[str, ...]:
    return (parse_limit(node.limit).in_words(),) if node.limit else ()


def _step_view(found: Picture, step: Step, node: Node, at: datetime) -> StepView:
    people = roster()
    holder = people.staff(step.person_id).name if step.person_id else people.unit(step.unit_id).label
    own = calendar_for(step.unit_id, found.dossier.calendar_version_id)
    standing = standing_since(found) if step.closed_at is None else None
    until = step.closed_at or (max(standing, step.opened_at) if standing else at)
    used = step.used_minutes
    if used is None:
        used = max(0, own.minutes_between(step.opened_at, until) - (step.paused_minutes or 0))
    cancelled = step.ended == StepEnd.CANCELLED
    over = step.due is not None and until > step.due
    done = Mark.ENDED if cancelled else Mark.DONE
    mark = done if step.closed_at else Mark.LATE if over else Mark.PAUSE if standing else Mark.NOW
    words = _used_words(used, node)
    words = f"dừng ở {words}" if standing else f"dừng ở bước này, {words}" if cancelled else words
    return StepView(node.name, mark, (holder, words), used=_used(used, node, over))


def _used(minutes: int, node: Node, over: bool) -> Used | None:
    allowed = allowed_minutes(node.limit)
    return Used(minutes, allowed, _used_words(minutes, node), "late" if over else "ok") if allowed else None


def allowed_minutes(limit: str | None) -> int:
    """A step's limit in working minutes; 0 without one."""
    if not limit:
        return 0
    value, unit = limit.split()
    return int(float(value) * (DAY if unit == "WD" else 60))


def _used_words(minutes: int, node: Node) -> str:
    """ "0,3 / 0,5 ngày"."""
    allowed = allowed_minutes(node.limit)
    used = _days(minutes)
    return f"{used} / {_days(allowed)} ngày" if allowed else f"{used} ngày"


def _days(minutes: int) -> str:
    value = round(minutes / DAY, 1)
    return f"{value:g}".replace(".", ",")
