"""Pictures of the papers for the documents: what a township hands over, made from the demo district."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pypdfium2
from PIL import Image

from tests.browser import paper_visit
from tests.browser.backstage import Backstage
from tests.browser.site import Site

#: Dots of a picture for each point of the page: readable at a glance, small to keep.
_SHARPNESS = 1.3
_COLOURS = 64


def _papers(site: Site, others: Backstage) -> Iterator[tuple[str, str]]:
    """(name of the picture, address of the paper)."""
    walked = paper_visit.check(site, others)
    for kind in ("record", "notice", "review"):
        yield f"paper-{kind}", f"/walkthroughs/{walked}/papers/{kind}.pdf"
    several = "SELECT id FROM hazards WHERE number LIKE '新度%' AND measures <> '' AND state = ? ORDER BY id LIMIT 1"
    for kind, state in (("notice", "rectifying"), ("review", "closed")):
        yield f"paper-hazard-{kind}", f"/hazards/{site.row(several, state)[0]}/papers/{kind}.pdf"


def take(site: Site, out: Path) -> None:
    """Keep the first page of each paper, and its second where there is one."""
    others = Backstage(site)
    for name, path in _papers(site, others):
        headers = {"Authorization": f"Bearer {others.token('town1')}"}
        with urlopen(Request(f"{site.address}/api/v1{path}", headers=headers)) as answer:
            paper: Any = pypdfium2.PdfDocument(answer.read())
        for n in range(min(len(paper), 2)):
            page = paper[n].render(scale=_SHARPNESS).to_pil().convert("RGB")
            page.quantize(_COLOURS, dither=Image.Dither.NONE).save(out / f"{name}-{n + 1}.png", optimize=True)
        print(name, flush=True)
