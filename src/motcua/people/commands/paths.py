"""The closure of the unit tree: for every day on which the tree changed, who is below whom."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from motcua.people.models import UnitPath, UnitVersion


def extend_paths(version: UnitVersion) -> None:
    """A unit has begun. If the closure of that very day is the newest, only the new rows are written."""
    newest = UnitPath.objects.order_by("-version_on").values_list("version_on", flat=True).first()
    if newest != version.valid_from:
        rebuild_paths(version.valid_from)
        return
    above = UnitPath.objects.filter(version_on=newest, descendant_id=version.parent_id)
    rows = [
        UnitPath(version_on=newest, ancestor_id=path.ancestor_id, descendant_id=version.unit_id, depth=path.depth + 1)
        for path in above
    ]
    rows.append(UnitPath(version_on=newest, ancestor_id=version.unit_id, descendant_id=version.unit_id, depth=0))
    UnitPath.objects.bulk_create(rows)


def rebuild_paths(since: date) -> None:
    """Write the closure anew for `since` and every later day on which a unit begins, changes or ends."""
    UnitPath.objects.filter(version_on__gte=since).delete()
    begins = set(UnitVersion.objects.filter(valid_from__gte=since).values_list("valid_from", flat=True))
    ends = set(UnitVersion.objects.filter(valid_to__gte=since).values_list("valid_to", flat=True))
    for day in sorted(d for d in {since} | begins | ends if d is not None):
        UnitPath.objects.bulk_create(_closure(day), batch_size=2000)


def _closure(on: date) -> list[UnitPath]:
    living = UnitVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    parents: Mapping[int, int | None] = dict(living.values_list("unit_id", "parent_id"))
    rows = []
    for unit_id in parents:
        here: int | None = unit_id
        depth = 0
        while here is not None and depth < 20:
            rows.append(UnitPath(version_on=on, ancestor_id=here, descendant_id=unit_id, depth=depth))
            here, depth = parents.get(here), depth + 1
    return rows
