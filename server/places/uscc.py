"""The unified social credit code (统一社会信用代码): the number under which an enterprise is known in China.

Eighteen characters of GB 32100-2015: who registered it, what it is, where (six digits), which body (nine), and
one check character, so that a slip of the pen shows. Letters that look like digits (I, O, S, V, Z) do not occur.
"""

from __future__ import annotations

import unicodedata

#: Place in this row is the character's value, 0 to 30 (GB 32100-2015, table 2).
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def plain(text: str) -> str:
    """As it is stored: half-width capitals without blanks or hyphens."""
    return "".join(unicodedata.normalize("NFKC", text).upper().replace("-", " ").split())


def check_character(code: str) -> str:
    """The eighteenth character that belongs to the first seventeen of `code`.

    The sum of value times 3^place, completed to a multiple of 31 (GB 32100-2015, 5.2).
    Raises ValueError when one of the seventeen is no character of such a code.
    """
    total = sum(
        ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[: LENGTH - 1])
    )
    return ALPHABET[-total % 31]


def trouble(code: str) -> str | None:
    """What is wrong with a plain code: `uscc_length`, `uscc_characters`, `uscc_check`, or None."""
    if len(code) != LENGTH:
        return "uscc_length"
    if any(character not in ALPHABET for character in code) or not code[2:8].isdigit():
        return "uscc_characters"
    if check_character(code) != code[-1]:
        return "uscc_check"
    return None
