"""The demo's pictures: drawn factory scenes, each time a little different, as if held by another hand."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance

_SCENES = Path(__file__).parent / "photos"


def scene(name: str, hand: str) -> bytes:
    """A JPEG of the scene; the same `hand` frames before and after alike, so that they can be laid over each other."""
    chance = random.Random(hand)  # noqa: S311 - scenery, not secrets
    with Image.open(_SCENES / f"{name}.jpg") as drawn:
        width, height = drawn.size
        part = chance.uniform(0.93, 0.99)
        left, top = int(chance.uniform(0, 1 - part) * width), int(chance.uniform(0, 1 - part) * height)
        framed = drawn.crop((left, top, left + int(width * part), top + int(height * part)))
        lit = ImageEnhance.Brightness(framed.convert("RGB")).enhance(chance.uniform(0.92, 1.06))
    return _jpeg(lit)


def signature(hand: str) -> bytes:
    """Some strokes of a pen on white, no real name."""
    chance = random.Random(hand)  # noqa: S311
    page = Image.new("RGB", (900, 320), "white")
    pen = ImageDraw.Draw(page)
    x = 90.0
    for _ in range(3):
        points = [(x, chance.uniform(90, 220))]
        for _ in range(9):
            x += chance.uniform(8, 42)
            points.append((x, chance.uniform(60, 260)))
        pen.line(points, fill=(24, 32, 48), width=7, joint="curve")
        x += 30
    return _jpeg(page)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=84)
    return out.getvalue()
