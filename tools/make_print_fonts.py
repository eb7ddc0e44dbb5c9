"""Make the four print fonts of src/motcua/documents/fonts/ from the @fontsource/tinos package.

For maintainers only; the results are committed. Needs `pip install fonttools brotli`, then

    npm pack @fontsource/tinos && tar xzf fontsource-tinos-*.tgz
    python tools/make_print_fonts.py package src/motcua/documents/fonts

The package cuts Tinos into subsets. A printed form needs one file per style that holds every Vietnamese letter,
so the Latin, extended Latin and Vietnamese subsets are merged again. Tinos has the widths of Times New Roman.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

STYLES = {
    "400-normal": "Regular",
    "400-italic": "Italic",
    "700-normal": "Bold",
    "700-italic": "Bold Italic",
}
SUBSETS = ("latin", "latin-ext", "vietnamese")


def as_truetype(source: Path, folder: Path) -> str:
    """Unpack one woff2 subset; its path in `folder` is returned."""
    font = TTFont(source)
    font.flavor = None
    target = folder / f"{source.stem}.ttf"
    font.save(target)
    return str(target)


def name_it(font: TTFont, style: str) -> None:
    """One family of four styles, under the name that the forms ask for."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    full = "Tinos" if style == "Regular" else f"Tinos {style}"
    postscript = f"Tinos-{style.replace(' ', '')}"
    for number, text in ((1, "Tinos"), (2, style), (3, postscript), (4, full), (6, postscript)):
        table.setName(text, number, 3, 1, 0x409)
    bold, italic = "Bold" in style, "Italic" in style
    font["head"].macStyle = bold | italic << 1
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = italic | bold << 5 | (0 if bold or italic else 1 << 6)


def main(package: Path, target: Path) -> None:
    """Merge the subsets of each style; the licence text goes along."""
    for stem, style in STYLES.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = [as_truetype(package / "files" / f"tinos-{cut}-{stem}.woff2", Path(folder)) for cut in SUBSETS]
            font = Merger().merge(parts)
        name_it(font, style)
        font["head"].modified = font["head"].created  # the same input gives the same bytes
        font.recalcTimestamp = False
        font.save(target / f"Tinos-{style.replace(' ', '')}.ttf")
    shutil.copyfile(package / "LICENSE", target / "OFL.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
