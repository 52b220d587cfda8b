"""Somebody at work is asked five questions, and what he knew stands in the record; the bank is the installation's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.places import taxonomy
from server.quizzes import operations
from server.sync.work import working
from tests.phone import Phone, new_id
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]


def ask(phone: Phone, walkthrough: str, chosen: dict[str, str | None]) -> str:
    """The worker answers; returns the op's id."""
    said = {
        "walkthrough_id": walkthrough, "person": "王打磨", "role": "打磨工",
        "questions": [{"code": code, "question": "…", "chosen": words} for code, words in chosen.items()],
    }  # fmt: skip
    return phone.write("quiz", new_id(), "create", data=said)


def bank(phone: Phone) -> dict[str, dict[str, Any]]:
    return {one["data"]["code"]: one["data"] for one in phone.records.values() if one["type"] == "quiz_question"}


def test_what_somebody_knew_stands_in_the_record_and_leaves_signatures_alone(
    phone: MakePhone, district: World, checklist: str
) -> None:
    with working() as work:
        operations.load_shipped_questions(work)
    ann, ben, boss, other = phone("town1"), phone("town1b"), phone("manager1"), phone("town2")
    record = walk.begin(ann, district.enterprises["宏岭鞋材"], checklist)
    ann.sync()
    known = bank(ann)
    right, wrong = known["Q001"]["choices"][0]["zh"], known["Q002"]["choices"][0]["en"]
    before = ann.records[record]["data"]["digest"]

    op = ask(ann, record, {"Q001": right, "Q002": wrong, "Q003": None, "gone": "甲", "Q004": "没有这个选项"})
    ann.sync()
    ben.pull()
    boss.pull()
    other.pull()

    assert walk.told(ann, op) == ("applied", None)
    (quiz,) = [one["data"] for one in ben.records.values() if one["type"] == "quiz"]
    assert quiz["results"] == [True, False, False, None, None], "what the bank does not have is not judged"
    assert (quiz["score"], quiz["person"], quiz["created_by"]["name"]) == (1, "王打磨", "town1")
    assert ann.records[record]["data"]["digest"] == before == walk.digest_of(ann, record)
    for each in (boss, other):
        assert not [one for one in each.records.values() if one["type"] == "quiz"]

    for item in ("S1", "S2", "S3"):
        walk.answer(ann, record, item)
    ann.act(record, "finish", type_="walkthrough")
    ann.sync()
    boss.pull()
    assert [one for one in boss.records.values() if one["type"] == "quiz"], "the enterprise sees it with the rest"

    late = ask(other, record, {"Q001": right})
    other.sync()
    assert walk.told(other, late)[0] == "rejected"


def test_the_bank_is_kept_by_an_administrator_of_the_whole(phone: MakePhone, district: World) -> None:
    with working() as work:
        operations.load_shipped_questions(work)
    admin, town = phone("admin"), phone("town1")
    questions = admin.call("GET", "/quiz-questions").json["questions"]
    changed = {**questions[0], "question": "换个问法？", "state": "retired"}
    added = {**questions[1], "code": "OUR-1"}

    assert town.call("POST", "/quiz-questions/import", json={"questions": [changed]}).status_code == 403
    answer = admin.call("POST", "/quiz-questions/import", json={"questions": [changed, added, questions[2]]})
    assert (answer.status_code, answer.json) == (200, {"added": 1, "changed": 1})
    with working() as work:
        operations.load_shipped_questions(work)
    town.pull()

    assert bank(town)["Q001"]["question"] == "换个问法？", "a later start of the program leaves it alone"
    assert bank(town)["Q001"]["state"] == "retired" and "OUR-1" in bank(town)
    refused = admin.call("POST", "/quiz-questions/import", json={"questions": [{**added, "right": 3}]})
    assert refused.status_code == 422


def test_each_shipped_question_can_be_asked_and_claims_no_more_than_was_checked() -> None:
    codes = [each["code"] for each in operations.shipped()]
    assert len(codes) == len(set(codes)) >= 60
    traits = taxonomy.codes(taxonomy.TRAITS)
    for each in operations.shipped():
        words = [words for choice in each["choices"] for words in choice.values()]
        assert 3 <= len(each["choices"]) <= 4 and len(set(words)) == len(words), each["code"]
        assert 0 <= each["right"] < len(each["choices"])
        assert each["verified"] in taxonomy.CERTAINTY and each["source"] and traits.issuperset(each["traits"])
