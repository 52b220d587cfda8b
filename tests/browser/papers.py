"""Pictures of the papers for the documents: what a township hands over, made from the demo district."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pypdfium2
from PIL import Image

from tests.browser.backstage import Backstage
from tests.browser.site import Site

#: Dots of a picture for each point of the page: readable at a glance, small to keep.
_SHARPNESS = 1.3
_COLOURS = 64


def _papers(site: Site) -> Iterator[tuple[str, str]]:
    """(name of the picture, address of the paper)."""
    (signed,) = site.row("SELECT id FROM walkthroughs WHERE state = 'signed' ORDER BY id LIMIT 1")
    yield "paper-record", f"/walkthroughs/{signed}/papers/record.pdf"
    several = "SELECT id FROM hazards WHERE number LIKE '新度%' AND measures <> '' AND state = ? ORDER BY id LIMIT 1"
    yield "paper-notice", f"/hazards/{site.row(several, 'rectifying')[0]}/papers/notice.pdf"
    yield "paper-review", f"/hazards/{site.row(several, 'closed')[0]}/papers/review.pdf"


def take(site: Site, out: Path) -> None:
    """Keep the first page of each paper, and its second where there is one."""
    token = Backstage(site).token("town1")
    for name, path in _papers(site):
        with urlopen(Request(f"{site.address}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})) as answer:
            paper: Any = pypdfium2.PdfDocument(answer.read())
        for n in range(min(len(paper), 2)):
            page = paper[n].render(scale=_SHARPNESS).to_pil().convert("RGB")
            page.quantize(_COLOURS, dither=Image.Dither.NONE).save(out / f"{name}-{n + 1}.png", optimize=True)
        print(name, flush=True)
