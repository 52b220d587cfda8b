"""Photos out of the phone's album: the good ones arrive upright, the others are named with the reason they stay out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.photos import pictures

from .backstage import Backstage
from .phone import PATIENCE, GivePhone, Phone
from .site import Site

_SIZE_AND_CORNER = """async picture => {
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.naturalWidth
  canvas.height = picture.naturalHeight
  const pen = canvas.getContext('2d')
  pen.drawImage(picture, 0, 0)
  const [red, green, blue] = pen.getImageData(picture.naturalWidth / 4, picture.naturalHeight / 8, 1, 1).data
  return [picture.naturalWidth, picture.naturalHeight, red, green, blue]
}"""


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


#: What a hand may pick by mistake, or somebody with bad intent put there: file, content, what is said of it.
UNFIT = [
    ("半张.jpg", _cut(pictures.noise(800, 600)), "不完整，缺了一部分"),
    ("半张.heic", _cut(pictures.encoded(pictures.scene(640, 480), "HEIF")), "不完整，缺了一部分"),
    ("全景.jpg", pictures.encoded(pictures.scene(10_000, 5_001), quality=30), "超过 5000 万像素"),
    ("炸弹.png", pictures.png_bomb(20_000), "超过 5000 万像素"),
    ("图纸.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "不是能用的照片"),
    ("网页.jpg", b"<!doctype html><script>alert(1)</script>", "不是能用的照片"),
    ("太大.jpg", pictures.noise(64, 64) + bytes(20 * 1024 * 1024), "超过 20 兆"),
]


def _files(folder: Path, *picked: tuple[str, bytes, str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, content, _ in picked:
        (folder / name).write_bytes(content)
    return [folder / name for name, _, _ in picked]


def _choose(phone: Phone, files: list[Path]) -> None:
    """Pick these in the album that stands beside the shutter."""
    album = phone.page.locator("input[type=file][multiple]").first
    expect(album).to_be_attached(timeout=PATIENCE)
    album.set_input_files(files)


def _trouble(phone: Phone) -> Locator:
    return phone.page.locator(".trouble")


def _names_each(said: Locator) -> None:
    for name, _, why in UNFIT:
        expect(said).to_contain_text(re.compile(rf"“{re.escape(name)}”{why}.*没有加进来"), timeout=PATIENCE)


def _shown(phone: Phone, photo: str) -> list[int]:
    """Width, height and the colour at the upper left of what the photo's own page draws."""
    phone.open(f"/photos/{photo}")
    picture = phone.page.locator(".viewer img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    return picture.evaluate(_SIZE_AND_CORNER)


def test_good_ones_arrive_upright_and_each_of_the_others_is_named(phone: GivePhone, site: Site, tmp_path: Path) -> None:
    upright = ("竖着拍.jpg", pictures.from_a_phone(1200, 900, orientation=6), "")
    grid1 = phone("grid1")
    grid1.open("/snap")
    _choose(grid1, _files(tmp_path / "album", *UNFIT[:4], upright, *UNFIT[4:]))
    grid1.sees("1 张照片")
    _names_each(_trouble(grid1))

    grid1.page.locator("button.save").click()
    grid1.is_at(re.compile(r"/saved/[0-9a-f-]{36}$"))
    hazard = grid1.path().rsplit("/", 1)[1]
    grid1.sees("1/1 张已入库")
    photo, lat, lon, taken_at = site.row("SELECT id, lat, lon, taken_at FROM photos WHERE owner_id = ?", hazard)
    # Where and when its camera took it, not where and when it was chosen.
    assert (round(lat, 3), round(lon, 3), taken_at) == (25.43, 119.01, "2026-11-22T08:00:00+08:00")
    for each in (grid1, phone("town1")):
        width, height, red, green, blue = _shown(each, photo)
        assert (width, height > width) == (900, True)
        # Turned by a quarter, the corner that was at the lower left stands at the upper left: white.
        assert min(red, green, blue) > 200
    assert not grid1.complaints


def test_a_heic_is_kept_whole_and_shown_as_jpeg(phone: GivePhone, site: Site, tmp_path: Path) -> None:
    grid1 = phone("grid1")
    grid1.open("/snap")
    _choose(grid1, _files(tmp_path / "album", ("苹果.heic", pictures.encoded(pictures.scene(640, 480), "HEIF"), "")))
    grid1.sees("1 张照片")
    grid1.page.locator("button.save").click()
    grid1.sees("1/1 张已入库")
    hazard = grid1.path().rsplit("/", 1)[1]
    photo, kept_as = site.row(
        "SELECT p.id, b.format FROM photos p JOIN blobs b ON b.sha256 = p.sha256 WHERE p.owner_id = ?", hazard
    )
    assert kept_as == "HEIF"
    for each in (grid1, phone("town1")):
        width, height, red, green, blue = _shown(each, photo)
        assert (width, height) == (640, 480)
        assert red > 180 > 80 > max(green, blue)
        served = each.page.request.get(f"{each.address}/api/v1/photos/{photo}?size=screen")
        assert served.headers["content-type"] == "image/jpeg"


@pytest.fixture
def others(site: Site) -> Backstage:
    return Backstage(site)


def test_a_repair_s_photos_too(phone: GivePhone, others: Backstage, tmp_path: Path) -> None:
    hazard = others.rectifying("配电柜前堆了纸箱")
    manager1 = phone("manager1")
    manager1.open(f"/hazards/{hazard}/fix")
    _choose(manager1, _files(tmp_path / "album", *UNFIT))
    _names_each(_trouble(manager1))
    _choose(manager1, _files(tmp_path / "album", ("清走了.jpg", pictures.noise(800, 600), ""), UNFIT[0]))
    expect(manager1.page.locator(".fix-form .trouble")).to_have_text(
        re.compile("^“半张.jpg”不完整[^“]*$"), timeout=PATIENCE
    )
    manager1.tap("提交复查")
    manager1.is_at(f"/hazards/{hazard}")
    manager1.sees("1/1 张已入库")
