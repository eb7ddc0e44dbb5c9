"""Names of things in public: dossier codes, agency codes, procedure codes, references of drafts.

A dossier code is agency – receiving day – serial of the day (Decree 61/2018 Art. 26, Circular 01/2018/TT-VPCP Art. 19).
Two forms of the agency part are valid side by side: bottom-up `000.00.22.H47` and top-down `H47.22` (Decision
20/2020/QĐ-TTg). A code, once given, is never rewritten from one form into the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.rules.faults import Fault

_OLD_AGENCY = re.compile(r"([0-9]{3})\.([0-9]{2})\.([0-9]{2})\.([A-Z][0-9]{2})")
_NEW_AGENCY = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{2,3}){0,3}")
_CODE = re.compile(r"(?P<agency>[0-9A-Z.]+)-(?P<day>[0-9]{6})-(?P<serial>[0-9]{4,6})")
_GAPS = re.compile(r"[\s_\u2010-\u2015\u2212-]+")  # what stands where the slip has a hyphen
_PROCEDURE = re.compile(r"[0-9]\.[0-9]{6}(?:\.(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[A-Z][0-9]{2})?(?:\.[0-9]{2})?")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
REFERENCE_BITS = 35


class BadCode(Fault):
    """Not a dossier code."""

    code = "bad_code"
    sentence = "Mã hồ sơ “{text}” không đúng; mã có dạng H47.22-221118-0001 hoặc 000.00.22.H47-221118-0001."


class BadAgency(Fault):
    """Not an agency code, or one that has no such form."""

    code = "bad_agency"
    sentence = "Mã định danh cơ quan “{text}” không đúng; mã có dạng H47.22 hoặc 000.00.22.H47."


class BadProcedureCode(Fault):
    """Not a procedure code."""

    code = "bad_procedure_code"
    sentence = "Mã thủ tục “{text}” không đúng; mã có dạng 1.001193, 1.001193.H47 hoặc 1.001193.000.00.00.H47."


class BadReference(Fault):
    """Not a reference; most often one character was mistyped."""

    code = "bad_reference"
    sentence = "Mã tra cứu “{text}” không đúng: mã gồm 8 chữ cái và chữ số, xin kiểm tra lại từng ký tự."


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier code in its parts; `agency` stands in the form in which it was issued."""

    agency: str
    day: date
    serial: int
    digits: int = 4

    def __str__(self) -> str:
        return f"{self.agency}-{self.day:%y%m%d}-{self.serial:0{self.digits}d}"


def format_code(agency: str, *, day: date, serial: int) -> str:
    """The code of the `serial`-th dossier that `agency` received on `day`; above 9,999 it grows to five digits.

    Raises BadAgency, BadCode.
    """
    text = f"{agency}-{day:%y%m%d}-{serial:04d}"
    parse_agency(agency)
    if not (2000 <= day.year <= 2099 and 1 <= serial <= 999_999):
        raise BadCode(text=text)
    return text


def parse_code(text: str) -> DossierCode:
    """The parts of a dossier code in either form; blanks around it and small letters are forgiven. Raises BadCode."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None or not _is_agency(found["agency"]) or int(found["serial"]) == 0:
        raise BadCode(text=text)
    written = found["day"]
    try:
        day = date(2000 + int(written[:2]), int(written[2:4]), int(written[4:]))
    except ValueError:
        raise BadCode(text=text) from None
    return DossierCode(found["agency"], day, int(found["serial"]), len(found["serial"]))


def read_code(text: str) -> DossierCode:
    """The code behind any spelling that can mean one code only: hyphens and dots left out, blanks, long dashes.

    Raises BadCode, also for what could be two codes.
    """
    plain = re.sub(_GAPS, "", text.upper())
    try:
        return parse_code(re.sub(_GAPS, "-", text.strip()))
    except BadCode:
        found = {code for code in map(_parsed, _spellings(plain)) if code is not None}
    if len(found) != 1:
        raise BadCode(text=text)
    return found.pop()


def _spellings(plain: str) -> Iterator[str]:
    """Each way to part what was written without hyphens, and perhaps without dots."""
    for digits in (4, 5, 6):
        parts = re.fullmatch(rf"(.+?)\.?([0-9]{{6}})\.?([0-9]{{{digits}}})", plain)
        if parts is not None:
            agency, day, serial = parts.groups()
            yield from (f"{dotted}-{day}-{serial}" for dotted in _dotted(agency))


def _dotted(agency: str) -> list[str]:
    """The agencies that these letters and digits may name."""
    if "." in agency or len(agency) > 12:
        return [agency]
    old = re.fullmatch(r"([0-9]{3})([0-9]{2})([0-9]{2})([A-Z][0-9]{2})", agency)
    if old is not None:
        return [".".join(old.groups())]
    found, ways = [], [(agency[:3], agency[3:])]
    while ways:
        begun, rest = ways.pop()
        found += [] if rest else [begun]
        ways += [(f"{begun}.{rest[:size]}", rest[size:]) for size in (2, 3) if len(rest) >= size]
    return found


def _parsed(text: str) -> DossierCode | None:
    try:
        return parse_code(text)
    except BadCode:
        return None


def _is_agency(text: str) -> bool:
    return bool(_OLD_AGENCY.fullmatch(text) or _NEW_AGENCY.fullmatch(text))


def parse_agency(text: str) -> str:
    """The agency code, checked, in the form in which it was written. Raises BadAgency."""
    agency = text.strip().upper()
    if not _is_agency(agency):
        raise BadAgency(text=text)
    return agency


def to_new_agency(text: str) -> str:
    """The top-down form: `000.00.22.H47` → `H47.22`; groups of zeros at the end are dropped. Raises BadAgency."""
    agency = parse_agency(text)
    old = _OLD_AGENCY.fullmatch(agency)
    groups = list(reversed(old.groups())) if old else agency.split(".")
    while len(groups) > 1 and not groups[-1].strip("0"):
        groups.pop()
    return ".".join(groups)


def to_old_agency(text: str) -> str:
    """The bottom-up form of QCVN 102:2016: `H47.22` → `000.00.22.H47`.

    Raises BadAgency, also for a code such as `H55.242`, whose group is too long for the old form.
    """
    top, *groups = to_new_agency(text).split(".")
    second, third, fourth = groups + ["00", "00", "000"][len(groups) :]
    old = f"{fourth}.{third}.{second}.{top}"
    if not _OLD_AGENCY.fullmatch(old):
        raise BadAgency(text=text)
    return old


def level_one(text: str) -> str:
    """The first level of an agency code, a province or ministry: `H47` of both forms. Raises BadAgency."""
    return to_new_agency(text).split(".")[0]


def parse_procedure_code(text: str) -> str:
    """The procedure code, checked: national, provincial in both forms, or with a case number. Raises BadProcedureCode.

    It stays text for ever: `1.001193` is not a number.
    """
    code = text.strip().upper()
    if not _PROCEDURE.fullmatch(code):
        raise BadProcedureCode(text=text)
    return code


def make_reference(random_number: int) -> str:
    """The reference of a draft from 35 random bits: seven characters and a check character.

    The number comes from the caller's secure source; only its low 35 bits count.
    """
    values = [random_number >> shift & 31 for shift in range(30, -1, -5)]
    return "".join(_ALPHABET[value] for value in (*values, _check(values)))


def parse_reference(text: str) -> str:
    """The reference in its plain form; o reads as 0, i and l as 1, blanks and hyphens do not count.

    Raises BadReference. The check finds every single wrong character and every swap of neighbours.
    """
    plain = re.sub(r"[\s-]", "", text).upper().translate(str.maketrans("OIL", "011"))
    if len(plain) != 8 or any(char not in _VALUES for char in plain):
        raise BadReference(text=text)
    *values, check = (_VALUES[char] for char in plain)
    if _check(values) != check:
        raise BadReference(text=text)
    return plain


def is_reference(text: str) -> bool:
    """Whether the text is a reference with a right check character."""
    try:
        parse_reference(text)
    except BadReference:
        return False
    return True


def _check(values: list[int]) -> int:
    """The value of the polynomial with these coefficients at x, in GF(32) with x^5 + x^2 + 1."""
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted
