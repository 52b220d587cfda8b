"""What a paper's code tells whoever is not signed in: its number, its state and its digest, and nothing else.

Whoever holds the paper compares: another digest means that something happened since it was printed. The address holds
the record's id, which nobody guesses.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from ..hazards.models import Hazard
from ..hazards.states import STATE_WORDS
from ..walkthroughs.models import Walkthrough
from .reading import seal_of

_WALKS, _HAZARDS = Walkthrough.__table__, Hazard.__table__
_WALK_WORDS = {
    "walking": ("检查中", "Under way"), "finished": ("检查完，待签名", "Finished, to be signed"),
    "signed": ("已签名", "Signed"), "withdrawn": ("已撤回", "Withdrawn"),
}  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """What anybody may know of a paper; `state` in Chinese and English, `app` where the app shows the record."""

    number: str
    state: tuple[str, str]
    digest: str
    app: str


def walkthroughs(connection: Connection, record: str) -> Proof | None:
    table = _WALKS.c
    query = select(table.state, table.digest).where(table.id == record, table.deleted.is_(False))
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    return Proof(record[-12:].upper(), _WALK_WORDS[found.state], found.digest, f"/walkthroughs/{record}/sign")


def hazards(connection: Connection, record: str) -> Proof | None:
    table = _HAZARDS.c
    query = select(table.state, table.number).where(table.id == record, table.deleted.is_(False))
    found = connection.execute(query).one_or_none()
    if found is None:
        return None
    number = found.number or record[-12:].upper()
    return Proof(number, STATE_WORDS[found.state], seal_of(connection, record), f"/hazards/{record}")


#: By the address's first word.
KINDS = {"walkthroughs": walkthroughs, "hazards": hazards}
