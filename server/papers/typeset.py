"""From a template and its facts to a PDF. Nothing of the machine is needed: fonts come with the program."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import manimgx_fonts_cjk
import orjson
import segno
import typst

_TEMPLATES = Path(__file__).parent
_FONTS = str(Path(manimgx_fonts_cjk.__file__).parent)
#: Setting type takes a hundred megabytes for a moment: one paper at a time in each process.
_ONE = threading.Lock()


def pdf(template: str, told: Mapping[str, Any], files: Mapping[str, bytes], link: str) -> bytes:
    """The paper as PDF/A where the font has every character, else as plain PDF.

    `told` is its data, `files` the pictures it names, `link` what its QR code opens.

    Facts are data for the template and never markup, so that no sentence of a person can set type.
    """
    with TemporaryDirectory(prefix="xunan-paper-") as name:
        folder = Path(name)
        (folder / "paper.typ").write_bytes((_TEMPLATES / f"{template}.typ").read_bytes())
        (folder / "told.json").write_bytes(orjson.dumps(told))
        (folder / "qr.svg").write_bytes(_code(link))
        for file, content in files.items():
            (folder / file).write_bytes(content)
        with _ONE:
            try:
                return _compile(folder, "a-2b")
            except typst.TypstError:  # PDF/A takes no character that the font lacks, such as a smile in a note
                return _compile(folder, "1.7")


def _compile(folder: Path, standard: Literal["a-2b", "1.7"]) -> bytes:
    return typst.compile(
        str(folder / "paper.typ"), root=str(folder), font_paths=[_FONTS], ignore_system_fonts=True, format="pdf",
        pdf_standards=standard,
    )  # fmt: skip


def _code(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", border=0)
    return out.getvalue()
