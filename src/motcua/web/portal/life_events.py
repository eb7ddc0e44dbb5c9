"""Doors into the catalogue by what happens in a life, not by the name of an office.

An event names the sectors that it opens and the procedures shown on its card; what the province does not publish is
left out, and an event without any is not drawn.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """`slug` stands in the address (?viec=); `codes` are the procedures of the event, the first two on its card."""

    slug: str
    title: str
    icon: str
    codes: tuple[str, ...]
    business: bool = False


EVENTS = (
    LifeEvent("con-nho", _("Có con nhỏ"), "baby-carriage", ("1.001193", "2.000986", "1.001022", "1.004884")),
    LifeEvent("ket-hon", _("Kết hôn, gia đình"), "heart", ("1.000894", "1.004873", "1.004746", "1.004837")),
    LifeEvent("cu-tru", _("Chuyển nơi ở"), "map-pin", ("1.004222", "1.004194", "1.010038", "1.002755", "1.003677")),
    LifeEvent("xay-nha", _("Xây, sửa nhà"), "home-2", ("1.009994", "1.013314")),
    LifeEvent(
        "dat-dai",
        _("Đất đai"),
        "map-2",
        ("1.012783", "1.012786", "1.013978", "1.012784", "1.012785", "1.012790", "1.012789", "1.012766", "1.012756"),
    ),
    LifeEvent(
        "giay-to",
        _("Giấy tờ, bản sao"),
        "certificate",
        ("2.000815", "2.000635", "2.000884", "2.000908", "1.004859", "2.000488", "2.000913", "2.000927", "2.001406"),
    ),
    LifeEvent("tro-cap", _("Trợ cấp, người khuyết tật"), "heart-handshake", ("1.001776", "1.001699", "1.011607")),
    LifeEvent("qua-doi", _("Người thân qua đời"), "flower", ("1.000656", "2.002622", "2.001406")),
    LifeEvent("ho-kinh-doanh", _("Mở cửa hàng"), "building-store", ("1.001612", "2.000720", "1.001266"), business=True),
    LifeEvent("cong-ty", _("Mở công ty"), "briefcase", ("2.001583", "2.001199", "2.001610"), business=True),
    LifeEvent("lao-dong", _("Thuê người lao động"), "users", ("2.000205", "2.001955"), business=True),
    LifeEvent(
        "giay-phep",
        _("Giấy phép kinh doanh"),
        "certificate",
        ("1.001029", "2.001628", "1.004628", "2.000004", "1.004645", "1.000948"),
        business=True,
    ),
)


def event(slug: str) -> LifeEvent | None:
    """The event of an address, None for a stranger."""
    return next((one for one in EVENTS if one.slug == slug), None)
