"""The life of a hazard, told as it happens on site."""

from __future__ import annotations

import orjson
import pytest

from server.hazards import problems
from server.problems import Invalid
from tests import makers
from tests.makers import act, assign, in_days, photo, read, report


def kinds(person: makers.Caller) -> list[str]:
    return [notice["kind"] for notice in makers.notices_for(person)]


def test_a_hazard_is_found_verified_put_right_sent_back_once_and_closed(district: makers.District) -> None:
    found = report(district.grid1, enterprise_id=district.enterprises["shoes"], description="安全出口被堵")
    assert read(found)["state"] == "reported"
    assert read(found)["number"].startswith("新度〔") and read(found)["number"].endswith("〕0001")
    assert read(found)["channel"] == "grid_report"

    act(district.town1, found, "confirm")
    act(district.town1, found, "assign", responsible="黄志强", due_date=in_days(7))
    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification", note="已清理")
    assert read(found)["submitted_by"] == district.manager1.me

    act(district.town1, found, "send_back", note="还堆着纸箱", due_date=in_days(3))
    row = read(found)
    assert (row["state"], row["round"], row["due_date"]) == ("rectifying", 2, in_days(3))
    assert row["responsible"] == "黄志强" and row["submitted_by"] is None

    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    act(district.town1, found, "accept", note="已看过")
    row = read(found)
    assert row["state"] == "closed"
    assert row["accepted_by"] == row["closed_by"] == district.town1.me
    assert row["closed_at"] is not None

    told = orjson.loads(row["recent"])
    steps = [event["action"] for event in told if event["kind"] == "act"]
    assert steps == [
        "confirm", "assign", "submit_rectification", "send_back", "submit_rectification", "accept",
    ]  # fmt: skip
    assert all(event["by"] and event["at"] and event["received_at"] for event in told)
    assert kinds(district.town1) == ["reported", "submitted", "submitted"]
    assert kinds(district.manager1) == ["assigned", "sent_back", "accepted"]
    assert kinds(district.grid1) == ["closed"]


def test_a_major_hazard_needs_a_whole_plan_a_signature_two_people_and_a_cause(district: makers.District) -> None:
    found = makers.hazard(district, "confirmed", severity="major")
    with pytest.raises(problems.PlanIncomplete) as refused:
        act(district.town1, found, "assign", responsible="黄志强", due_date=in_days(20))
    assert refused.value.extra["missing"] == ["measures", "funds_fen", "contingency_plan", "interim_controls"]

    assign(district.town1, found)
    photo(district.manager1, found)
    with pytest.raises(problems.PlanNotSigned):
        act(district.manager1, found, "submit_rectification")
    with pytest.raises(problems.SignatureNeeded):
        act(district.principal1, found, "sign_plan")
    photo(district.manager1, found, "signature")
    with pytest.raises(problems.SignatureNeeded):
        act(district.principal1, found, "sign_plan")
    photo(district.principal1, found, "signature")
    act(district.principal1, found, "sign_plan")
    act(district.manager1, found, "submit_rectification")

    with pytest.raises(Invalid) as refused_too:
        act(district.town1, found, "accept")
    assert refused_too.value.extra["errors"] == {"cause": ["required"]}
    act(district.town1, found, "accept", cause="管理松懈")
    assert read(found)["state"] == "submitted"
    assert read(found)["accepted_by"] == district.town1.me
    with pytest.raises(problems.SecondPersonNeeded):
        act(district.town1, found, "accept", cause="管理松懈")
    act(district.town1_b, found, "accept")
    row = read(found)
    assert (row["state"], row["accepted_by"], row["closed_by"]) == ("closed", district.town1.me, district.town1_b.me)


def test_a_new_plan_wants_a_new_signature(district: makers.District) -> None:
    found = makers.hazard(district, "rectifying", severity="major")
    photo(district.principal1, found, "signature")
    act(district.principal1, found, "sign_plan")
    assign(district.town1, found, measures="整条线路更换")
    assert read(found)["plan_signed"] is None


def test_a_suspected_one_needs_an_interim_control(district: makers.District) -> None:
    found = makers.hazard(district, "confirmed", severity="major_suspected")
    with pytest.raises(problems.PlanIncomplete) as refused:
        act(district.town1, found, "assign", responsible="黄志强", due_date=in_days(7))
    assert refused.value.extra["missing"] == ["interim_controls"]


def test_the_way_of_disposal_sets_the_date_nobody_named(district: makers.District) -> None:
    found = makers.hazard(district, "confirmed", disposal="by_deadline")
    act(district.town1, found, "assign", responsible="黄志强")
    assert read(found)["due_date"] == in_days(7)
    other = makers.hazard(district, "confirmed")
    with pytest.raises(problems.PlanIncomplete):
        act(district.town1, other, "assign", responsible="黄志强")


def test_a_small_thing_is_put_right_on_the_spot_and_somebody_else_looks(district: makers.District) -> None:
    found = makers.hazard(district)
    photo(district.grid1, found, "before")
    with pytest.raises(problems.PhotoNeeded) as refused:
        act(district.grid1, found, "fix_on_site")
    assert refused.value.extra["missing"] == ["after"]
    photo(district.grid1, found, "after")
    act(district.grid1, found, "fix_on_site", note="当场搬走")
    assert read(found)["state"] == "submitted"
    with pytest.raises(Invalid) as nobody:
        act(district.town1, found, "send_back", note="又堵上了", due_date=in_days(2))
    assert nobody.value.extra["errors"] == {"responsible": ["required"]}
    act(district.town1, found, "send_back", note="又堵上了", due_date=in_days(2), responsible="黄志强")
    assert read(found)["responsible"] == "黄志强"


def test_what_is_worse_than_general_is_not_fixed_on_the_spot(district: makers.District) -> None:
    found = makers.hazard(district, severity="major_suspected")
    with pytest.raises(problems.GeneralOnly):
        act(district.grid1, found, "fix_on_site")


def test_a_photo_of_the_last_round_proves_nothing_in_this_one(district: makers.District) -> None:
    found = makers.hazard(district, "submitted")
    act(district.town1, found, "send_back", note="没改好", due_date=in_days(2))
    with pytest.raises(problems.PhotoNeeded):
        act(district.manager1, found, "submit_rectification")


def test_where_there_is_no_enterprise_the_grid_worker_puts_it_right(district: makers.District) -> None:
    found = makers.hazard(district, "rectifying", area=district.areas["grid1"], place="路口")
    photo(district.grid1, found)
    act(district.grid1, found, "submit_rectification")
    act(district.town1, found, "accept")
    assert read(found)["state"] == "closed"


def test_more_time_is_asked_for_before_the_date_and_granted_by_somebody_else(district: makers.District) -> None:
    found = makers.hazard(district, "rectifying")
    with pytest.raises(Invalid):
        act(district.manager1, found, "request_extension", due_date=in_days(6), reason="等配件")
    act(
        district.manager1,
        found,
        "request_extension",
        due_date=in_days(20),
        reason="等配件",
        interim_controls="专人看守",
    )
    assert read(found)["extension"]["due_date"] == in_days(20)
    with pytest.raises(problems.ExtensionOpen):
        act(district.principal1, found, "request_extension", due_date=in_days(30), reason="再等等")
    act(district.town1, found, "decide_extension", granted=True, due_date=in_days(15))
    row = read(found)
    assert (row["due_date"], row["extension"]) == (in_days(15), None)
    assert kinds(district.manager1)[-1] == "extension_granted"
    with pytest.raises(problems.NoExtensionOpen):
        act(district.town1, found, "decide_extension", granted=False)


def test_a_refused_request_leaves_the_date(district: makers.District) -> None:
    found = makers.hazard(district, "rectifying")
    act(district.manager1, found, "request_extension", due_date=in_days(20), reason="等配件")
    act(district.town1, found, "decide_extension", granted=False, note="不同意")
    assert (read(found)["due_date"], read(found)["extension"]) == (in_days(7), None)


def test_submitting_ends_the_request_for_more_time(district: makers.District) -> None:
    found = makers.hazard(district, "rectifying")
    act(district.manager1, found, "request_extension", due_date=in_days(20), reason="等配件")
    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    assert read(found)["extension"] is None


def test_a_listed_hazard_is_accepted_by_the_district_and_leaves_the_list(district: makers.District) -> None:
    found = makers.hazard(district, "submitted", severity="major")
    act(district.district, found, "list", level="区级")
    assert read(found)["listed"]["level"] == "区级"
    with pytest.raises(problems.ForSomebodyElse):
        act(district.town1, found, "accept", cause="管理松懈")
    with pytest.raises(problems.AlreadyListed):
        act(district.district_b, found, "list", level="市级")
    act(district.district, found, "accept", cause="管理松懈")
    act(district.district_b, found, "accept")
    assert (read(found)["state"], read(found)["listed"]) == ("closed", None)


def test_a_delisted_one_is_the_townships_again(district: makers.District) -> None:
    found = makers.hazard(district, "submitted", severity="major")
    act(district.district, found, "list", level="区级")
    act(district.district, found, "delist", note="已基本改好")
    act(district.town1, found, "accept", cause="管理松懈")
    act(district.district, found, "accept")
    assert read(found)["state"] == "closed"


def test_use_is_stopped_by_the_township_and_resumed_by_the_district(district: makers.District) -> None:
    found = makers.hazard(district)
    act(district.town1, found, "stop_use", what="二号喷漆线")
    assert read(found)["stopped"]["what"] == "二号喷漆线"
    with pytest.raises(problems.ForSomebodyElse):
        act(district.town1, found, "resume", note="已查")
    act(district.district, found, "resume", note="已查，可以恢复")
    assert read(found)["stopped"] is None


def test_a_transferred_hazard_stays_marked_and_may_come_back(district: makers.District) -> None:
    found = makers.hazard(district, "transferred")
    assert read(found)["transferred_to"] == "消防救援大队"
    act(district.town1, found, "return", note="退回")
    assert (read(found)["state"], read(found)["transferred_to"]) == ("confirmed", None)


def test_two_reports_of_one_thing_are_merged_and_the_other_goes_on(district: makers.District) -> None:
    one, two = makers.hazard(district), makers.hazard(district)
    act(district.town1, one, "merge", into=two)
    assert (read(one)["state"], read(one)["merged_into"]) == ("merged", two)
    photo(district.grid1, one, "before")
    with pytest.raises(problems.Merged) as refused:
        act(district.town1_b, one, "confirm")
    assert refused.value.extra["into"] == two
    act(district.town1, one, "reopen", reason="不是同一处")
    assert (read(one)["state"], read(one)["merged_into"]) == ("reported", None)


def test_only_what_is_of_the_same_place_and_still_valid_takes_another(district: makers.District) -> None:
    one = makers.hazard(district)
    elsewhere = report(district.grid1, enterprise_id=district.enterprises["metal"])
    unseen = report(district.town2, enterprise_id=district.enterprises["wood"])
    rejected = makers.hazard(district, "rejected")
    for target in (one, elsewhere, unseen, rejected, "01890000-0000-7000-8000-000000000000"):
        with pytest.raises(problems.CannotMergeInto):
            act(district.town1, one, "merge", into=target)
    nearby = report(district.grid1, area=district.areas["grid1"], place="门口")
    act(district.town1, one, "merge", into=nearby)
    assert read(one)["merged_into"] == nearby


def test_a_closed_hazard_is_reopened_for_another_round(district: makers.District) -> None:
    found = makers.hazard(district, "closed")
    with pytest.raises(Invalid) as refused:
        act(district.district, found, "reopen", reason="回头看又发现")
    assert refused.value.extra["errors"] == {"due_date": ["required"]}
    act(district.district, found, "reopen", reason="回头看又发现。", due_date=in_days(5))
    told = next(each for each in makers.notices_for(district.manager1) if each["kind"] == "reopened")
    assert "回头看又发现。" in told["body"] and "。。" not in told["body"], "a stop of his own is enough"
    row = read(found)
    assert (row["state"], row["round"], row["closed_at"], row["accepted_by"]) == ("rectifying", 2, None, None)
    with pytest.raises(problems.PhotoNeeded):
        act(district.manager1, found, "submit_rectification")


def test_what_the_enterprise_found_itself_stays_in_its_hands(district: makers.District) -> None:
    found = report(district.manager1, enterprise_id=district.enterprises["shoes"])
    assert read(found)["channel"] == "self_check"
    with pytest.raises(problems.ForSomebodyElse):
        act(district.town1, found, "confirm")
    act(district.manager1, found, "confirm")
    act(district.manager1, found, "assign", responsible="黄志强", due_date=in_days(3))
    photo(district.manager1, found)
    act(district.manager1, found, "submit_rectification")
    with pytest.raises(problems.ForSomebodyElse):
        act(district.town1, found, "accept")
    with pytest.raises(problems.OwnWork):
        act(district.manager1, found, "accept")
    act(district.principal1, found, "accept")
    assert read(found)["state"] == "closed"


def test_dates_that_had_passed_when_they_were_set_are_refused(district: makers.District) -> None:
    found = makers.hazard(district, "confirmed")
    with pytest.raises(Invalid) as refused:
        act(district.town1, found, "assign", responsible="黄志强", due_date=in_days(-1))
    assert refused.value.extra["errors"] == {"due_date": ["in_the_past"]}
