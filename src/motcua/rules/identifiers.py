"""Numbers by which persons and organisations are known: normalised and checked by form, never by a register."""

import re

from motcua.rules.faults import Fault

_SEPARATORS = re.compile(r"[\s.\-()]+")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class BadIdentity(Fault):
    """Not a personal identity number."""

    code = "bad_identity"
    sentence = "Số định danh cá nhân phải gồm đúng 12 chữ số."


class BadPhone(Fault):
    """Not a telephone number of Viet Nam."""

    code = "bad_phone"
    sentence = "Số điện thoại phải bắt đầu bằng số 0 (hoặc +84) và gồm 10 hoặc 11 chữ số."


class BadTaxCode(Fault):
    """Not a tax code, or one that was mistyped: its check digit does not fit."""

    code = "bad_tax_code"
    sentence = "Mã số thuế không đúng: cần 10 chữ số, 13 chữ số (đơn vị phụ thuộc) hoặc 12 chữ số của cá nhân."


def parse_identity(text: str) -> str:
    """The 12 digits of a personal identity number (Law on Identification 26/2023/QH15 Art. 12), without blanks or dots.

    The number has no check digit. Raises BadIdentity.
    """
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise BadIdentity()
    return digits


def parse_phone(text: str) -> str:
    """A telephone number in its national form, digits only: "+84 912 345 678" → "0912345678". Raises BadPhone."""
    digits = re.sub(r"^(\+|00)?84(?=[1-9])", "0", _SEPARATORS.sub("", text))
    if not re.fullmatch(r"0[1-9][0-9]{8,9}", digits):
        raise BadPhone()
    return digits


def parse_tax_code(text: str) -> str:
    """A tax code: "0100109106", "0100109106-001", or the 12 digits of a person. Raises BadTaxCode.

    The tenth digit is 10 minus the weighted sum of the nine before it modulo 11.
    """
    digits = _SEPARATORS.sub("", text)
    if re.fullmatch(r"[0-9]{12}", digits) and "-" not in text:
        return digits
    if not re.fullmatch(r"[0-9]{10}([0-9]{3})?", digits):
        raise BadTaxCode()
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits, strict=False))
    if 10 - total % 11 != int(digits[9]):
        raise BadTaxCode()
    return digits[:10] + (f"-{digits[10:]}" if digits[10:] else "")
