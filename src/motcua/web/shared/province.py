"""The province as the screens name it, and whether what they show is real."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """Names and addresses printed in every frame. `name` as in a sentence: "tỉnh Lam Giang"."""

    name: str = "tỉnh Lam Giang"
    operator: str = "Văn phòng UBND tỉnh"
    hotline: str = "1900 0000"
    hotline_hours: str = "7:00 đến 18:00"
    code_prefix: str = "H99"

    @property
    def title(self) -> str:
        """The name at the start of a line: "Tỉnh Lam Giang"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def hotline_link(self) -> str:
        """The number as a telephone address."""
        return "tel:" + self.hotline.replace(" ", "")


def province() -> Province:
    """The province of this database."""
    return Province()
