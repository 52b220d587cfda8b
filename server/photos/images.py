"""What a picture's bytes are, and how it is shown: pure Pillow, with no knowledge of records or requests.

Bytes come from phones and are not trusted: the content decides what they are (never a name or a declared type),
only the four formats that phones make are opened, the size is read from the header before a pixel is decoded, and
a picture that breaks off half-way is found by decoding it to its last row.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps

pillow_heif.register_heif_opener(thumbnails=False)

#: Largest file taken, in bytes (20 MiB).
MAX_BYTES = 20 * 1024 * 1024
#: Largest picture taken, in pixels.
MAX_PIXELS = 50_000_000
#: Longest edge of what is shown, by name of the rendition.
EDGES = {"thumb": 320, "screen": 1600}
#: Renditions are JPEG: every phone, report and printer reads it, HEIC originals included.
RENDITION_TYPE = "image/jpeg"
#: Longest edge and most bytes of an example picture: it travels to every phone of a round before it is needed.
EXAMPLE_EDGE, EXAMPLE_BYTES = 1280, 200 * 1024
#: Format → content type of the original.
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}
#: Format → ending of a file somebody saves.
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
#: Tables, a baseline frame and restarts; then, among the pixels, whatever is none of them.
_DRAWING = {b"\xff\xc0", b"\xff\xc4", b"\xff\xdb", b"\xff\xdd"}
_NO_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_QUALITY = {"thumb": 72, "screen": 80}
#: Decoding is the one thing here that takes much memory; no more than this many at a time in one process.
_DECODING = threading.Semaphore(2)

# Between one and two times the limit Pillow only warns; to us that is an error too.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class NotAnImage(Exception):
    """None of the four formats: a page, a drawing, a document, or nothing at all."""


class Damaged(Exception):
    """It begins as a picture but cannot be decoded to its end."""


class TooManyPixels(Exception):
    """More than `MAX_PIXELS`; found in the header, before anything was decoded."""


@dataclass(frozen=True)
class Picture:
    """What was found: `format` is a key of `TYPES`; width and height in pixels, as a person sees it upright."""

    format: str
    width: int
    height: int


def inspect(path: Path) -> Picture:
    """Look at a file and decode it whole.

    Raises NotAnImage, TooManyPixels or Damaged.
    """
    kind = _sniff(path)
    with _DECODING:
        try:
            with _open(path, kind) as image:
                upright = _upright_size(image)
                _shrink_on_load(image, EDGES["screen"])
                image.load()
        except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels from error
        except Exception as error:  # a decoder fed with hostile bytes may raise anything at all
            raise Damaged(str(error)) from error
    return Picture(kind, *upright)


def render(path: Path, size: str) -> bytes:
    """A JPEG of the first frame, upright, in sRGB, at most `EDGES[size]` pixels long, with no metadata.

    Raises NotAnImage, TooManyPixels or Damaged.
    """
    kind = _sniff(path)
    with _DECODING:
        try:
            with _open(path, kind) as image:
                _shrink_on_load(image, EDGES[size])
                image.load()
                return _encode(_flat(image), size)
        except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels from error
        except Exception as error:  # see inspect()
            raise Damaged(str(error)) from error


@dataclass(frozen=True)
class Example:
    """An example picture as it is kept: a JPEG without metadata."""

    content: bytes
    width: int
    height: int


def example(path: Path) -> Example:
    """A picture made ready to be kept as an example; one that is ready already stays as it is, byte for byte.

    Raises NotAnImage, TooManyPixels or Damaged.
    """
    kind = _sniff(path)
    with _DECODING:
        try:
            with _open(path, kind) as image:
                size, ready = image.size, path.stat().st_size <= EXAMPLE_BYTES and max(image.size) <= EXAMPLE_EDGE
                _shrink_on_load(image, EXAMPLE_EDGE)
                image.load()
                if ready and _is_plain(content := path.read_bytes()):
                    return Example(content, *size)
                return _fitting(_flat(image))
        except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels from error
        except Exception as error:  # see inspect()
            raise Damaged(str(error)) from error


def _fitting(image: Image.Image) -> Example:
    """As good as goes into `EXAMPLE_BYTES`."""
    edge = EXAMPLE_EDGE
    while True:
        for quality in (82, 70, 58):
            content, size = _plain_jpeg(image, edge, quality)
            if len(content) <= EXAMPLE_BYTES:
                return Example(content, *size)
        edge = edge * 3 // 4


def _is_plain(content: bytes) -> bool:
    """A JPEG of nothing but what draws it: no EXIF, comment, profile or thumbnail, and nothing behind its end."""
    at = 2
    while (marker := content[at : at + 2]) != b"\xff\xda":
        length = int.from_bytes(content[at + 2 : at + 4])
        if marker not in _DRAWING and (marker, length) != (b"\xff\xe0", 16):
            return False
        at += 2 + length
    at += 2 + int.from_bytes(content[at + 2 : at + 4])
    end = _NO_PIXELS.search(content, at)
    return end is not None and end[0] == b"\xff\xd9" and end.end() == len(content)


def _sniff(path: Path) -> str:
    """The format by the file's first bytes. Raises NotAnImage."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise NotAnImage


def _open(path: Path, kind: str) -> Image.Image:
    image = Image.open(path, formats=(kind,))
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise TooManyPixels
    return image


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    try:
        turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
    except Exception:  # broken EXIF is no reason to refuse a good picture
        turned = False
    return (height, width) if turned else (width, height)


def _shrink_on_load(image: Image.Image, edge: int) -> None:
    """Let the JPEG decoder itself leave out pixels: a third of the memory, half the time; nothing for others.

    The box must have the picture's own proportions, or `draft` does nothing.
    """
    scale = edge / max(image.size)
    if scale < 1:
        image.draft("RGB", (max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def _flat(image: Image.Image) -> Image.Image:
    """Upright RGB in the colours of a screen; what is transparent (a signature) stands on white."""
    profile = image.info.get("icc_profile")
    try:
        image = ImageOps.exif_transpose(image) or image
    except Exception:  # broken EXIF: shown as it lies
        image = image.copy()
    if image.mode.startswith("I") or image.mode == "F":
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear.getchannel("A"))
    image = image.convert("RGB")
    return _to_srgb(image, profile) if profile else image


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Phones photograph in wider colours and say so in a profile; the profile goes, the colours stay."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError, ValueError):  # not a profile for red, green and blue
        return image


def _encode(image: Image.Image, size: str) -> bytes:
    return _plain_jpeg(image, EDGES[size], _QUALITY[size], optimize=size == "thumb")[0]


def _plain_jpeg(
    image: Image.Image, edge: int, quality: int, *, optimize: bool = False
) -> tuple[bytes, tuple[int, int]]:
    image.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
    plain = Image.new("RGB", image.size)  # a new one carries over neither EXIF, XMP, comment nor profile
    plain.paste(image)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=quality, optimize=optimize)
    return out.getvalue(), plain.size
