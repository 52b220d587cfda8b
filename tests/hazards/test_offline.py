"""Hazards over sync: what the protocol says of acts that come late, of fields two people set, and of who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from server import clock
from server.hazards import operations
from server.permissions import Caller, Holding, Role
from server.places import operations as places
from server.sync.apply import carry_out
from server.sync.collections import collection
from server.sync.envelope import Op
from server.sync.models import Reading
from server.sync.work import OpContext, working
from tests import makers
from tests.makers import act, assign, hazard, in_days, new_id, photo, read, report


def send(
    by: Caller, kind: str, record: str, *, type_: str = "hazard", seen: int | None = None, **said: Any
) -> dict[str, Any]:
    """One op of this person's phone; the result as the phone gets it."""
    raw = {"id": new_id(), "type": type_, "record": record, "op": kind, "at": clock.stamp(), "seen": seen, **said}
    op = Op(raw["id"], 1, type_, record, kind, raw["at"], seen, raw, "")
    with working() as work:
        context = OpContext(id=op.id, at=raw["at"], device=by.device_id)
        result = carry_out(work, op, by, context, set())
    if result["status"] == "rejected":
        return {**result, "code": result["problem"]["code"]}
    return result


def do(by: Caller, record: str, action: str, seen: int, **args: Any) -> dict[str, Any]:
    return send(by, "act", record, seen=seen, action=action, args=args)


def put(by: Caller, record: str, seen: int, **fields: tuple[Any, Any]) -> dict[str, Any]:
    changes = {name: {"was": was, "now": now} for name, (was, now) in fields.items()}
    return send(by, "set", record, seen=seen, fields=changes)


def version(record: str) -> int:
    return read(record)["version"]


# --- acts that come late -----------------------------------------------------------------------


def test_an_act_from_a_state_that_is_over_says_who_and_when(district: makers.District) -> None:
    found = hazard(district)
    seen = version(found)
    act(district.town1, found, "reject", reason="不属实")
    result = do(district.town1_b, found, "confirm", seen)
    assert result["code"] == "transition_not_allowed"
    told = result["problem"]
    assert (told["state"], told["by"], bool(told["at"])) == ("rejected", district.town1.me, True)


def test_the_same_hand_twice_is_done_once(district: makers.District) -> None:
    found = hazard(district)
    seen = version(found)
    assert do(district.town1, found, "confirm", seen)["status"] == "applied"
    before = version(found)
    assert do(district.town1, found, "confirm", seen)["status"] == "applied"
    assert version(found) == before
    assert do(district.town1_b, found, "confirm", seen)["code"] == "transition_not_allowed"


def test_a_state_of_the_same_name_is_not_the_state_he_saw(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    seen = version(found)
    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    act(district.town1, found, "send_back", note="没改好", due_date=in_days(2))
    photo(district.manager1_b, found)
    assert do(district.manager1_b, found, "submit_rectification", seen)["code"] == "state_moved"
    assert do(district.manager1_b, found, "submit_rectification", version(found))["status"] == "applied"


def test_who_creates_and_acts_in_one_breath_needs_no_version(district: makers.District) -> None:
    found = new_id()
    data = {"enterprise_id": district.enterprises["shoes"], "severity": "general"}
    assert send(district.town1, "create", found, data=data)["status"] == "applied"
    assert do(district.town1, found, "confirm", 0)["status"] == "applied"


@pytest.mark.parametrize("news", ["photo", "photo_stored", "plan"])
def test_nobody_signs_off_what_he_has_not_seen(district: makers.District, news: str) -> None:
    found = hazard(district, "rectifying")
    first = photo(district.manager1, found, stored=news != "photo_stored")
    act(district.manager1, found, "submit_rectification")
    seen = version(found)
    if news == "photo":
        photo(district.manager1, found, "evidence")
    elif news == "photo_stored":
        makers.arrive(district.manager1, first)
    else:
        act(district.town1_b, found, "send_back", note="换人", due_date=in_days(3), responsible="李明")
        photo(district.manager1, found)
        act(district.manager1, found, "submit_rectification")
    expected = {"plan": "state_moved"}.get(news, "judged_unseen")
    assert do(district.town1, found, "accept", seen)["code"] == expected
    assert do(district.town1, found, "accept", version(found))["status"] == "applied"


def test_words_said_meanwhile_hinder_no_acceptance(district: makers.District) -> None:
    found = hazard(district, "submitted")
    seen = version(found)
    data = {"owner_type": "hazard", "owner_id": found, "text": "改得不错"}
    assert send(district.grid1, "create", new_id(), type_="comment", data=data)["status"] == "applied"
    assert version(found) == seen + 1
    assert do(district.town1, found, "accept", seen)["status"] == "applied"


def test_acceptance_waits_for_every_after_photo(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    photo(district.manager1, found)
    late = photo(district.manager1, found, stored=False)
    act(district.manager1, found, "submit_rectification")
    result = do(district.town1, found, "accept", version(found))
    assert (result["code"], result["problem"]["waiting"]) == ("evidence_not_stored", 1)
    makers.arrive(district.manager1, late)
    assert do(district.town1, found, "accept", version(found))["status"] == "applied"


def test_what_was_merged_names_the_other_and_still_takes_photos_and_words(district: makers.District) -> None:
    found, other = hazard(district), hazard(district)
    seen = version(found)
    assert do(district.town1, found, "merge", seen, into=other)["status"] == "applied"
    result = do(district.grid1, found, "fix_on_site", seen)
    assert (result["code"], result["problem"]["into"]) == ("merged", other)
    data = {"owner_type": "hazard", "owner_id": found, "text": "还在漏"}
    assert send(district.grid1, "create", new_id(), type_="comment", data=data)["status"] == "applied"


def test_unknown_acts_and_missing_words_are_named(district: makers.District) -> None:
    found = hazard(district)
    assert do(district.town1, found, "bless", version(found))["code"] == "unknown_action"
    result = do(district.town1, found, "reject", version(found), reason="  ")
    assert result["problem"]["errors"] == {"reason": ["required"]}
    assert do(district.town1, found, "transfer", version(found), to=["x"], reason="r")["problem"]["errors"] == {
        "to": ["not_text"]
    }


def test_an_extension_asked_for_offline_before_the_date_still_counts(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    seen = version(found)
    asked = clock.stamp()
    with clock.moved(timedelta(days=9)):
        assert (
            do(district.manager1, found, "request_extension", seen, due_date=in_days(30), reason="晚了")["code"]
            == "past_due"
        )
        with working() as work:
            row = work.get("hazard", found)
            assert row is not None
            with work.attempt(OpContext(id=new_id(), at=asked, device=district.manager1.device_id)):
                args = {"due_date": in_days(30), "reason": "等配件"}
                operations.act(work, row, "request_extension", args, seen=seen, by=district.manager1)
    assert read(found)["extension"]["reason"] == "等配件"


# --- dates two people decided ------------------------------------------------------------------


@pytest.mark.parametrize(("mine", "stands"), [(20, 10), (5, 5)])
def test_of_two_dates_decided_apart_the_earlier_stands(district: makers.District, mine: int, stands: int) -> None:
    found = hazard(district, "rectifying")
    seen = version(found)
    assign(district.town1, found, due_date=in_days(10))
    result = do(district.district, found, "assign", seen, due_date=in_days(mine))
    assert result["status"] == "conflict"
    row = read(found)
    assert row["due_date"] == in_days(stands)
    assert row["open_conflicts"] == result["conflicts"]
    with working() as work:
        filed = dict(work.get("conflict", result["conflicts"][0]) or {})
    assert {filed["current"], filed["incoming"]} == {in_days(10), in_days(mine)}
    assert (filed["field"], filed["rule"], filed["was"]) == ("due_date", "stricter", in_days(7))
    loser = district.town1 if mine < 10 else district.district
    assert filed["incoming_by"] == loser.me


def test_a_date_nobody_else_touched_may_move_either_way(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    for days in (3, 30):
        assert do(district.town1, found, "assign", version(found), due_date=in_days(days))["status"] == "applied"
        assert read(found)["due_date"] == in_days(days)


def test_measures_two_people_settled_apart_are_not_overwritten_in_silence(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    seen = version(found)
    assign(district.town1, found, measures="换整条线路")
    result = do(district.district, found, "assign", seen, measures="加漏电保护")
    assert result["status"] == "conflict"
    assert read(found)["measures"] == "换整条线路"
    with working() as work:
        filed = dict(work.get("conflict", result["conflicts"][0]) or {})
    assert (filed["field"], filed["current"], filed["incoming"]) == ("measures", "换整条线路", "加漏电保护")
    resolved = send(
        district.town1, "act", filed["id"], type_="conflict", seen=filed["version"], action="resolve",
        args={"value": "换整条线路，加漏电保护"},
    )  # fmt: skip
    assert resolved["status"] == "applied", resolved
    assert read(found)["measures"] == "换整条线路，加漏电保护"


# --- who may set what --------------------------------------------------------------------------


def test_the_reporter_edits_until_it_is_confirmed_then_his_words_go_to_the_holders(district: makers.District) -> None:
    found = hazard(district)
    assert put(district.grid1, found, version(found), description=("安全出口被堵", "后门被堵"))["status"] == "applied"
    act(district.town1, found, "confirm")
    result = put(district.grid1, found, version(found), description=("后门被堵", "后门被木板堵住"))
    assert result["status"] == "parked"
    assert result["to"]["area"] == district.areas["grid1"] and result["to"]["name"] == "一网格"
    assert put(district.town1, found, version(found), description=("后门被堵", "后门堵死"))["status"] == "applied"


def test_the_plan_changes_by_acts_only(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    assert put(district.town1, found, version(found), due_date=(in_days(7), in_days(9)))["code"] == "use_act"


def test_a_closed_hazard_takes_no_set(district: makers.District) -> None:
    found = hazard(district, "closed")
    result = put(district.town1, found, version(found), description=("安全出口被堵", "改一个字"))
    assert (result["code"], result["problem"]["state"]) == ("transition_not_allowed", "closed")


def test_anyone_who_sees_it_may_suspect_by_pointing_at_a_criterion(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    bare = put(district.manager1, found, version(found), severity=("general", "major_suspected"))
    assert bare["code"] == "criterion_needed"
    raised = put(
        district.manager1,
        found,
        version(found),
        severity=("general", "major_suspected"),
        criterion=(None, "MEM10-03-01"),
    )
    assert raised["status"] == "applied"
    assert makers.notices_for(district.district)[-1]["kind"] == "raised"
    lowered = put(district.manager1, found, version(found), severity=("major_suspected", "general"))
    assert lowered["code"] == "not_permitted"
    judged = put(district.grid1, found, version(found), severity=("major_suspected", "major"))
    assert judged["code"] == "not_permitted"
    assert put(district.expert, found, version(found), severity=("major_suspected", "major"))["status"] == "applied"


def test_a_suspicion_that_comes_after_it_was_made_major_is_no_lowering(district: makers.District) -> None:
    found = hazard(district)
    seen = version(found)
    assert put(district.town1, found, seen, severity=("general", "major"))["status"] == "applied"
    late = put(
        district.grid1, found, seen, severity=("general", "major_suspected"), criterion=(None, "MEM10-03-01")
    )  # fmt: skip
    assert late["status"] == "conflict"
    assert read(found)["severity"] == "major"
    meant = put(
        district.grid1,
        found,
        version(found),
        severity=("major", "major_suspected"),
        criterion=("MEM10-03-01", "MEM10-03-02"),
    )
    assert meant["code"] == "not_permitted"
    assert read(found)["severity"] == "major" and read(found)["criterion"] == "MEM10-03-01"


def test_raising_to_major_after_assigning_leaves_the_plan_incomplete(district: makers.District) -> None:
    found = hazard(district, "confirmed")
    act(district.town1, found, "assign", responsible="黄志强", due_date=in_days(7))
    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    assert put(district.town1, found, version(found), severity=("general", "major"))["status"] == "applied"
    assert read(found)["plan_incomplete"] is True
    refused = do(district.town1_b, found, "accept", version(found), cause="管理松懈")
    assert refused["code"] == "plan_incomplete" and "measures" in refused["problem"]["missing"]
    act(district.town1_b, found, "send_back", note="补齐方案", due_date=in_days(9))
    assign(district.town1, found)
    assert read(found)["plan_incomplete"] is False


def test_a_place_of_another_is_not_named(district: makers.District) -> None:
    wood = district.enterprises["wood"]
    data = {"enterprise_id": wood, "severity": "general"}
    assert send(district.grid1, "create", new_id(), data=data)["code"] == "not_found"
    found = hazard(district)
    shoes = district.enterprises["shoes"]
    assert put(district.grid1, found, version(found), enterprise_id=(shoes, wood))["code"] == "not_found"
    metal = district.enterprises["metal"]
    assert put(district.grid1, found, version(found), enterprise_id=(shoes, metal))["status"] == "applied"
    assert f"e:{metal}" in makers.keys_of(found) and f"e:{shoes}" not in makers.keys_of(found)


def test_only_its_own_people_say_that_an_enterprise_found_it_itself(district: makers.District) -> None:
    data = {"enterprise_id": district.enterprises["shoes"], "channel": "self_check"}
    assert send(district.grid1, "create", new_id(), data=data)["problem"]["errors"] == {
        "channel": ["not_yours_to_claim"]
    }
    assert send(district.employee1, "create", new_id(), data=data)["status"] == "applied"


def test_major_is_not_for_everyone_to_say(district: makers.District) -> None:
    data = {"enterprise_id": district.enterprises["shoes"], "severity": "major"}
    assert send(district.grid1, "create", new_id(), data=data)["problem"]["errors"] == {
        "severity": ["not_yours_to_judge"]
    }
    assert send(district.town1, "create", new_id(), data=data)["status"] == "applied"
    suspected = {**data, "severity": "major_suspected"}
    assert send(district.grid1, "create", new_id(), data=suspected)["code"] == "criterion_needed"


# --- work in good faith ------------------------------------------------------------------------


def delivered(by: Caller) -> None:
    """This person's phone has read everything so far."""
    with working() as work:
        seq = work._clock["seq"]
        for key in by.as_formerly().keys:
            work.connection.execute(
                Reading.__table__.insert().values(user_id=by.user_id, key=key, first_seq=0, seq=seq, at=work.now)
            )


def test_an_act_of_somebody_whose_post_ended_is_kept_for_the_holders(district: makers.District) -> None:
    found = hazard(district)
    delivered(district.town1)
    gone = makers.without_posts(district.town1)
    assert do(gone, found, "confirm", version(found))["status"] == "parked"
    stays = replace(
        district.town1, holdings=(Holding(Role.GRID, district.areas["grid1"]),), former=district.town1.holdings
    )
    assert do(stays, found, "confirm", version(found))["status"] == "parked"
    assert read(found)["state"] == "reported"
    stranger = replace(makers.without_posts(district.town2))
    assert do(stranger, found, "confirm", version(found))["code"] == "not_found"


def test_what_he_found_where_he_no_longer_works_is_taken(district: makers.District) -> None:
    gone = makers.without_posts(district.grid1)
    made = new_id()
    data = {"enterprise_id": district.enterprises["shoes"], "description": "配电箱敞开"}
    assert send(gone, "create", made, data=data)["status"] == "applied"
    assert f"u:{gone.user_id}" in makers.keys_of(made)


def test_an_enterprise_that_moves_takes_its_hazards_along(district: makers.District) -> None:
    found = hazard(district)
    with working() as work:
        row = work.get("enterprise", district.enterprises["shoes"])
        assert row is not None
        places.change_enterprise(
            work, row["id"], {"area_id": district.areas["grid2"]}, seen=row["version"], by=makers.machine()
        )
    keys = makers.keys_of(found)
    assert f"a:{district.areas['grid2']}" in keys and f"a:{district.areas['grid1']}" not in keys


def test_its_reporter_reads_a_closed_hazard_for_thirty_days(district: makers.District) -> None:
    found = hazard(district, "closed")
    mine = f"u:{district.grid1.user_id}"
    with clock.moved(timedelta(days=29)):
        with working() as work:
            assert operations.release_closed(work) == 0
        assert mine in makers.keys_of(found)
    with clock.moved(timedelta(days=31)):
        with working() as work:
            assert operations.release_closed(work) == 1
        assert mine not in makers.keys_of(found)
        with working() as work:
            assert operations.release_closed(work) == 0


# --- words -------------------------------------------------------------------------------------


def test_words_are_taken_back_by_their_author_until_somebody_decided_after_them(district: makers.District) -> None:
    found, said = hazard(district, "submitted"), new_id()
    data = {"owner_type": "hazard", "owner_id": found, "text": "角落还有一堆"}
    assert send(district.grid1, "create", said, type_="comment", data=data)["status"] == "applied"
    assert send(district.town1, "delete", said, type_="comment", seen=1)["code"] == "not_permitted"
    act(district.town1, found, "accept")
    assert send(district.grid1, "delete", said, type_="comment", seen=1)["code"] == "comment_in_use"
    other = new_id()
    assert send(district.grid1, "create", other, type_="comment", data=data)["status"] == "applied"
    assert send(district.grid1, "delete", other, type_="comment", seen=1)["status"] == "applied"


def test_nobody_comments_on_what_he_cannot_see(district: makers.District) -> None:
    found = hazard(district)
    data = {"owner_type": "hazard", "owner_id": found, "text": "路过"}
    assert send(district.town2, "create", new_id(), type_="comment", data=data)["code"] == "not_found"
    wrong = send(district.town1, "create", new_id(), type_="comment", data={**data, "owner_type": "area", "text": " "})
    assert wrong["problem"]["errors"] == {"text": ["required"], "owner_type": ["unknown_code"]}


def test_an_act_uses_its_photos_so_that_they_stay(district: makers.District) -> None:
    found = hazard(district, "rectifying")
    first = photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    result = send(district.manager1, "delete", first, type_="photo", seen=9)
    assert result["code"] == "photo_in_use"


# --- what travels ------------------------------------------------------------------------------


def test_a_hazard_travels_with_everything_a_phone_needs(district: makers.District) -> None:
    found = hazard(district, "rectifying", lat=25.43, lon=119.01, accuracy_m=8, place="二车间")
    row, keys = read(found), makers.keys_of(found)
    told = orjson.loads(orjson.dumps(collection("hazard").shape(row, district.manager1, keys)))
    assert told["state"] == "rectifying" and told["round"] == 1
    assert told["created_by"] == district.grid1.me
    assert told["actions"] == ["submit_rectification", "request_extension"]
    assert told["conflicts"] == []
    assert [event.get("action", event["kind"]) for event in told["history"]] == ["create", "confirm", "assign"]
    for hidden in ("recent", "reporter_id", "old_after", "after_by", "deleted", "seq"):
        assert hidden not in told
    assert "area" not in told


def test_a_notice_is_read_by_its_person_only(district: makers.District) -> None:
    report(district.grid1, enterprise_id=district.enterprises["shoes"])
    notice = makers.notices_for(district.town1)[0]
    assert notice["title"].startswith("待核实：新度〔")
    assert send(district.town1_b, "act", notice["id"], type_="notice", seen=1, action="read")["code"] == "not_found"
    assert (
        send(district.town1, "act", notice["id"], type_="notice", seen=1, action="read", args={})["status"] == "applied"
    )
    assert makers.notices_for(district.town1)[0]["read_at"]


def test_people_are_told_in_their_own_language(district: makers.District) -> None:
    reader = makers.account("ann", Role.TOWNSHIP, area=district.areas["town1"], locale="en")
    report(district.grid1, enterprise_id=district.enterprises["shoes"])
    assert makers.notices_for(reader)[0]["body"] == "Reported by grid1; severity: General."
