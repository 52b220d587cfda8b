"""The OpenAPI document itself: current in the repository, and whole enough to make a client from."""

from __future__ import annotations

from typing import Any

import pytest

from server.cli import _openapi
from tests.browser.site import ROOT
from tests.contract.conftest import document, operations


def test_the_document_in_the_repository_is_this_versions() -> None:
    assert (ROOT / "docs" / "openapi.json").read_text() == _openapi(), "make docs"


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_for() -> None:
    told = [document()["paths"][path][method.lower()] for method, path in operations()]
    names = [each["operationId"] for each in told]
    assert len(set(names)) == len(names)
    assert all(each["summary"].endswith(".") and each["tags"] and "security" in each for each in told)


@pytest.mark.parametrize(("method", "path"), operations(), ids=" ".join)
def test_every_answer_has_a_shape(method: str, path: str) -> None:
    for status, each in document()["paths"][path][method.lower()]["responses"].items():
        shown = document()["components"]["responses"][each["$ref"].rsplit("/", 1)[-1]] if "$ref" in each else each
        if status in {"204", "304"} or method in {"HEAD", "OPTIONS"} or (path.endswith("uploads") and status == "201"):
            continue
        if path == "/api/v1/uploads/{upload_id}" and status == "200":
            continue  # HEAD's answer, asked for by POST
        assert shown.get("content"), f"{status} of {method} {path}"
        assert all(content.get("schema") for content in shown["content"].values())


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(references(each) for each in part.values()))
        return set().union(*(references(each) for each in part)) if isinstance(part, list) else set()

    for reference in references(document()):
        found: Any = document()
        for word in reference.removeprefix("#/").split("/"):
            found = found[word]
        assert found
