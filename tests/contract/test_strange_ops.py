"""A push of anything: ops of every type with every field, holding what no phone would send. One result for each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.sync.collections import collections
from tests.phone import Phone, new_id

SHORT, LONG = 15, int(os.environ.get("FUZZ", "400"))
STATUSES = {"applied", "conflict", "parked", "rejected"}
ACTS = (
    "confirm", "reject", "assign", "submit_rectification", "accept", "send_back", "merge", "transfer", "sign_plan",
    "set_severity", "extend", "resolve", "adopt", "decline", "read", "void", "", "__class__",
)  # fmt: skip

texts = st.sampled_from(
    ["", " ", "配电箱", "\x00", "\ud800", "\u202e", "a" * 5000, "{}", "%s", "'; --", "2026-02-30", "NaN"]
)
numbers = st.sampled_from([0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**40, 1e308, -0.0, 0.1])
times = st.sampled_from(["2026-11-22T08:00:00+08:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "soon"])
leaves = texts | numbers | times | st.booleans() | st.none() | st.builds(new_id)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


def ops(known: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Ops whose types, fields and acts mostly exist, on records that often do."""
    kinds = collections()
    names = sorted({name for each in kinds.values() for name in each.fields})
    real = st.sampled_from([known["hazard_id"], known["photo_id"], known["enterprise_id"], known["area_id"]])
    value = values | real
    data = st.dictionaries(st.sampled_from(names), value, max_size=6)
    change = st.fixed_dictionaries({}, optional={"was": value, "now": value}) | values
    kinds_of_op = st.sampled_from(["create", "set", "act", "delete", "void"]) | texts
    return st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(kinds)) | values, "op": kinds_of_op},
        optional={
            "record": real | st.builds(new_id) | values, "at": times | values, "seen": st.integers(0, 3) | values,
            "data": data | values, "fields": st.dictionaries(st.sampled_from(names), change, max_size=4) | values,
            "action": st.sampled_from(ACTS) | values, "args": st.dictionaries(texts, value, max_size=4) | data | values,
            "of": st.builds(new_id) | values,
        },
    )  # fmt: skip


def push_anything(examples: int, known: dict[str, str], phone: Callable[..., Phone]) -> int:
    people = [phone(login) for login in ("admin", "town1", "grid1", "manager1")]
    asked = 0

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize="FUZZ" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.sampled_from(people), st.lists(ops(known), min_size=1, max_size=8))
    def push(one: Phone, said: list[dict[str, Any]]) -> None:
        nonlocal asked
        one.outbox = [{"id": new_id(), **each} for each in said]
        sent = one.batch()
        body = json.dumps(sent)  # escapes what UTF-8 cannot carry
        told = one.call("POST", "/sync/push", data=body, content_type="application/json")
        assert told.status_code == 200, told.json
        results = told.json["results"]
        assert [each["id"] for each in results] == [each["id"] for each in sent["ops"]]
        assert {each["status"] for each in results} <= STATUSES
        assert all(each["problem"]["code"] != "internal" for each in results if each["status"] == "rejected")
        one.last_seq, one.outbox = told.json["last_seq"], []
        again = one.call("POST", "/sync/push", data=body, content_type="application/json").json["results"]
        assert [each["status"] for each in again] == [each["status"] for each in results], "answered from memory"
        asked += len(said)

    push()
    for one in people:
        one.pull()
    return asked


def test_anything_pushed_gets_a_result(app: Flask, lived_in: dict[str, str], phone: Callable[..., Phone]) -> None:
    assert push_anything(SHORT, lived_in, phone) > 0


@pytest.mark.proof
def test_anything_pushed_gets_a_result_by_the_thousand(
    app: Flask, lived_in: dict[str, str], phone: Callable[..., Phone], record_property: Callable[[str, object], None]
) -> None:
    record_property("strange ops judged", push_anything(LONG, lived_in, phone))
