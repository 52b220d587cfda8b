"""From a paper to a PDF. Nothing of the machine is needed: fonts come with the program."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import manimgx_fonts_cjk
import orjson
import segno
import typst

from ..problems import problem
from .paper import Paper

PrinterBusy = problem(
    "printer_busy", 503,
    ("正在排别的文书", "服务器正在排别的文书，请过一会儿再试。记录都在，没有受影响。"),
    ("Another paper is being set", "The server is setting another paper; try again in a moment. The record is safe."),
)  # fmt: skip
_TEMPLATE = Path(__file__).with_name("paper.typ")
_FONTS = str(Path(manimgx_fonts_cjk.__file__).parent)
#: Setting type takes a hundred megabytes for a moment: one paper at a time in each process, and nobody waits longer
#: (seconds) than a browser shows that it is waiting.
_ONE, _WAIT = threading.Lock(), 20


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Raises PrinterBusy when the papers before it take too long."""
    if not _ONE.acquire(timeout=_WAIT):
        raise PrinterBusy
    try:
        yield
    finally:
        _ONE.release()


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A where the font has every character, else as plain PDF. Raises PrinterBusy."""
    with one_at_a_time(), TemporaryDirectory(prefix="xunan-paper-") as name:
        folder = Path(name)
        (folder / "paper.typ").write_bytes(_TEMPLATE.read_bytes())
        (folder / "told.json").write_bytes(orjson.dumps(paper.told()))
        (folder / "qr.svg").write_bytes(code(paper.link, "svg"))
        for file, make in paper.files.items():
            (folder / file).write_bytes(make())
        try:
            return _compile(folder, "a-2b")
        except typst.TypstError:  # PDF/A takes no character that the font lacks, such as a smile in a note
            return _compile(folder, "1.7")


def code(link: str, kind: Literal["svg", "png"]) -> bytes:
    """The QR code of a link."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind=kind, border=0, scale=8 if kind == "png" else 1)
    return out.getvalue()


def _compile(folder: Path, standard: Literal["a-2b", "1.7"]) -> bytes:
    return typst.compile(
        str(folder / "paper.typ"), root=str(folder), font_paths=[_FONTS], ignore_system_fonts=True, format="pdf",
        pdf_standards=standard,
    )  # fmt: skip
