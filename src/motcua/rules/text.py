"""Vietnamese text: folding for search, keys for sorting, masking of names, amounts in words.

One function each for both databases, so that a search and an order never depend on the server (NFC in, always).
"""

import unicodedata

from motcua.rules.identifiers import BadIdentity, BadPhone, BadTaxCode, parse_identity, parse_phone, parse_tax_code

__all__ = [
    "BadIdentity",
    "BadPhone",
    "BadTaxCode",
    "amount_in_words",
    "fold",
    "initials",
    "mask_name",
    "name_sort_key",
    "nfc",
    "number_in_words",
    "parse_identity",
    "parse_phone",
    "parse_tax_code",
    "sort_key",
]

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
_SHAPES = {("a", "\u0306"): "a2", ("a", "\u0302"): "a3", ("e", "\u0302"): "e2"} | {
    ("o", "\u0302"): "o2",
    ("o", "\u031b"): "o3",
    ("u", "\u031b"): "u2",
}
_PLAIN = {"a": "a1", "d": "d1", "đ": "d2", "e": "e1", "o": "o1", "u": "u1", "z": "z1"}


def nfc(text: str) -> str:
    """The text composed (NFC), as every input is kept."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """For accent-blind search: lower case, marks stripped, đ → d, runs of blanks as one, none at the ends."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def sort_key(text: str) -> str:
    """A key of digits and small letters that puts text in Vietnamese order: An, Anh, Ánh, Ăn, Ân; D before Đ.

    First by letters (a ă â … d đ e ê … o ô ơ … u ư), then by tones (none, huyền, hỏi, ngã, sắc, nặng); case and
    punctuation do not count. The keys compare alike in every collation, for they hold nothing but [0-9a-z].
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _words(text):
        for base, marks in word:
            letters.append(_letter(base, marks))
            tones.append(str(next((_TONES[mark] for mark in marks if mark in _TONES), 0)))
        letters.append("0")  # the end of a word comes before any letter (a…) and any digit (1…)
    return "".join(letters) + "0" + "".join(tones)


def name_sort_key(full_name: str) -> str:
    """The key for lists of people: the given name (the last word) first, then the middle names, then the family."""
    words = full_name.split()
    if len(words) < 2:
        return sort_key(full_name)
    family, *middle, given = words
    return sort_key(given) + sort_key(" ".join(middle)) + sort_key(family)


def _words(text: str) -> list[list[tuple[str, str]]]:
    """Words as lists of (base letter, its marks); whatever is no letter or digit parts words."""
    words: list[list[tuple[str, str]]] = [[]]
    for char in unicodedata.normalize("NFD", text.lower()):
        if unicodedata.combining(char) and words[-1]:
            base, marks = words[-1][-1]
            words[-1][-1] = (base, marks + char)
        elif char.isalnum():
            words[-1].append((char, ""))
        elif words[-1] and not unicodedata.combining(char):
            words.append([])
    return [word for word in words if word]


def _letter(base: str, marks: str) -> str:
    """The code of one letter; no code begins another one, so that keys compare letter by letter."""
    for mark in marks:
        if (base, mark) in _SHAPES:
            return _SHAPES[base, mark]
    if base.isascii():
        return f"1{base}" if base.isdigit() else _PLAIN.get(base, base)
    return _PLAIN.get(base) or f"z2{ord(base):06x}"


def mask_name(full_name: str) -> str:
    """A name as the public may see it: "Nguyễn Văn Hùng" → "N*** V** Hùng"; a single word keeps its first letter.

    The given name is the last word, as in Vietnamese. What holds anything but letters shows nothing of itself: a number
    or an address that was typed behind the name.
    """
    words = nfc(full_name).split()
    given = [words.pop()] if len(words) > 1 and _is_word(words[-1]) else []
    return " ".join([_starred(word) for word in words] + given)


def _starred(word: str) -> str:
    return word[0] + "*" * min(3, max(1, len(word) - 1)) if _is_word(word) else "***"


def _is_word(text: str) -> bool:
    return all(char.isalpha() or unicodedata.combining(char) for char in text)


def initials(full_name: str) -> str:
    """The first letters of family and given name, upper case: "Nguyễn Văn Hùng" → "NH"; "" for no name."""
    words = nfc(full_name).split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def number_in_words(number: int) -> str:
    """A whole number from 0 to 10^18 - 1 as it is read: 1001 is "một nghìn không trăm linh một".

    Raises ValueError outside that range.
    """
    if not 0 <= number < 10**18:
        raise ValueError("only whole numbers from 0 to 10^18 - 1 are read")
    return " ".join(_read(number, False)) or _DIGITS[0]


def amount_in_words(dong: int) -> str:
    """An amount for a receipt: 20000 is "Hai mươi nghìn đồng". Raises ValueError below 0 or from 10^18 on."""
    words = number_in_words(dong)
    return f"{words[0].upper()}{words[1:]} đồng"


def _read(number: int, full: bool) -> list[str]:
    """The words of a number; `full` reads the missing hundreds of what follows a higher group."""
    for size, name in _GROUPS:
        if number >= size:
            rest = number % size
            return [*_read(number // size, full), name, *(_read(rest, True) if rest else ())]
    return _read_hundreds(number, full)


def _read_hundreds(number: int, full: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    """The last digit as it sounds after the tens: mốt, tư, lăm."""
    if ones == 5 and tens:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones]) if tens > 1 else _DIGITS[ones]
