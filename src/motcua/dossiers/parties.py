"""Turning what was written down about a person into a row: normalised, checked, searchable by keyed hash."""

from motcua.dossiers.bounds import longest
from motcua.dossiers.fingerprints import fingerprint
from motcua.dossiers.models import Party
from motcua.dossiers.orders import PartyOrder
from motcua.dossiers.texts import tidy
from motcua.rules.codes import IdentityKind, PartyKind, PartyRole
from motcua.rules.faults import Fault
from motcua.rules.text import name_sort_key, parse_identity, parse_phone, parse_tax_code


class NameMissing(Fault):
    """A party without a name."""

    code = "name_missing"
    sentence = "Nhập họ, chữ đệm và tên như trên căn cước."


def draw_party(order: PartyOrder, role: PartyRole, *, dossier_id: int, pk: int | None = None) -> Party:
    """An unsaved party, with its id when that was taken beforehand.

    Raises NameMissing, UnprintableSign, BadIdentity, BadPhone, BadTaxCode.
    """
    name = tidy("Họ và tên", order.name)
    if not name:
        raise NameMissing()
    identity_kind, identity = _identity(order)
    phone = parse_phone(order.phone) if order.phone.strip() else ""
    return Party(
        pk=pk,
        dossier_id=dossier_id,
        role=role,
        kind=order.kind,
        name=name,
        sort_key=name_sort_key(name)[:240],
        identity_kind=identity_kind,
        identity_no=identity,
        identity_hmac=fingerprint("identity", identity),
        birth_on=order.birth_on,
        phone=phone,
        phone_hmac=fingerprint("phone", phone),
        email=tidy("Thư điện tử", order.email),
        address=tidy("Địa chỉ", order.address),
        authority=tidy("Giấy ủy quyền", order.authority),
    )


def _identity(order: PartyOrder) -> tuple[IdentityKind, str]:
    """The kind and the normalised number; a number without a kind is guessed from what the party is."""
    number = order.identity_no.strip()
    if not number:
        return IdentityKind.NONE, ""
    kind = order.identity_kind
    if kind is IdentityKind.NONE:
        kind = IdentityKind.CITIZEN if order.kind is PartyKind.PERSON else IdentityKind.TAX
    if kind is IdentityKind.CITIZEN:
        return kind, parse_identity(number)
    if kind is IdentityKind.TAX:
        return kind, parse_tax_code(number)
    return kind, tidy("Số giấy tờ", number.replace(" ", "").upper()[: longest(PartyOrder, "identity_no")])
