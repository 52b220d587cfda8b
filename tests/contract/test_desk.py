"""What the desk is told of places: as documented for whoever asks, and as whole as what phones are told."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.specs.openapi.checks import response_schema_conformance

from server.places.checklists import load_official_checklists
from server.sync.work import working
from tests.phone import Phone
from tests.world import World

OWN = {
    "code": "own", "title": "本镇夏季检查", "title_en": "",
    "traits": {"premises_type": "catering"}, "sectors": ["trade"],
    "sections": [{
        "title": "用电", "title_en": "",
        "shown_if": {"sectors": ["trade"], "traits": {"leased": True, "outsourced": None}},
        "items": [
            {"code": "o-1", "question": "电风扇是否接地？", "question_en": "", "basis": "", "criterion": ""},
            {"code": "o-2", "question": "哪一种？", "kind": "choice", "choices": ["甲", "乙"], "category": "electrical",
             "shown_if": {"traits": {"residence_on_site": True}}},
        ],
    }],
}  # fmt: skip
LIST = (
    "企业名称,所在区域,行业,坐标系,纬度,经度,出租方,主要负责人,主要负责人电话,粉尘涉爆,涉粉作业人数\n"
    "新厂,第一网格,纺织,WGS84,25.4,119.0,宏岭鞋材,陈建国,,是,12\n"
    "宏岭鞋材,第一网格,轻工,,,,,陈立松,0594-1,,\n"
    "无名处,没有的网格,,,,,,,,,\n"
)


@pytest.fixture
def lists(app: Flask, phone: Callable[..., Phone]) -> None:
    """The official checklists and one of the installation's own, in which everything is said that may be."""
    with working() as work:
        load_official_checklists(work)
    made = phone("admin").call("POST", "/checklists", json=OWN)
    assert made.status_code == 201, made.json


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("login", ["admin", "town1", "principal1", "employee1"])
def test_the_desk_is_told_all_that_a_phone_is_told(login: str, phone: Callable[..., Phone]) -> None:
    one = phone(login)
    one.pull()
    for type_, path in (("area", "/areas"), ("enterprise", "/enterprises"), ("checklist", "/checklists")):
        told = one.call("GET", path, query_string={"limit": 200}).json["items"]
        assert {each.pop("id"): each | {"version": 0} for each in told} == {
            record: dict(data) | {"version": 0} for record, data in one.of(type_).items()
        }
        assert told


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("login", ["admin", "town1", "principal1", "employee1"])
def test_what_is_told_of_places_is_what_the_document_says(
    login: str, app: Flask, district: World, phone: Callable[..., Phone]
) -> None:
    one = phone(login)
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for path, more in _asked(one, district):
        case = api[path]["GET"].Case(**more)
        answer = case.call(headers={"Authorization": f"Bearer {one.token}", "Accept-Encoding": "identity"})
        assert answer.status_code == 200 or (login, answer.status_code) == ("employee1", 404), path
        case.validate_response(answer, checks=[response_schema_conformance])


def _asked(one: Phone, district: World) -> Iterator[tuple[str, dict[str, Any]]]:
    firm = {"enterprise_id": district.enterprises["宏岭鞋材"]}
    yield "/api/v1/areas", {}
    yield "/api/v1/enterprises", {}
    yield "/api/v1/enterprises/{enterprise_id}", {"path_parameters": firm}
    yield "/api/v1/checklists", {}
    yield "/api/v1/taxonomy", {}
    sent = one.call(
        "POST", "/enterprises/imports", data={"file": (io.BytesIO(LIST.encode()), "企业名单.csv")},
        content_type="multipart/form-data",
    )  # fmt: skip
    if sent.status_code == 201:
        assert sent.json["counts"] == {"new": 1, "changed": 1, "same": 0, "bad": 1}
        yield "/api/v1/enterprises/imports/{import_id}", {"path_parameters": {"import_id": sent.json["id"]}}
        one.call("POST", f"/enterprises/imports/{sent.json['id']}/take")
        yield "/api/v1/enterprises/imports/{import_id}", {"path_parameters": {"import_id": sent.json["id"]}}
        yield "/api/v1/enterprises", {}
        history = one.call("GET", f"/enterprises/{firm['enterprise_id']}/history").json["items"]
        assert [line["kind"] for line in history] == ["create", "set"]
    yield "/api/v1/enterprises/{enterprise_id}/history", {"path_parameters": firm}
