"""The official lists are there, whole, and honest about how sure their text is."""

import pytest

from server.places import taxonomy
from server.places.checklists import load_official_checklists, official_checklists, official_criteria
from server.sync.work import working


def items(checklist):
    return [item for section in checklist["sections"] for item in section["items"]]


@pytest.fixture
def loaded(app, district):
    with working() as work:
        return {row["code"]: row["id"] for row in load_official_checklists(work)}


def test_all_of_them_arrive_on_every_phone(phone, loaded):
    ann = phone("employee1")
    ann.pull()
    there = {data["code"]: data for data in ann.of("checklist").values()}

    assert {code: len(items(one)) for code, one in there.items()} == {"mh10": 64, "general": 73, "small_fire": 27}
    assert all(one["version"] == 1 and one["state"] == "in_use" for one in there.values())


def test_loading_again_changes_nothing(app, loaded, phone):
    with working() as work:
        again = load_official_checklists(work)

    assert {row["code"]: row["id"] for row in again} == loaded
    assert {row["version"] for row in again} == {1}


def test_what_a_newer_system_words_better_is_brought_up_to_date(app, loaded):
    with working() as work:
        work.change("checklist", work.get("checklist", loaded["mh10"]), {"title": "旧名"})
    with working() as work:
        (row, *_) = load_official_checklists(work)

    assert (row["title"], row["version"]) == ("工贸企业重大事故隐患判定（64 项）", 3)


def test_each_item_says_how_sure_its_text_is():
    for checklist in official_checklists():
        for item in items(checklist):
            assert item["certainty"] == taxonomy.CERTAINTY[item["verified"]]
            assert item["question"] and item["question_en"]
    doubtful = [item for item in official_criteria().values() if item["verified"] in ("memory", "memory_2017_seen")]
    assert len(doubtful) == 34
    assert all("以官方文本为准" in item["certainty"]["zh"] for item in doubtful)


def test_only_codes_of_the_tables_are_used():
    codes = {name: taxonomy.codes(getattr(taxonomy, name)) for name in ("CATEGORIES", "SECTORS", "SEVERITIES")}
    for checklist in official_checklists():
        assert set(checklist["sectors"]) <= codes["SECTORS"]
        for section in checklist["sections"]:
            for shown in [section.get("shown_if", {}), *(item.get("shown_if", {}) for item in section["items"])]:
                assert set(shown.get("sectors", [])) <= codes["SECTORS"]
                assert not any(taxonomy.trait_trouble(code, value) for code, value in shown.get("traits", {}).items())
        for item in items(checklist):
            assert item["severity"] in codes["SEVERITIES"] - {"major"}
            assert item.get("category", "other") in codes["CATEGORIES"]
    assert {item["severity"] for item in official_criteria().values()} == {"major_suspected"}


def test_each_sector_is_asked_its_own_criteria():
    (mh10, *_) = official_checklists()
    counts = {section["title"]: len(section["items"]) for section in mh10["sections"]}

    assert counts == {
        "管理类": 3, "冶金企业": 8, "有色企业": 13, "建材企业": 8, "机械企业": 7, "轻工企业": 7, "纺织企业": 2,
        "烟草企业": 2, "粉尘涉爆": 10, "涉氨制冷": 2, "有限空间作业": 2,
    }  # fmt: skip


OWN = {
    "code": "own-1", "title": "本镇自查表", "sectors": ["textile"], "traits": {"labour_intensive": True},
    "sections": [{"title": "用电", "items": [{"code": "a", "question": "配电箱关好了吗？", "severity": "general"}]}],
}  # fmt: skip


def test_an_administrator_makes_a_list_of_his_own(phone, loaded):
    admin = phone("admin")
    made = admin.call("POST", "/checklists", json=OWN)
    assert made.status_code == 201, made.json
    retired = admin.call("PATCH", f"/checklists/{made.json['id']}", json={"state": "retired", "seen": 1})

    assert (retired.json["state"], retired.json["version"]) == ("retired", 2)
    assert admin.call("POST", "/checklists", json=OWN).json["errors"] == {"code": ["code_taken"]}
    listed = admin.call("GET", "/checklists", query_string={"state": "in_use"}).json["items"]
    assert [one["code"] for one in listed] == ["general", "mh10", "small_fire"]


def test_an_item_stands_once_in_a_list(phone, loaded):
    twice = {**OWN, "sections": OWN["sections"] * 2}

    refused = phone("admin").call("POST", "/checklists", json=twice)
    assert (refused.status_code, refused.json["code"]) == (422, "checklist_faulty")
    assert [(each["where"], each["kind"]) for each in refused.json["faults"]] == [
        ("sections[1].items[0].code", "code_twice")
    ]


def test_nobody_else_makes_lists_and_nobody_rewords_the_official_ones(phone, loaded):
    for login in ("district", "town1", "grid1", "manager1", "expert1"):
        assert phone(login).call("POST", "/checklists", json=OWN).json["code"] == "not_permitted"
    admin = phone("admin")
    reworded = admin.call("PATCH", f"/checklists/{loaded['mh10']}", json={"title": "我的判定", "seen": 1})
    retired = admin.call("PATCH", f"/checklists/{loaded['small_fire']}", json={"state": "retired", "seen": 1})

    assert reworded.json["code"] == "official_checklist"
    assert retired.status_code == 200


def test_a_retired_official_list_stays_retired_when_the_system_is_updated(app, phone, loaded):
    phone("admin").call("PATCH", f"/checklists/{loaded['small_fire']}", json={"state": "retired", "seen": 1})
    with working() as work:
        rows = {row["code"]: row["state"] for row in load_official_checklists(work)}

    assert rows == {"mh10": "in_use", "general": "in_use", "small_fire": "retired"}
