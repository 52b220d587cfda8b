"""Numbers of enforcement documents (执法文书文号) on a record.

The documents themselves are made on the platform of the law; here stands which one, its number, and its day. Two who
write down different ones far from each other both stand, since each adds his own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..checks import Check, day, one_of, text
from ..problems import Invalid, problem
from . import taxonomy

Document = Mapping[str, Any]
NoSuchDocument = problem(
    "no_such_document", 409,
    ("没有这个文书号", "这个文书号已经不在了，可能别人先删了；其他内容都还在。"),
    ("No such document number", "This number is not there any more; somebody may have removed it. All else is kept."),
)  # fmt: skip
_MOST = 50
_WORDS = {term.code: term.zh for term in taxonomy.DOCUMENT_KINDS}
_NAMES: Mapping[str, Check] = {"kind": one_of(taxonomy.codes(taxonomy.DOCUMENT_KINDS)), "number": text(80)}

#: The acts by which numbers come and go: their arguments, and those without which each is not understood.
ARGUMENTS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "add_document": ({**_NAMES, "issued_on": day}, ("kind", "number")),
    "remove_document": ({**_NAMES, "reason": text(1000)}, ("kind", "number", "reason")),
}


def added(kept: Iterable[Document] | None, said: Document, mark: Mapping[str, Any]) -> list[Document] | None:
    """The documents with this one; None where it stands there already. One of which another day is told is mended.

    Raises Invalid when there are too many.
    """
    kept = list(kept or ())
    known = next((each for each in kept if _same(each, said)), None)
    if known is not None and said.get("issued_on") in (None, known.get("issued_on")):
        return None
    if known is None and len(kept) >= _MOST:
        raise Invalid(errors={"number": ["too_many"]})
    told = {name: said[name] for name in ("kind", "number", "issued_on") if name in said}
    return [*(each for each in kept if not _same(each, said)), {**told, "number": said["number"].strip(), **mark}]


def without(kept: Iterable[Document] | None, said: Document) -> list[Document]:
    """The documents without this one. Raises NoSuchDocument where it is not among them."""
    kept = list(kept or ())
    left = [each for each in kept if not _same(each, said)]
    if len(left) == len(kept):
        raise NoSuchDocument
    return left


def in_words(document: Document) -> tuple[str, str]:
    """What it is called, and its number."""
    return _WORDS[document["kind"]], document["number"]


def _same(one: Document, other: Document) -> bool:
    return one["kind"] == other["kind"] and one["number"] == other["number"].strip()
