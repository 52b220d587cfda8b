"""A card under the camera, where there is no signal: what the ledger says of it stands there in big."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image
from playwright.sync_api import expect

from .phone import PATIENCE, GivePhone
from .site import FIRST, Site


def _film(folder: Path, said: str) -> Path:
    """A film of a card's code, as the browser's pretended camera wants it (4:3, lying)."""
    code = io.BytesIO()
    segno.make(said, error="m").save(code, kind="png", border=4, scale=8)
    view = Image.new("RGB", (1280, 960), "#d8d4c8")
    with Image.open(code) as drawn:
        view.paste(drawn.convert("RGB").resize((420, 420), Image.Resampling.NEAREST), (430, 250))
    frame = io.BytesIO()
    view.save(frame, "JPEG", quality=90)
    path = folder / "card.mjpeg"
    path.write_bytes(frame.getvalue() * 2)
    return path


def test_a_card_is_scanned_without_a_signal(phone: GivePhone, site: Site, tmp_path: Path) -> None:
    firm = site.row("SELECT id FROM enterprises WHERE name = ?", FIRST)[0]
    number, holder = site.row("SELECT number, holder FROM certificates WHERE review_due IS NULL ORDER BY valid_until")
    grid = phone("grid1", film=_film(tmp_path, f"https://cx.example.org/zs?no={number}"))
    grid.open(f"/enterprises/{firm}/certificates")
    grid.sees(holder)
    grid.lose_signal()

    grid.open(f"/enterprises/{firm}/certificates/check")
    verdict = grid.page.locator(".xa-verdict.expired")
    expect(verdict).to_contain_text(holder, timeout=PATIENCE)
    expect(verdict).to_contain_text("过期")
    expect(verdict).to_contain_text(f"****{number[-4:]}")
    assert number not in grid.page.content(), "the number is shown to whoever asks for it"
    assert grid.path() == f"/enterprises/{firm}/certificates/check", "an address in the code is not opened"
