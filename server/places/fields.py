"""Values as they travel in JSON, read strictly: a text is text, a number is a number.

What is wrong is named by a short code (`too_long`, `unknown_code`), so that a form can say it in its own words and
a list can say it beside the line.
"""

from __future__ import annotations

import math
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import marshmallow as ma
from marshmallow import validate

from . import taxonomy, uscc


class Form(ma.Schema):
    """What may be sent; a field nobody knows is named rather than passed over."""

    error_messages = {"unknown": "unknown_field", "type": "not_an_object"}  # noqa: RUF012 - marshmallow's own


_SAY = {"required": "required", "null": "required", "invalid": "wrong_type"}


class Text(ma.fields.String):
    """Trimmed; empty text is the same as none. Invisible control characters are refused."""

    default_error_messages = _SAY

    def __init__(self, most: int, *, least: int = 0, lines: bool = False, **more: Any) -> None:
        bounds = {"maxLength": most} | ({"minLength": least} if least else {})
        super().__init__(allow_none=not least, metadata=bounds | more.pop("metadata", {}), **more)
        self.most, self.least, self.lines = most, least, lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        allowed = "\n\t" if self.lines else ""
        if any(unicodedata.category(each) in ("Cc", "Cs") and each not in allowed for each in value):
            raise ma.ValidationError("invalid_text")
        text = value.strip()
        if len(text) > self.most:
            raise ma.ValidationError("too_long")
        if len(text) < self.least:
            raise ma.ValidationError("required" if not text else "too_short")
        return text or None


class Code(ma.fields.String):
    """One of a table's codes."""

    default_error_messages = _SAY

    def __init__(self, terms: Iterable[taxonomy.Term], **more: Any) -> None:
        self.codes = [term.code for term in terms]
        super().__init__(validate=validate.OneOf(self.codes, error="unknown_code"), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        return value


class AreaCode(ma.fields.String):
    """A division code, or one of our own for parks and grids: `350304-P01`."""

    default_error_messages = _SAY
    FORM = "[0-9A-Za-z][0-9A-Za-z-]{1,23}"

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"pattern": f"^{self.FORM}$", "example": "350304102"}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if re.fullmatch(self.FORM, value, re.ASCII) is None:
            raise ma.ValidationError("code_form")
        return value


class Ref(ma.fields.UUID):
    """The id of another record, in canonical text."""

    default_error_messages = {**_SAY, "invalid_uuid": "not_an_id"}  # noqa: RUF012 - marshmallow's own

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        try:
            return str(uuid.UUID(value))
        except ValueError as error:
            raise self.make_error("invalid_uuid") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return value


class Whole(ma.fields.Integer):
    """A whole number within bounds; 3.0 is one, "3" and true are not."""

    default_error_messages = _SAY

    def __init__(self, least: int, most: int, **more: Any) -> None:
        super().__init__(validate=validate.Range(least, most, error="out_of_range"), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            raise self.make_error("invalid")
        return int(value)


class Degrees(ma.fields.Float):
    """Degrees of latitude or longitude, kept to the centimetre."""

    default_error_messages = _SAY

    def __init__(self, most: int, **more: Any) -> None:
        super().__init__(validate=validate.Range(-most, most, error="out_of_range"), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.make_error("invalid")
        return round(float(value), 7)


class YesNo(ma.fields.Boolean):
    """true or false, nothing that merely resembles them."""

    default_error_messages = _SAY

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Day(ma.fields.Date):
    """A day as text, `YYYY-MM-DD`."""

    default_error_messages = _SAY

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str) or len(value) != 10:
            raise self.make_error("invalid")
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ma.ValidationError("no_such_day") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return value


class CreditCode(ma.fields.String):
    """A unified social credit code, whole and with the right check character."""

    default_error_messages = _SAY

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"pattern": f"^[{uscc.ALPHABET}]{{18}}$", "example": "91350100M000100Y43"}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        code = uscc.plain(value)
        if not code:
            return None
        if trouble := uscc.trouble(code):
            raise ma.ValidationError(trouble)
        return code


class Traits(ma.fields.Dict):
    """Attributes of an enterprise: code → value; null takes one away."""

    default_error_messages = _SAY

    def __init__(self, **more: Any) -> None:
        kinds = [_trait_schema(trait) for trait in taxonomy.TRAITS]
        super().__init__(
            metadata={
                "properties": {trait.code: kind for trait, kind in zip(taxonomy.TRAITS, kinds, strict=True)},
                "additionalProperties": False,
            },
            **more,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        value = {code: int(each) if _whole(each) else each for code, each in value.items()}
        found = {code: taxonomy.trait_trouble(code, each) for code, each in value.items() if each is not None}
        found |= {code: "unknown_code" for code in value if code not in taxonomy.codes(taxonomy.TRAITS)}
        if trouble := {code: [why] for code, why in found.items() if why}:
            raise ma.ValidationError(trouble)
        return value


def _whole(value: Any) -> bool:
    """3.0 is a whole number that some program wrote with a point."""
    return isinstance(value, float) and value.is_integer()


def _trait_schema(trait: taxonomy.Trait) -> dict[str, Any]:
    told = dict(_KNOWN[trait.code])
    told["type"] = [told["type"], "null"]
    return told | ({"enum": [*told["enum"], None]} if "enum" in told else {})


# --- in answers: told as they are kept -------------------------------------------------------------


def _known_schema(trait: taxonomy.Trait) -> dict[str, Any]:
    if trait.kind == "yes_no":
        return {"type": "boolean"}
    if trait.kind == "count":
        return {"type": "integer", "minimum": 0, "maximum": taxonomy.MOST_PEOPLE}
    return {"type": "string", "enum": [option.code for option in trait.options]}


_KNOWN = {trait.code: _known_schema(trait) for trait in taxonomy.TRAITS}


class KnownTraits(ma.fields.Dict):
    """What is known of an enterprise's attributes; a code that is absent is not known."""

    def __init__(self, **more: Any) -> None:
        super().__init__(metadata={"properties": _KNOWN, "additionalProperties": False}, **more)


class WantedTraits(ma.fields.Dict):
    """Attributes that make something be asked, any of them: code → the value, or values of which one."""

    default_error_messages = _SAY

    def __init__(self, **more: Any) -> None:
        wanted = {
            trait.code: {"anyOf": [_trait_schema(trait), {"type": "array", "items": _KNOWN[trait.code]}]}
            for trait in taxonomy.TRAITS
        }
        super().__init__(metadata={"properties": wanted, "additionalProperties": False}, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        # null is nothing wanted
        wanted = {code: each for code, each in value.items() if each is not None}
        known = taxonomy.codes(taxonomy.TRAITS)
        trouble = {code: ["unknown_code"] for code in value if code not in known}
        for code in wanted.keys() - trouble.keys():
            values = [int(one) if _whole(one) else one for one in _several(wanted[code])]
            if why := next((found for one in values if (found := taxonomy.trait_trouble(code, one))), None):
                trouble[code] = [why]
            elif not values:
                trouble[code] = ["required"]
            else:
                wanted[code] = values if len(values) > 1 else values[0]
        if trouble:
            raise ma.ValidationError(trouble)
        return wanted


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Changes(ma.fields.Dict):
    """Field → what it was and is; of something new only what it is."""

    def __init__(self, **more: Any) -> None:
        value = {"description": "In the field's own form; null where nothing is known"}
        change = {
            "type": "object", "properties": {"was": value, "now": value}, "required": ["now"],
            "additionalProperties": False,
        }
        super().__init__(metadata={"additionalProperties": change} | more.pop("metadata", {}), **more)


def flat(messages: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """marshmallow's nested messages as (place, code)."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            if name == "_schema":
                yield from flat(inner, where)
            else:
                yield from flat(inner, f"{where}[{name}]" if isinstance(name, int) else f"{where}.{name}".lstrip("."))
    else:
        yield where, str(messages[0] if isinstance(messages, list) and messages else messages)
