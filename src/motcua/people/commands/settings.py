"""A province decides a setting, from a day on and by a document."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.models import Setting
from motcua.people.permissions import require
from motcua.people.settings import WrongValue, declared, stored
from motcua.rules.text import nfc


@transaction.atomic
def change_setting(
    key: str, *, value: Any, on: date, legal_basis: str, actor: Actor, at: datetime, unit_id: int | None = None
) -> Setting:
    """A province (or a unit) decides a setting from a day on, by a document. Undone by another change.

    A value that begins on that very day is replaced, and the event keeps both.
    Raises UnknownSetting, WrongValue, Denied.
    """
    require(actor, Action.ADMINISTER_SETTINGS)
    item = declared(key)
    new = stored(item, value)
    basis = nfc(legal_basis).strip()
    if not basis:
        raise WrongValue(label=item.label, reason="ghi văn bản làm căn cứ")
    if unit_id is not None and not item.per_unit:
        raise WrongValue(label=item.label, reason="chỉ đặt cho cả tỉnh")
    rows = Setting.objects.filter(key=key)
    rows = rows.filter(unit__isnull=True) if unit_id is None else rows.filter(unit_id=unit_id)
    old = rows.filter(valid_to__isnull=True).first()
    if old is not None and old.valid_from > on:
        raise WrongValue(label=item.label, reason=f"đã có giá trị từ ngày {old.valid_from:%d/%m/%Y}")
    before = old.value if old is not None else None
    if old is not None and old.valid_from == on:
        setting = old
        setting.value, setting.legal_basis = new, basis
        setting.save(update_fields=["value", "legal_basis"])
    else:
        rows.filter(valid_to__isnull=True).update(valid_to=on)
        setting = Setting.objects.create(key=key, unit_id=unit_id, value=new, legal_basis=basis, valid_from=on)
    # One history a setting and unit: the stream bears the id of its first row.
    stream = rows.order_by("pk").values_list("pk", flat=True)[0]
    facts = {
        "key": key, "unit_id": unit_id, "before": before, "after": new, "on": on.isoformat(), "legal_basis": basis,
    }  # fmt: skip
    record(StreamKind.SETTING, stream, kind="setting.change", actor=actor, at=at, facts=facts)
    generation.bump()
    return setting
