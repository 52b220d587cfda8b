"""The OpenAPI document taken at its word: whatever it allows, and much that it does not, gets a documented answer.

Requests are made from the document, as it says and against it; half the ids in them belong to real records, so that
they get past the first door. Short here; the long version is `make proof` (FUZZ: how many requests a route).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contract.conftest import document, operations
from tests.phone import Phone

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
#: Who asks; the choice falls by what is asked, so that it is the same each time.
PEOPLE = ("admin", "town1", "grid1", "manager1")
SHORT, LONG = 4, int(os.environ.get("FUZZ", "150"))
ALIASES = {
    "parent": "area_id", "area": "area_id", "enterprise": "enterprise_id", "host": "enterprise_id",
    "host_enterprise_id": "enterprise_id", "into": "hazard_id", "record": "hazard_id",
}  # fmt: skip
PARTS = sorted({path.split("/")[3] for _, path in operations()})

pytestmark = pytest.mark.filterwarnings("ignore")


@schemathesis.serializer("application/offset+octet-stream")
def _bytes_as_they_are(_: Any, value: Any) -> Any:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


class Callers:
    """People signed in; one whose session the fuzz ended signs in again."""

    def __init__(self, phone: Callable[..., Phone]) -> None:
        self._phone = phone
        self._phones: dict[str, Phone] = {}

    def for_(self, said: str) -> Phone:
        who = PEOPLE[_chance(said, 0) % len(PEOPLE)]
        if who not in self._phones:
            self._phones[who] = self._phone(who)
        return self._phones[who]

    def ended(self, one: Phone) -> None:
        """Sign in anew; somebody whose account was switched off or whose password was changed is given up."""
        try:
            self._phones[one.login] = self._phone(one.login)
        except AssertionError:
            self._phones[one.login] = self._phone("district")


def _chance(said: str, byte: int) -> int:
    return hashlib.sha256(said.encode(errors="replace")).digest()[byte]


def with_real_ids(said: Any, known: dict[str, str], name: str = "") -> Any:
    """The same with half of its ids made those of real records."""
    if isinstance(said, dict):
        return {key: with_real_ids(value, known, str(key)) for key, value in said.items()}
    if isinstance(said, list):
        return [with_real_ids(value, known, name) for value in said]
    real = known.get(ALIASES.get(name, name))
    return real if real is not None and isinstance(said, str) and _chance(said, 1) % 2 == 0 else said


def modes(method: str, path: str) -> list[GenerationMode]:
    """Against the document only where it forbids something that an address can still carry."""
    said = document()["paths"][path]
    free_text = all(each["in"] == "path" and "format" not in each["schema"] for each in said.get("parameters", []))
    own = said[method.lower()]
    nothing = free_text and not own.get("parameters") and "requestBody" not in own
    return [GenerationMode.POSITIVE] if nothing else [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def fuzz(part: str, examples: int, app: Flask, known: dict[str, str], callers: Callers) -> int:
    """Ask every route of a part `examples` times a mode; returns how many answers were judged."""
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    asked, failures = 0, []
    for method, path in operations():
        if path.split("/")[3] != part:
            continue
        for mode in modes(method, path):
            strategy = api[path][method].as_strategy(generation_mode=mode)

            @settings(
                max_examples=examples, deadline=None, database=None, derandomize="FUZZ" not in os.environ,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=strategy)
            def ask(case: Any) -> None:
                nonlocal asked
                _judge(case, known, callers)
                asked += 1

            try:
                ask()
            except Exception as failure:
                failure.add_note(f"{method} {path} {mode.value}")
                failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} routes of {part} answer otherwise than documented", failures)
    return asked


def _judge(case: Any, known: dict[str, str], callers: Callers) -> None:
    case.path_parameters = with_real_ids(case.path_parameters, known)
    case.query = with_real_ids(case.query, known)
    if isinstance(case.body, dict | list):
        case.body = with_real_ids(case.body, known)
    one = callers.for_(f"{case.path_parameters}{case.query}{case.body}")
    headers = {"Authorization": f"Bearer {one.token}", "Accept-Encoding": "identity"}
    if "uploads" in case.path and "Tus-Resumable" not in (case.headers or {}):
        headers["Tus-Resumable"] = "1.0.0"
    answer = case.call(headers=headers)
    if answer.status_code == 401:
        callers.ended(one)
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 400 and case.method.upper() != "HEAD":
        told = answer.json()
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert told["status"] == answer.status_code and told["code"] and told["detail"]


@pytest.mark.parametrize("part", PARTS)
def test_every_request_gets_a_documented_answer(
    part: str, app: Flask, lived_in: dict[str, str], phone: Callable[..., Phone]
) -> None:
    assert fuzz(part, SHORT, app, lived_in, Callers(phone)) > 0


@pytest.mark.proof
@pytest.mark.parametrize("part", PARTS)
def test_every_request_gets_a_documented_answer_by_the_hundred(
    part: str,
    app: Flask,
    lived_in: dict[str, str],
    phone: Callable[..., Phone],
    record_property: Callable[[str, object], None],
) -> None:
    asked = fuzz(part, LONG, app, lived_in, Callers(phone))
    record_property("requests judged", asked)
    assert asked > 0
