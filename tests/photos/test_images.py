"""What a picture's bytes are, whatever they call themselves, and what is shown of them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from server.photos import images
from server.photos.images import Damaged, NotAnImage, Picture, TooManyPixels
from tests.photos import pictures


@pytest.fixture
def on_disk(tmp_path: Path):
    def write(content: bytes, name: str = "photo.jpg") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_four_formats_phones_make(kind, on_disk):
    path = on_disk(pictures.encoded(pictures.scene(640, 480), kind))
    assert images.inspect(path) == Picture(kind, 640, 480)
    shown = Image.open(io.BytesIO(images.render(path, "thumb")))
    assert (shown.format, shown.size) == ("JPEG", (320, 240))


@pytest.mark.parametrize("name", ["x.txt", "x.png", "x"])
def test_content_decides_never_the_name(name, on_disk):
    assert images.inspect(on_disk(pictures.encoded(pictures.scene(64, 64)), name)).format == "JPEG"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"",
        b"\xff",
        b"\x00\x00\x00\x1cftypisom\x00\x00\x02\x00isomiso2mp41",
        pictures.encoded(pictures.scene(64, 64), "GIF"),
        pictures.encoded(pictures.scene(64, 64), "BMP"),
        pictures.encoded(pictures.scene(64, 64), "TIFF"),
    ],
    ids=["svg", "html", "pdf", "empty", "one byte", "video", "gif", "bmp", "tiff"],
)
def test_what_is_no_photo_is_refused_even_as_jpg(content, on_disk):
    with pytest.raises(NotAnImage):
        images.inspect(on_disk(content, "photo.jpg"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.97, 0.5, 0.05])
def test_a_photo_that_breaks_off_is_found(kind, share, on_disk):
    whole = pictures.encoded(Image.effect_noise((800, 600), 80).convert("RGB"), kind)
    with pytest.raises(Damaged):
        images.inspect(on_disk(whole[: int(len(whole) * share)]))


def test_a_large_photo_that_breaks_off_is_found_though_it_is_decoded_small(on_disk):
    whole = pictures.noise(4000, 3000)
    assert images.inspect(on_disk(whole)) == Picture("JPEG", 4000, 3000)
    with pytest.raises(Damaged):
        images.inspect(on_disk(whole[:-2000]))


def test_fifty_megapixels_are_taken_and_not_one_row_more(on_disk):
    assert images.inspect(on_disk(pictures.encoded(Image.new("L", (10_000, 5_000))))).width == 10_000
    with pytest.raises(TooManyPixels):
        images.inspect(on_disk(pictures.encoded(Image.new("L", (10_000, 5_001)))))


@pytest.mark.parametrize("side", [8_000, 14_000, 30_000])
def test_a_bomb_is_refused_by_its_header(side, on_disk, monkeypatch):
    path = on_disk(pictures.png_bomb(side), "small.png")
    assert path.stat().st_size < 200_000
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("a pixel was decoded"))
    with pytest.raises(TooManyPixels):
        images.inspect(path)


def test_a_bomb_of_words_is_refused(on_disk):
    words = PngInfo()
    words.add_text("comment", "x" * 80_000_000, zip=True)
    path = on_disk(pictures.encoded(pictures.scene(64, 64), "PNG", pnginfo=words))
    assert path.stat().st_size < 200_000
    with pytest.raises(Damaged):
        images.inspect(path)


def _corners(shown: Image.Image) -> list[str]:
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    w, h = shown.width - 8, shown.height - 8
    return [names[tuple(int(v > 128) for v in shown.getpixel(at))] for at in ((8, 8), (w, 8), (w, h), (8, h))]


@pytest.mark.parametrize(
    ("orientation", "corners", "upright"),
    [
        (1, ["red", "green", "blue", "white"], (400, 300)),
        (3, ["blue", "white", "red", "green"], (400, 300)),
        (6, ["white", "red", "green", "blue"], (300, 400)),
        (8, ["green", "blue", "white", "red"], (300, 400)),
    ],
)
def test_it_is_shown_upright_and_says_nothing_else(orientation, corners, upright, on_disk):
    path = on_disk(pictures.from_a_phone(orientation=orientation))
    assert images.inspect(path) == Picture("JPEG", *upright)
    content = images.render(path, "screen")
    shown = Image.open(io.BytesIO(content))
    assert shown.size == upright
    assert _corners(shown) == corners
    assert not shown.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(shown.info)
    for secret in (b"Exif", "巡安相机".encode(), b"secret words", b"2026:11:22", b"ICC_PROFILE"):
        assert secret not in content


def test_a_heic_of_a_turned_phone_is_turned_once(on_disk):
    turned = pictures.scene(400, 300)
    exif = Image.Exif()
    exif[0x0112] = 6
    path = on_disk(pictures.encoded(turned, "HEIF", exif=exif.tobytes(), quality=90))
    assert images.inspect(path) == Picture("HEIF", 300, 400)
    shown = Image.open(io.BytesIO(images.render(path, "screen")))
    assert shown.size == (300, 400)
    assert _corners(shown) == ["white", "red", "green", "blue"]


@pytest.mark.parametrize(("size", "edge"), [("thumb", 320), ("screen", 1600)])
def test_sizes_keep_proportions_and_never_grow(size, edge, on_disk):
    large = Image.open(io.BytesIO(images.render(on_disk(pictures.noise(4000, 3000)), size)))
    assert large.size == (edge, edge * 3 // 4)
    panorama = Image.open(io.BytesIO(images.render(on_disk(pictures.encoded(pictures.scene(6000, 200))), size)))
    assert panorama.size == (edge, round(edge / 30))
    small = Image.open(io.BytesIO(images.render(on_disk(pictures.encoded(pictures.scene(100, 80))), size)))
    assert small.size == (100, 80)


def test_a_moving_picture_stands_still_at_its_first_frame(on_disk):
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    path = on_disk(pictures.encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100))
    assert images.inspect(path).format == "WEBP"
    red, _, blue = Image.open(io.BytesIO(images.render(path, "thumb"))).getpixel((32, 32))
    assert red > 200 > 60 > blue


def test_several_pictures_in_one_jpeg_show_the_first(on_disk):
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    path = on_disk(pictures.encoded(frames[0], "MPO", save_all=True, append_images=frames[1:]))
    assert images.inspect(path) == Picture("JPEG", 64, 64)
    red, _, blue = Image.open(io.BytesIO(images.render(path, "thumb"))).getpixel((32, 32))
    assert red > 200 > 60 > blue


def test_a_signature_on_nothing_stands_on_white(on_disk):
    signature = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    signature.paste((0, 0, 0, 255), (80, 40, 120, 60))
    shown = Image.open(io.BytesIO(images.render(on_disk(pictures.encoded(signature, "PNG")), "screen")))
    assert min(shown.getpixel((5, 5))) > 240
    assert max(shown.getpixel((100, 50))) < 30


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixel_can_be_shown(mode, on_disk):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("I;16", (64, 48), 40_000) if mode == "I;16" else pictures.scene(64, 48).convert(mode)
    path = on_disk(pictures.encoded(image, kind))
    assert images.inspect(path).width == 64
    shown = Image.open(io.BytesIO(images.render(path, "thumb")))
    assert (shown.mode, shown.size) == ("RGB", (64, 48))
    if mode == "I;16":
        assert abs(shown.getpixel((5, 5))[0] - 156) < 4


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_is_no_reason_to_lose_a_photo(on_disk):
    path = on_disk(pictures.encoded(pictures.scene(64, 48), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff broken"))
    assert images.inspect(path) == Picture("JPEG", 64, 48)
    assert Image.open(io.BytesIO(images.render(path, "thumb"))).size == (64, 48)
