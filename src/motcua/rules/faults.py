"""What can go wrong for a reason that a person can understand.

Every refusal of the house is a `Fault`: a stable `code` for machines and one clear Vietnamese sentence for people.
A subclass stands beside the function that raises it.
"""

from typing import ClassVar


class Fault(Exception):
    """A refusal with a reason. Nothing has been changed when it is raised."""

    code: ClassVar[str] = "fault"
    sentence: ClassVar[str] = "Chưa thực hiện được."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))

    @property
    def message(self) -> str:
        """The sentence, filled in, in Vietnamese."""
        return str(self.args[0])
