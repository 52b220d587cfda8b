"""Nobody is told ten times what can be said once, and nobody misses what may be major among the rest."""

from __future__ import annotations

import pytest

from server.db import new_id
from server.hazards import operations as hazards
from server.permissions import Caller, Role
from server.problems import Problem
from server.sync.work import OpContext, Work, working
from tests import makers


def report(work: Work, district: makers.District, by: Caller, firm: str = "shoes", **said: object) -> str:
    """One op of a batch that reports a hazard; returns its number."""
    data = {"enterprise_id": district.enterprises[firm], "description": "通道堆料", "severity": "general", **said}
    with work.attempt(OpContext(id=new_id(), at="2026-11-22T08:00:00.000+08:00", device=by.device_id)):
        return hazards.report(work, new_id(), data, by)["number"]


def test_what_comes_in_together_is_told_in_one_notice(district: makers.District) -> None:
    reader = makers.account("ann", Role.TOWNSHIP, area=district.areas["town1"], locale="en")
    with working() as work:
        numbers = [report(work, district, district.grid1) for _ in range(3)]

    (told,) = makers.notices_for(district.town1)
    assert told["kind"] == "reported_together"
    assert told["title"].endswith(" 3 条新上报，待核实")
    assert told["body"] == f"grid1 上报：{'、'.join(numbers)}。"
    assert told["about_type"] == "area"
    assert makers.notices_for(reader)[0]["title"].endswith(": 3 new reports to be verified")


def test_what_may_be_major_is_told_by_itself(district: makers.District) -> None:
    with working() as work:
        report(work, district, district.grid1)
        suspected = report(work, district, district.grid1, severity="major_suspected", criterion="G-01")
        report(work, district, district.grid1)

    told = makers.notices_for(district.town1)
    assert sorted(each["kind"] for each in told) == ["reported", "reported_together"]
    assert next(each["title"] for each in told if each["kind"] == "reported").startswith(f"待核实：{suspected}")


def test_a_report_that_was_refused_is_not_counted(district: makers.District) -> None:
    with working() as work:
        number = report(work, district, district.grid1)
        with pytest.raises(Problem), work.attempt(OpContext(id=new_id(), at="2026-11-22T08:00:00.000+08:00")):
            report(work, district, district.grid1)
            raise Problem

    (told,) = makers.notices_for(district.town1)
    assert told["kind"] == "reported"
    assert told["title"].startswith(f"待核实：{number}")


def test_who_found_it_and_put_it_right_hears_once_that_it_is_closed(district: makers.District) -> None:
    found = makers.hazard(district, "submitted", area=district.areas["grid1"], place="路口")
    makers.act(district.town1, found, "accept")
    told = [each["kind"] for each in makers.notices_for(district.grid1) if each["about_id"] == found]
    assert told.count("accepted") == 1
    assert "closed" not in told
