"""What somebody was told, how they want to be told, and what went out by e-mail."""

from motcua.notices.models.notice import Dispatch, Notice
from motcua.notices.models.preference import Preference

__all__ = ["Dispatch", "Notice", "Preference"]
