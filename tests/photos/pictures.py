"""Real picture files, made by the tests: what phones send, and what nobody should."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import piexif
import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()


def scene(width: int, height: int) -> Image.Image:
    """A picture whose corners can be told apart: red, green, blue, white clockwise from top left."""
    image = Image.new("RGB", (width, height))
    half_w, half_h = width // 2, height // 2
    for colour, box in (
        ((220, 20, 20), (0, 0, half_w, half_h)),
        ((20, 200, 20), (half_w, 0, width, half_h)),
        ((20, 20, 220), (half_w, half_h, width, height)),
        ((240, 240, 240), (0, half_h, half_w, height)),
    ):
        image.paste(colour, box)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int = 1600, height: int = 1200, seed: int = 0, quality: int = 90) -> bytes:
    """A JPEG that does not compress well, so that it is as big as a photo; `seed` makes another one."""
    image = Image.effect_noise((width, height), 90 + seed % 20).convert("RGB")
    image.putpixel((seed % width, 0), (seed % 256, 1, 2))
    return encoded(image, quality=quality)


def from_a_phone(width: int = 400, height: int = 300, orientation: int = 6) -> bytes:
    """A JPEG with orientation, time, position, maker's words and a thumbnail, as cameras write them."""
    exif = {
        "0th": {piexif.ImageIFD.Orientation: orientation, piexif.ImageIFD.Make: "巡安相机".encode()},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: b"2026:11:22 08:00:00"},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((25, 1), (25, 1), (4800, 100)),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: ((119, 1), (0, 1), (3600, 100)),
        },
        "1st": {},
        "thumbnail": encoded(scene(160, 120)),
    }
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(scene(width, height), exif=piexif.dump(exif), icc_profile=profile, comment=b"secret words")


def png_bomb(side: int) -> bytes:
    """A few bytes that claim to be, and decode to, a huge black square."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer, rows = zlib.compressobj(9), b"\x00" * (1 + side // 8)
    packed = b"".join(packer.compress(rows) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
