"""Refresh what the screens borrow: the Inter subset and the Tabler sprite. For maintainers, never at install.

Needs npm, and `pip install fonttools brotli django-htmx` in a throw-away environment:

    python tools/vendor_web.py

writes `src/motcua/web/static/motcua/fonts/`, `icons.svg`, their licences, and `VENDOR.json` (name, version, licence,
sha256). tests/web/shared/test_vendor.py compares the files with that manifest.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

import django_htmx
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/motcua/web/static/motcua"

# What the screens write: ASCII, the Latin-1 letters of Vietnamese, and typographic marks.
LATIN = [
    *range(0x20, 0x7F),
    *(ord(letter) for letter in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"),
    *(ord(mark) for mark in "\u00a0·×°±²³§«»–—‘’“”…•→←↑↓−≤≥"),
]
VIETNAMESE = [
    *(ord(letter) for letter in "ĂăĐđĨĩŨũƠơƯư₫"),
    *range(0x1EA0, 0x1EFA),
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]

ICONS = [
    "adjustments",
    "alert-octagon",
    "alert-triangle",
    "arrow-back-up",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "baby-carriage",
    "ban",
    "bell",
    "bolt",
    "book-2",
    "briefcase",
    "building",
    "building-bank",
    "building-community",
    "building-store",
    "calculator",
    "calendar",
    "calendar-event",
    "calendar-off",
    "camera",
    "certificate",
    "check",
    "checks",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle",
    "circle-check",
    "circle-x",
    "clipboard-list",
    "clock",
    "copy",
    "database",
    "device-floppy",
    "device-mobile",
    "dots",
    "download",
    "edit",
    "external-link",
    "eye",
    "file-certificate",
    "file-check",
    "file-plus",
    "file-text",
    "file-upload",
    "file-x",
    "filter",
    "flag",
    "flower",
    "folder",
    "history",
    "heart",
    "heart-handshake",
    "help-circle",
    "home-2",
    "id",
    "inbox",
    "info-circle",
    "key",
    "keyboard",
    "language",
    "layout-dashboard",
    "link",
    "list-check",
    "list-details",
    "lock",
    "login",
    "logout",
    "mail",
    "map-2",
    "map-pin",
    "menu-2",
    "message",
    "minus",
    "note",
    "paperclip",
    "pencil",
    "phone",
    "player-pause",
    "player-play",
    "plus",
    "printer",
    "qrcode",
    "refresh",
    "replace",
    "rubber-stamp",
    "scan",
    "school",
    "search",
    "send",
    "settings",
    "shield-check",
    "sitemap",
    "star",
    "switch-horizontal",
    "table",
    "tag",
    "tool",
    "trash",
    "trending-down",
    "trending-up",
    "truck-delivery",
    "upload",
    "user",
    "user-check",
    "user-plus",
    "users",
    "wifi-off",
    "writing-sign",
    "x",
]


def fetch(package: str, into: Path) -> tuple[Path, str]:
    """Unpack an npm package; returns its folder and version."""
    listing = subprocess.run(["npm", "pack", "--json", package], cwd=into, check=True, capture_output=True, text=True)
    entry = json.loads(listing.stdout)
    entry = entry[0] if isinstance(entry, list) else next(iter(entry.values()))
    folder = into / package.replace("/", "-")
    with tarfile.open(into / entry["filename"]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package", entry["version"]


def subset(source: Path, characters: list[int], target: Path) -> None:
    """Keep the weights 400–700 and the named characters of one variable font."""
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": (400, 700)})
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    target.write_bytes(buffer.getvalue())


def sprite(folder: Path) -> str:
    """One SVG with a symbol for every icon in use."""
    symbols = []
    for name in ICONS:
        text = (folder / "icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
        paths = " ".join(re.findall(r"<path[^>]*/>", text))
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def borrowed(name: str, version: str, licence: str, package: str, files: list[Path]) -> dict[str, object]:
    hashes = {path.relative_to(STATIC).as_posix(): sha256(path) for path in files}
    return {"name": name, "version": version, "licence": licence, "from": package, "files": hashes}


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        fonts, font_version = fetch("@fontsource-variable/inter", Path(scratch))
        icons, icon_version = fetch("@tabler/icons", Path(scratch))
        (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
        latin, vietnamese = STATIC / "fonts/inter-latin.woff2", STATIC / "fonts/inter-vietnamese.woff2"
        subset(fonts / "files/inter-latin-wght-normal.woff2", LATIN, latin)
        subset(fonts / "files/inter-vietnamese-wght-normal.woff2", VIETNAMESE, vietnamese)
        (STATIC / "fonts/OFL.txt").write_text((fonts / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
        (STATIC / "icons.svg").write_text(sprite(icons), encoding="utf-8")
        (STATIC / "icons.LICENSE").write_text((icons / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    htmx = next(Path(django_htmx.__file__).parent.glob("static/django_htmx/htmx-2.min.js"))
    manifest = [
        borrowed("Inter", font_version, "OFL-1.1", "npm @fontsource-variable/inter", [latin, vietnamese]),
        borrowed("Tabler Icons", icon_version, "MIT", "npm @tabler/icons", [STATIC / "icons.svg"]),
        {
            "name": "htmx",
            "version": re.search(r'version:"([\d.]+)"', htmx.read_text(encoding="utf-8"))[1],
            "licence": "0BSD",
            "from": "PyPI django-htmx, installed beside us and not copied",
            "files": {"django_htmx/htmx-2.min.js": sha256(htmx)},
        },
    ]
    (STATIC / "VENDOR.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{latin.stat().st_size + vietnamese.stat().st_size} bytes of font, {len(ICONS)} icons")


if __name__ == "__main__":
    main()
