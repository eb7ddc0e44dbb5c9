"""A picture is drawn anew: turned upright, brought to the size of a scanned page, without place, time or device."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.documents.spool import Spooled, measure
from motcua.rules.faults import Fault

MOST_PIXELS = 60_000_000  # a good phone has 50 million; a bomb promises far more than its bytes can hold
LONGEST_SIDE = 3508  # the long side of A4 at 300 dpi
QUALITY = 88
ENDINGS = {"image/jpeg": ("JPEG",), "image/png": ("PNG",), "image/webp": ("WEBP",)}


class BrokenPicture(Fault):
    """The picture cannot be drawn to its last line."""

    code = "broken_picture"
    sentence = "Ảnh {name} bị hỏng hoặc tải lên chưa đủ. Chụp lại rồi tải lên."


class PictureTooLarge(Fault):
    """The picture promises more points than any paper needs: a bomb, or a poster."""

    code = "picture_too_large"
    sentence = "Ảnh {name} có quá nhiều điểm ảnh nên không mở được. Hãy chụp lại bằng nút Chụp ảnh."


def redraw(source: Spooled, name: str, *, mime: str, folder: Path) -> tuple[Spooled, str]:
    """The picture anew in `folder`, with its type: PNG stays PNG, the rest becomes JPEG.

    Raises PictureTooLarge before a point is unpacked, BrokenPicture when it is truncated or not a picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source.path, formats=ENDINGS[mime]) as picture:
                _refuse_bomb(picture, name)
                return _draw(picture, keep_png=mime == "image/png", folder=folder)
    except Image.DecompressionBombError as bomb:
        raise PictureTooLarge(name=name) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise BrokenPicture(name=name) from broken


def _refuse_bomb(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > 30_000:
        raise PictureTooLarge(name=name)


def _draw(picture: Image.Image, *, keep_png: bool, folder: Path) -> tuple[Spooled, str]:
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = _flatten(upright)
    target = folder / "picture"
    if keep_png:
        bare.save(target, format="PNG", optimize=False)
        return measure(target), "image/png"
    bare.save(target, format="JPEG", quality=QUALITY, progressive=False)
    return measure(target), "image/jpeg"


def _flatten(picture: Image.Image) -> Image.Image:
    """Points only, on white paper: no transparency, palette, profile or text goes along."""
    if picture.mode in ("L", "1"):
        plain = picture.convert("L")
    elif picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        plain = Image.new("RGB", above.size, "white")
        plain.paste(above, mask=above.getchannel("A"))
    else:
        plain = picture.convert("RGB")
    plain.info.clear()
    return plain
