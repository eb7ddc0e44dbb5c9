"""A file's name is a label for people, nothing else."""

import unicodedata

LONGEST = 150


def clean_name(name: str) -> str:
    """`name` as a label: NFC, without folders, control or direction signs, at most 150 letters, ending kept.

    An empty rest becomes "tệp".
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(" " if sign.isspace() else sign for sign in text if _is_visible(sign))
    text = " ".join(text.split()).lstrip(".")
    if len(text) > LONGEST:
        stem, dot, ending = text.rpartition(".")
        keep = dot + ending if stem and len(ending) <= 8 else ""
        text = text[: LONGEST - len(keep)] + keep
    return text or "tệp"


def _is_visible(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign)[0] != "C"
