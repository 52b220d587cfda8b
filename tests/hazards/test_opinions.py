"""An expert is asked about a hazard: he sees it while it is open, and says with his signature what he thinks."""

from __future__ import annotations

import orjson
import pytest

from server import clock
from server.db import writing
from server.hazards import operations, problems, rules
from server.permissions import Role
from server.places import checklists
from server.sync.work import Work, working
from server.walkthroughs import operations as walkthroughs
from tests import makers
from tests.makers import act, hazard, keys_of, photo, read


def ask(district: makers.District, found: str, expert: makers.Caller, question: str = "这台除尘器要不要停？") -> None:
    act(district.town1, found, "invite_expert", expert=expert.user_id, question=question)


def may(by: makers.Caller, found: str) -> list[str]:
    return rules.allowed_acts(read(found), by, keys_of(found))


def test_an_expert_from_above_is_asked_and_his_signed_opinion_stands_in_the_history(district: makers.District) -> None:
    found = hazard(district, "confirmed")
    assert "give_opinion" not in may(district.expert, found)
    with pytest.raises(problems.NotAsked):
        act(district.expert, found, "give_opinion", text="要停", photo=photo(district.expert, found, "signature"))

    ask(district, found, district.expert)
    assert makers.notices_for(district.expert)[-1]["kind"] == "expert_invited"
    with pytest.raises(problems.AlreadyAsked):
        ask(district, found, district.expert)
    assert may(district.expert, found) == ["give_opinion"]
    with pytest.raises(problems.SignatureNeeded):
        act(district.expert, found, "give_opinion", text="要停", photo=photo(district.town1, found, "signature"))
    signature = photo(district.expert, found, "signature")
    with pytest.raises(problems.CriterionNeeded):
        act(district.expert, found, "give_opinion", text="要停", photo=signature, severity="major_suspected")
    act(district.expert, found, "give_opinion", text="先停机清灰", photo=signature, severity="major")

    row = read(found)
    opinion = row["opinions"][0]
    assert (opinion["expert"], opinion["by"]) == (district.expert.me, district.town1.me)
    assert (opinion["text"], opinion["photo"], opinion["severity"]) == ("先停机清灰", signature, "major")
    assert row["severity"] == "major", "an expert of the district judges there"
    line = orjson.loads(row["recent"])[-1]
    assert (line["action"], line["args"]["text"]) == ("give_opinion", "先停机清灰")
    assert (line["post"], line["photos"]) == ("expert", [signature])
    assert makers.notices_for(district.town1)[-1]["kind"] == "opinion_given"


def test_an_expert_from_elsewhere_sees_it_while_it_is_open_and_changes_no_severity(district: makers.District) -> None:
    other = makers.account("吴教授", Role.EXPERT, area=district.areas["town2"])
    found = hazard(district, "submitted")
    with pytest.raises(problems.NoSuchExpert):
        ask(district, found, other)
    assert not other.sees(keys_of(found))
    act(district.district, found, "invite_expert", expert=other.user_id, question="改得行不行？")
    assert other.sees(keys_of(found)) and may(other, found) == ["give_opinion"]
    act(other, found, "give_opinion", text="管道没改", photo=photo(other, found, "signature"), severity="major")
    assert read(found)["opinions"][0]["severity"] == "major"
    assert read(found)["severity"] == "general"
    assert may(other, found) == [], "one answer for each time he is asked"
    act(district.town1, found, "accept")
    assert not other.sees(keys_of(found))


def test_an_answer_that_comes_after_the_hazard_closed_is_kept_as_said(district: makers.District) -> None:
    """Written without a signal while it was open: late, it stands with its signature and changes nothing else."""
    other, silent = (makers.account(name, Role.EXPERT, area=district.areas["town2"]) for name in ("吴教授", "何教授"))
    found = hazard(district, "submitted")
    for expert in (other, silent):
        act(district.district, found, "invite_expert", expert=expert.user_id, question="改得行不行？")
    seen = read(found)["version"]
    act(district.town1, found, "accept")
    assert other.sees(keys_of(found)) and may(other, found) == ["give_opinion"]

    signature = photo(other, found, "signature")
    act(other, found, "give_opinion", seen=seen, text="管道没改", photo=signature, severity="major")
    row = read(found)
    said = row["opinions"][0]
    assert (said["text"], said["photo"], said["severity"], said["late"]) == ("管道没改", signature, "major", True)
    assert (row["state"], row["severity"]) == ("closed", "general")
    assert makers.notices_for(district.town1)[-1]["kind"] == "opinion_given"
    assert may(other, found) == [] and not other.sees(keys_of(found))

    assert silent.sees(keys_of(found))
    with writing() as connection:
        work = Work(connection, clock.now() + operations.RELEASED_AFTER)
        assert operations.release_closed(work) == 1 and operations.release_closed(work) == 1
        work.flush()
        again = Work(connection, clock.now() + operations.RELEASED_AFTER)
        assert operations.release_closed(again) == 0, "and then he sees it no more"


def test_of_two_who_judge_at_once_the_stricter_stands(district: makers.District) -> None:
    found = hazard(district, severity="major_suspected")
    ask(district, found, district.expert)
    signature = photo(district.expert, found, "signature")
    seen = read(found)["version"]
    with working() as work:
        row = work.get("hazard", found)
        assert row is not None
        with makers.by_op(work, district.town1):
            work.change("hazard", row, {"severity": "major"})
            work.note("hazard", row, district.town1, "set")
    done = act(district.expert, found, "give_opinion", seen=seen, text="一般", photo=signature, severity="general")
    assert read(found)["severity"] == "major" and len(done.conflicts) == 1


def test_who_took_part_in_the_walkthrough_needs_no_asking(district: makers.District) -> None:
    with working() as work, makers.by_op(work, district.expert):
        asked = [{"title": "现场", "items": [{"code": "S1", "question": "出口是否畅通？", "severity": "general"}]}]
        values = {"code": "spot", "title": "现场检查", "sections": asked, "sectors": [], "traits": None}
        checklist = checklists.add_checklist(work, values, by=district.admin)["id"]
        at = {"enterprise_id": district.enterprises["shoes"], "checklist_id": checklist}
        walked = walkthroughs.start(work, makers.new_id(), at, district.expert)["id"]
    found = hazard(district, walkthrough_id=walked)
    act(district.expert, found, "give_opinion", text="线路老化", photo=photo(district.expert, found, "signature"))
    opinion = read(found)["opinions"][0]
    assert opinion["expert"] == district.expert.me and "question" not in opinion
