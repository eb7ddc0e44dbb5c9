"""Find what the English mirror must say and compile it; Vietnamese is the source language.

    python tools/messages.py            adds what is missing to the .po files (untranslated) and compiles them
    python tools/messages.py --check    says what is missing, and exits with 1

Reads Python (`_`, `gettext_lazy as _`, `ngettext`) and templates (`translate`, `blocktranslate`) of web/portal and of
the parts of web/shared that it uses. Needs nothing but the standard library, so no gettext on the machine.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/motcua/web"
LOCALE = WEB / "locale"
PLURAL = "nplurals=2; plural=(n != 1);"
DESK_ONLY = {"gallery.html", "staff.html", "who.html", "keysheet.html"}

Key = tuple[str, str | None]  # msgid and, for a count, its plural
Catalogue = dict[Key, list[str]]

_TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')\s*%}""")
_BLOCK = re.compile(r"{%\s*blocktranslate(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_ESCAPES = {"\\n": "\n", '\\"': '"', "\\\\": "\\"}


def wanted() -> dict[Key, str]:
    """Every message of the public pages, with the file in which it stands first."""
    found: dict[Key, str] = {}
    for path in sorted(WEB.rglob("*.py")):
        if path.is_relative_to(WEB / "portal") or path.is_relative_to(WEB / "shared"):
            for key in _in_python(path.read_text(encoding="utf-8")):
                found.setdefault(key, path.relative_to(ROOT).as_posix())
    for path in sorted((*WEB.glob("portal/templates/**/*.html"), *WEB.glob("shared/templates/**/*.html"))):
        if path.name not in DESK_ONLY:
            for key in _in_template(path.read_text(encoding="utf-8")):
                found.setdefault(key, path.relative_to(ROOT).as_posix())
    return found


def _in_python(text: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if node.func.id in ("_", "gettext_lazy") and said:
            yield said[0], None
        elif node.func.id == "ngettext" and len(said) == 2:
            yield said[0], said[1]


def _in_template(text: str) -> Iterator[Key]:
    for found in _TRANSLATE.finditer(text):
        yield found[1] if found[1] is not None else found[2], None
    for found in _BLOCK.finditer(text):
        one, *many = (_VARIABLE.sub(r"%(\1)s", part) for part in _PLURAL.split(found[2]))
        yield one, many[0] if many else None


def read(path: Path) -> Catalogue:
    """A .po file: messages with their translations."""
    entries: Catalogue = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields: dict[str, str] = {}
        current = ""
        for line in block.splitlines():
            found = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"(.*)"$', line)
            if found and not line.startswith("#"):
                current = found[1] or current
                fields[current] = fields.get(current, "") + _plain(found[2])
        if "msgid" in fields:
            said = [text for name, text in sorted(fields.items()) if name.startswith("msgstr")]
            entries[fields["msgid"], fields.get("msgid_plural")] = said
    return entries


def _plain(text: str) -> str:
    return re.sub(r'\\[n"\\]', lambda found: _ESCAPES[found[0]], text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write(path: Path, entries: Catalogue, places: dict[Key, str]) -> None:
    """The .po file again, in the order of the places, so that a change is a small difference."""
    header = entries.pop(("", None), [f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {PLURAL}\n"])
    blocks = [f'msgid ""\nmsgstr {_quoted(header[0])}']
    for key in sorted(entries, key=lambda key: (places.get(key, ""), key[0])):
        lines = [f"#: {places[key]}"] if key in places else []
        lines.append(f"msgid {_quoted(key[0])}")
        if key[1] is None:
            lines.append(f"msgstr {_quoted(entries[key][0])}")
        else:
            lines.append(f"msgid_plural {_quoted(key[1])}")
            lines += [f"msgstr[{no}] {_quoted(text)}" for no, text in enumerate(entries[key])]
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def compiled(entries: Catalogue) -> bytes:
    """The .mo file of a catalogue (GNU format, little-endian); untranslated messages are left out."""
    pairs = []
    for (one, many), said in entries.items():
        if any(said):
            source = one if many is None else f"{one}\0{many}"
            pairs.append((source.encode(), "\0".join(said).encode()))
    pairs.sort()
    start = 28 + 16 * len(pairs)
    sources, targets, body = b"", b"", b""
    for source, _target in pairs:
        sources += struct.pack("<II", len(source), start + len(body))
        body += source + b"\0"
    for _source, target in pairs:
        targets += struct.pack("<II", len(target), start + len(body))
        body += target + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + sources + targets + body


def missing(entries: Catalogue, places: dict[Key, str]) -> list[str]:
    """What the English pages would say in Vietnamese."""
    return [f"{place}: {key[0]}" for key, place in places.items() if not all(entries.get(key, [""]))]


def main() -> int:
    places = wanted()
    english = LOCALE / "en/LC_MESSAGES/django.po"
    entries = read(english) if english.exists() else {}
    if "--check" not in sys.argv:
        kept = {key: entries.get(key) or [""] * (1 if key[1] is None else 2) for key in places}
        header = {("", None): entries[("", None)]} if ("", None) in entries else {}
        english.parent.mkdir(parents=True, exist_ok=True)
        write(english, header | kept, places)
        for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
            path.with_suffix(".mo").write_bytes(compiled(read(path)))
    gaps = missing(entries, places)
    print("\n".join(gaps) or "Mọi câu đều có bản tiếng Anh.")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
