"""The dictionary of kinds of special operations, as this installation keeps it.

What the program brings is from memory; the catalogue in force changes, and an installation writes its own words into
`DATA_DIR/certificate-kinds.json`: `[{"code", "zh", "en"}, …]`. A known code gets these words, a new one joins them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import structlog

from . import taxonomy

FILE = "certificate-kinds.json"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")
log = structlog.get_logger()


def certificate_kinds(data_dir: Path) -> list[dict[str, str]]:
    """Every kind with its words. A file that cannot be read changes nothing, and the log says so."""
    known = {term.code: {"code": term.code, "zh": term.zh, "en": term.en} for term in taxonomy.CERTIFICATE_KINDS}
    try:
        told = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        known |= {each["code"]: {name: each[name] for name in ("code", "zh", "en")} for each in told if _fits(each)}
    except FileNotFoundError:
        pass
    except (ValueError, TypeError, KeyError) as error:
        log.warning("certificate_kinds_unreadable", why=type(error).__name__)
    return list(known.values())


def _fits(each: dict[str, str]) -> bool:
    """A code, and words in both languages. Raises KeyError where one is missing, ValueError where one is none."""
    if not _CODE.match(each["code"]) or not all(isinstance(each[name], str) and each[name] for name in ("zh", "en")):
        raise ValueError
    return True
