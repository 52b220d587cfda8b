"""A checklist is written by an administrator, faults and all, and reaches the others when it is published without."""

from __future__ import annotations

import io
from typing import Any

import pytest

from server.places.checklists import load_official_checklists
from server.sync.work import working

ITEM = {"code": "E01", "question": "配电箱关好了吗？"}
CONTENT = {"title": "本镇自查表", "sections": [{"title": "用电", "items": [ITEM]}]}


@pytest.fixture
def mh10(app: Any, district: Any) -> str:
    with working() as work:
        return next(row["id"] for row in load_official_checklists(work) if row["code"] == "mh10")


def test_a_draft_is_nobodys_until_it_is_published(phone: Any, mh10: str) -> None:
    admin, town = phone("admin"), phone("town1")
    faulty = {**CONTENT, "sections": [{"title": "用电", "items": [{"question": "？"}, {**ITEM, "kind": "choice"}]}]}
    made = admin.call("POST", "/checklists", json={"code": "own", "state": "draft", **faulty})
    assert made.status_code == 201, made.json
    record = f"/checklists/{made.json['id']}"
    assert (made.json["state"], made.json["sections"], made.json["draft"]["version"]) == ("draft", [], 1)
    assert [fault["where"] for fault in made.json["draft"]["faults"]] == [
        "sections[0].items[0].code", "sections[0].items[1].choices",
    ]  # fmt: skip

    refused = admin.call("POST", f"{record}/publish", json={"seen": 1})
    assert (refused.status_code, refused.json["code"]) == (422, "checklist_faulty")
    assert [fault["kind"] for fault in refused.json["faults"]] == ["code_missing", "choices_missing"]
    assert refused.json["faults"][1]["item"] == "E01" and refused.json["faults"][1]["words"]["zh"]

    assert town.call("GET", record).status_code == 404
    codes = {who.login: [one["code"] for one in who.call("GET", "/checklists").json["items"]] for who in (admin, town)}
    assert "own" in codes["admin"] and "own" not in codes["town1"]
    for door, said in (("draft", {"seen": 1, **CONTENT}), ("publish", {"seen": 1}), ("copy", {"code": "theft"})):
        answer = town.call("PUT" if door == "draft" else "POST", f"{record}/{door}", json=said)
        assert answer.json["code"] == "not_found", door
    town.pull()
    admin.pull()
    assert made.json["id"] not in town.records and made.json["id"] not in admin.records

    assert admin.call("PUT", f"{record}/draft", json={"seen": 0, **CONTENT}).json["code"] == "changed_meanwhile"
    saved = admin.call("PUT", f"{record}/draft", json={"seen": 1, **CONTENT})
    assert (saved.json["draft"]["version"], saved.json["draft"]["faults"]) == (2, [])
    published = admin.call("POST", f"{record}/publish", json={"seen": 2})
    assert (published.json["state"], "draft" in published.json) == ("in_use", False)
    town.pull()
    assert town.of("checklist")[made.json["id"]]["sections"][0]["items"][0]["code"] == "E01"


def test_the_next_edition_is_written_beside_the_one_in_use(phone: Any, mh10: str) -> None:
    admin, town = phone("admin"), phone("town1")
    made = admin.call("POST", "/checklists", json={"code": "own", **CONTENT}).json
    record = f"/checklists/{made['id']}"
    town.pull()
    more = {**CONTENT, "sections": [{"title": "用电", "items": [ITEM, {"code": "E02", "question": "接地了吗？"}]}]}
    assert admin.call("PUT", f"{record}/draft", json={"seen": 0, **more}).json["version"] == made["version"]
    town.pull()
    assert len(town.of("checklist")[made["id"]]["sections"][0]["items"]) == 1
    assert "draft" not in town.call("GET", record).json

    beside = admin.call("PATCH", record, json={"title": "别名", "seen": made["version"]})
    assert beside.json["code"] == "draft_open", "what is written beside it would undo this"
    given_up = admin.call("DELETE", f"{record}/draft", headers={"If-Match": '"1"'})
    assert given_up.status_code == 204
    assert "draft" not in admin.call("GET", record).json

    admin.call("PUT", f"{record}/draft", json={"seen": 0, **more})
    published = admin.call("POST", f"{record}/publish", json={"seen": 1})
    assert published.json["version"] > made["version"]
    town.pull()
    assert len(town.of("checklist")[made["id"]]["sections"][0]["items"]) == 2


def test_an_official_list_is_copied_and_never_edited(phone: Any, mh10: str) -> None:
    admin = phone("admin")
    record = f"/checklists/{mh10}"
    assert admin.call("PUT", f"{record}/draft", json={"seen": 0, **CONTENT}).json["code"] == "official_checklist"
    copy = admin.call("POST", f"{record}/copy", json={"code": "mh-own", "title": "本区重大隐患"})
    assert copy.status_code == 201, copy.json
    official = admin.call("GET", record).json
    assert copy.json["draft"]["sections"] == official["sections"] and copy.json["draft"]["faults"] == []
    assert copy.json["note"] == official["note"], "it says as before how sure its text is"

    again = {name: copy.json["draft"][name] for name in ("title", "title_en", "sections", "sectors", "traits")}
    saved = admin.call("PUT", f"/checklists/{copy.json['id']}/draft", json={"seen": 1, **again})
    assert saved.status_code == 200, saved.json
    assert saved.json["draft"]["sections"] == official["sections"], "what was sent comes back as it was"
    gone = admin.call("DELETE", f"/checklists/{copy.json['id']}/draft", headers={"If-Match": '"2"'})
    assert gone.status_code == 204
    assert admin.call("GET", f"/checklists/{copy.json['id']}").status_code == 404
    assert admin.call("POST", f"{record}/copy", json={"code": "mh-own"}).status_code == 201, "the code is free again"


def test_a_file_becomes_a_draft_and_overwrites_nobodys(phone: Any, mh10: str) -> None:
    admin, town = phone("admin"), phone("town1")
    kept = {
        ending: admin.call("GET", f"/checklists/{mh10}/export.{ending}", buffered=True) for ending in ("json", "xlsx")
    }
    official = admin.call("GET", f"/checklists/{mh10}").json
    codes = []
    for ending, answer in kept.items():
        assert answer.status_code == 200

        def sent(who: Any, content: bytes = answer.data, name: str = f"mh10.{ending}") -> Any:
            file = {"file": (io.BytesIO(content), name)}
            return who.call("POST", "/checklists/import", data=file, content_type="multipart/form-data")

        assert sent(town).json["code"] == "not_permitted"
        made = sent(admin)
        assert (made.status_code, made.json["state"]) == (201, "draft"), made.json
        assert made.json["draft"]["sections"] == official["sections"]
        codes.append(made.json["code"])
    assert codes == ["mh10-2", "mh10-3"], "the official one stays, and so does what is being written"

    own = admin.call("POST", "/checklists", json={"code": "own", **CONTENT}).json
    assert town.call("GET", f"/checklists/{own['id']}/export.json").json["code"] == "own"
    assert town.call("GET", f"/checklists/{own['id']}/export.json?edition=draft").status_code == 404
    again = admin.call("GET", f"/checklists/{own['id']}/export.json", buffered=True).data
    beside = sent(admin, again, "own.json").json
    assert (beside["id"], beside["draft"]["version"]) == (own["id"], 1)
