"""Which province this database belongs to, and under which name its ledger signs."""

import secrets

from django.db import transaction

from motcua.ledger import ids
from motcua.ledger.models import Installation
from motcua.rules.faults import Fault


class BenchLedger(Fault):
    """The database was filled by SQL for measurements; its ledger proves nothing."""

    code = "bench_ledger"
    sentence = "Cơ sở dữ liệu này được nạp bằng SQL để đo tốc độ; sổ sự kiện của nó không dùng để đối chiếu."


class OtherProvince(Fault):
    """The database already belongs to another province."""

    code = "other_province"
    sentence = "Cơ sở dữ liệu này thuộc tỉnh {there}, không phải {wanted}."


def install(province_code: str, *, province_name: str, number: int) -> Installation:
    """Give the database to a province (`H99`, number 99) and its tables their block of ids; safe to repeat.

    Raises OtherProvince when it already belongs to another one.
    """
    with transaction.atomic():
        row, _ = Installation.objects.select_for_update().get_or_create(
            id=1, defaults={"ledger_id": secrets.token_hex(16)}
        )
        if row.province_code and row.province_code != province_code:
            raise OtherProvince(there=row.province_code, wanted=province_code)
        row.province_code, row.province_name = province_code, province_name
        row.id_block = number
        row.ledger_id = row.ledger_id or secrets.token_hex(16)
        row.save()
        ids.set_block(number)
    return row


def ledger_id() -> str:
    """The name under which this ledger signs, made at the first call; a merged or restored ledger keeps its own."""
    found = Installation.objects.filter(id=1).values_list("ledger_id", flat=True).first()
    if found:
        return found
    with transaction.atomic():
        row, _ = Installation.objects.select_for_update().get_or_create(id=1)
        row.ledger_id = row.ledger_id or secrets.token_hex(16)
        row.save(update_fields=["ledger_id"])
    return row.ledger_id


def mark_as_bench() -> None:
    """Say for ever that this database was filled by SQL: `ledger verify` refuses it."""
    with transaction.atomic():
        row, _ = Installation.objects.select_for_update().get_or_create(
            id=1, defaults={"ledger_id": secrets.token_hex(16)}
        )
        row.bench = True
        row.save(update_fields=["bench"])


def is_bench() -> bool:
    """Whether the database was filled by SQL for measurements."""
    return Installation.objects.filter(id=1, bench=True).exists()
