"""The province as the screens name it: from the installation and its settings, read once per generation."""

from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError

from motcua.ledger.generation import per_generation
from motcua.ledger.models import Installation
from motcua.people.settings import read
from motcua.web.shared.away import is_away

KINDS = ("tỉnh", "thành phố")


@dataclass(frozen=True, slots=True)
class Province:
    """Names and addresses printed in every frame. `name` as in a sentence: "tỉnh Lam Giang"."""

    name: str = "tỉnh"
    code: str = ""
    hotline: str = ""

    @property
    def title(self) -> str:
        """The name at the start of a line: "Tỉnh Lam Giang"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def operator(self) -> str:
        """Who runs the system day by day."""
        return f"Văn phòng UBND {self.name.split()[0]}"

    @property
    def hotline_link(self) -> str:
        """The number as a telephone address."""
        return "tel:" + self.hotline.replace(" ", "")


_last = Province()


def province(on: date) -> Province:
    """The province of this database on a day. An error page needs it too, so an empty database gives no error.

    Raises OperationalError when the database is away: to ask again would be to wait again.
    """
    global _last
    try:
        name, code = _installed()
        _last = Province(name=name, code=code, hotline=read("help_line", on=on))
    except DatabaseError as problem:
        if is_away(problem):
            raise
        return Province()
    return _last


def last_known() -> Province:
    """The province as this process has last read it: for the page that says that the database is away."""
    return _last


@per_generation
def _installed() -> tuple[str, str]:
    found = Installation.objects.filter(id=1).values_list("province_name", "province_code").first()
    name, code = found or ("", "")
    kind = name.casefold().startswith(KINDS)
    return (name[:1].lower() + name[1:] if kind else f"tỉnh {name}".strip()), code
