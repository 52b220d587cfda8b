"""The lot itself: from a seed and frozen lists to who checks whom. Pure; `docs/protocol.md` says the same in words.

What is drawn are tokens, not ids: a token is a salted hash, so that the draw can be repeated by anybody the moment
the seed is told, while nobody learns from it that a visit is coming.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


def token(salt: str, record: str) -> str:
    """What stands for an id while ids are not told; `salt` is hex."""
    return sha256(bytes.fromhex(salt) + b"\0" + record.encode()).hexdigest()


def place(seed: str, purpose: str, name: str) -> str:
    """Where the lot puts `name` in a list: smaller comes first. `seed` is hex."""
    return sha256(bytes.fromhex(seed) + b"\0" + purpose.encode() + b"\0" + name.encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """One enterprise that is checked, and by whom."""

    enterprise: str
    inspectors: tuple[str, ...]


def draw(
    seed: str,
    enterprises: Iterable[str],
    inspectors: Sequence[str],
    excluded: Mapping[str, Iterable[str]],
    *,
    count: int,
    each: int,
) -> list[Drawn]:
    """Draw `count` enterprises and `each` inspectors for every one of them.

    `excluded`: for an enterprise, those who may not check it. An enterprise that fewer than `each` may check is passed
    over. Of those who may, whoever has the fewest visits in this draw so far comes first, and the lot decides among
    them.
    """
    visits = dict.fromkeys(inspectors, 0)
    drawn: list[Drawn] = []
    for enterprise in sorted(enterprises, key=lambda name: place(seed, "enterprise", name)):
        if len(drawn) == count:
            break
        out = set(excluded.get(enterprise, ()))
        fit = [one for one in inspectors if one not in out]
        if len(fit) < each:
            continue
        purpose = f"inspector {enterprise}"
        fit.sort(key=lambda one, purpose=purpose: (visits[one], place(seed, purpose, one)))
        for one in fit[:each]:
            visits[one] += 1
        drawn.append(Drawn(enterprise, tuple(fit[:each])))
    return drawn
