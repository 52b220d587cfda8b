"""What phones may send about a certificate, each with its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import checks
from ..checks import Check, Known, a_code, an_id, day, text
from ..problems import Invalid

#: `kind` is any code: the dictionary is the installation's, and a phone may still hold the one of last week.
_CERTIFICATE: Known = {
    "enterprise_id": an_id, "holder": text(80), "kind": a_code, "number": text(60), "issuer": text(120),
    "issued_on": day, "valid_until": day, "review_due": day, "note": text(4000),
}  # fmt: skip
REQUIRED = ("enterprise_id", "holder", "kind", "valid_until")

#: The arguments of each act, and those without which it is not understood.
ARGUMENTS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...]]] = {
    "withdraw": ({"reason": text(4000)}, ("reason",)),
}


def certificate(data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What a phone said of a certificate. Raises Invalid."""
    told, troubles = checks.checked(data, _CERTIFICATE)
    for name in REQUIRED:
        if name in troubles or (partial and name not in told):
            continue
        if not (told.get(name) or "").strip():
            troubles[name] = ["required"]
    if troubles:
        raise Invalid(errors=troubles)
    return told


def arguments(act: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an act, checked. Raises Invalid."""
    return checks.arguments(args, *ARGUMENTS[act])
