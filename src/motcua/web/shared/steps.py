"""How a step looks in the process strip (`flow`) and in the timeline (`tl`): one view-model for both."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Mark(StrEnum):
    """Where a step stands. PLAIN is still to come, OPTIONAL may never come; within an ENDED one the dossier ended."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    PAUSE = "pause"
    OPTIONAL = "opt"
    ENDED = "ended"
    PLAIN = ""


ICONS = {Mark.DONE: "check", Mark.LATE: "alert-triangle", Mark.PAUSE: "player-pause", Mark.ENDED: "ban"}


@dataclass(frozen=True, slots=True)
class Used:
    """Time used against time allowed, drawn as a thin bar with its words ("8 / 10,5 ngày")."""

    value: int
    limit: int
    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step. `lines` are said under the name, `times` in small type under these."""

    name: str
    mark: Mark = Mark.PLAIN
    lines: tuple[str, ...] = field(default=())
    times: tuple[str, ...] = field(default=())
    used: Used | None = None

    @property
    def icon(self) -> str:
        """The icon in the dot; empty when the dot carries the number."""
        return ICONS.get(self.mark, "")

    @property
    def optional(self) -> bool:
        """Whether the process may leave it out."""
        return self.mark is Mark.OPTIONAL

    @property
    def said(self) -> str:
        """What the dot means, for those who hear the page."""
        words = {
            Mark.DONE: _("Xong"),
            Mark.LATE: _("Quá hạn"),
            Mark.PAUSE: _("Tạm dừng"),
            Mark.ENDED: _("Dừng ở bước này"),
        }
        return words.get(self.mark, "")
