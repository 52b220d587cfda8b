"""What an office writes into one cell of a checklist: lists, and rules such as `E01=不合格；E02=松动/没有`. Pure.

Entries are parted by ；(or a line break), the values of one by /. What has such a mark in it, or would be taken for a
word of ours, stands in quotation marks, doubled where it has some itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class Unreadable(Exception):
    """A cell that says something nobody understands; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Word:
    """One value; one in quotation marks is meant as it stands."""

    text: str
    quoted: bool = False

    def as_code(self, words: Mapping[str, str]) -> str:
        """The code of one of these words. Raises Unreadable."""
        found = None if self.quoted else words.get(self.text.casefold())
        if found is None:
            raise Unreadable("unknown_word")
        return found


@dataclass(frozen=True)
class Entry:
    """`name=value/value`, or values alone."""

    name: Word | None
    values: tuple[Word, ...]


_TOKEN = re.compile(
    r'\s*(?:"(?P<plain>(?:[^"]|"")*)"|“(?P<curved>[^”]*)”|(?P<mark>[;；\n=＝/／])|(?P<bare>[^"“”;；\n=＝/／]+))'
)
_MARKS = re.compile(r'["“”;；\n=＝/／]')


def entries(cell: str) -> list[Entry]:
    """What a cell says, entry by entry. Raises Unreadable."""
    found: list[Entry] = []
    name: Word | None = None
    values: list[Word] = []
    wanted = True
    for mark, word in [*_tokens(cell), (";", None)]:
        if word is not None:
            if not wanted:
                raise Unreadable("cell_form")
            values.append(word)
            wanted = False
        elif mark == "/":
            if wanted and name is None:
                raise Unreadable("cell_form")
            if wanted:
                values.append(Word(""))
            wanted = True
        elif mark == "=":
            if name is not None or len(values) != 1 or wanted:
                raise Unreadable("cell_form")
            name, values, wanted = values[0], [], True
        else:
            if wanted and values:
                values.append(Word(""))
            if values or name is not None:
                found.append(Entry(name, tuple(values)))
            name, values, wanted = None, [], True
    return found


def _tokens(cell: str) -> Iterable[tuple[str, Word | None]]:
    at, cell = 0, cell.strip()
    while at < len(cell):
        token = _TOKEN.match(cell, at)
        if token is None:
            raise Unreadable("cell_form")
        at = token.end()
        if token["mark"]:
            yield {"；": ";", "\n": ";", "＝": "=", "／": "/"}.get(token["mark"], token["mark"]), None
        elif token["bare"] is not None:
            if token["bare"].strip():
                yield "", Word(token["bare"].strip())
        elif token["curved"] is not None:
            yield "", Word(token["curved"], quoted=True)
        else:
            yield "", Word(token["plain"].replace('""', '"'), quoted=True)


def listed(cell: str) -> list[Word]:
    """A list: every value for itself. Raises Unreadable."""
    found = entries(cell)
    if any(entry.name is not None or len(entry.values) != 1 for entry in found):
        raise Unreadable("cell_form")
    return [entry.values[0] for entry in found]


def quoted(text: str, ours: Iterable[str] = ()) -> str:
    """The text as it stands in a cell; `ours` are words that would be taken for something else."""
    if text and not _MARKS.search(text) and text == text.strip() and text.casefold() not in ours:
        return text
    return '"' + text.replace('"', '""') + '"'


def join(parts: Iterable[str]) -> str:
    return "；".join(parts)


def pair(name: str, values: Iterable[str]) -> str:
    return f"{name}={'/'.join(values)}"
