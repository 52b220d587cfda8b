"""Parked work that its present holder cannot carry out either: he is told why, and it waits for somebody who can."""

from __future__ import annotations

from tests.protocol.conftest import Cast, problem, push
from tests.sync.test_scopes import end_posts
from tests.world import World


def test_whoever_cannot_take_it_leaves_it_open_for_somebody_who_can(cast: Cast, district: World) -> None:
    hazard = cast.hazard("submitted")
    cast.town1b.pull()
    accepting = cast.town1b.act(hazard, "accept")
    end_posts(district, "town1b")
    assert push(cast.town1b, accepting) == ["parked"]
    contribution = cast.town1b.results[accepting]["contribution"]

    assert "adopt" in cast.looks("grid1", contribution)["actions"]
    trying = cast.grid1.act(contribution, "adopt", type_="contribution")
    assert push(cast.grid1, trying) == ["nothing_taken"]
    assert "“复查通过”由" in problem(cast.grid1, trying)["detail"], "it says whose step it is"
    assert cast.looks("grid1", contribution)["state"] == "open"
    assert cast.looks("grid1", hazard)["state"] == "submitted"

    cast.looks("town1", contribution)
    taking = cast.town1.act(contribution, "adopt", type_="contribution")
    assert push(cast.town1, taking) == ["applied"]
    assert cast.looks("grid1", hazard)["state"] == "closed"


def test_what_was_parked_in_vain_is_not_parked_twice(cast: Cast, district: World) -> None:
    hazard = cast.hazard("confirmed")
    cast.town1b.pull()
    changing = cast.town1b.set(hazard, place="二车间")
    end_posts(district, "town1b")
    assert push(cast.town1b, changing) == ["parked"]
    contribution = cast.town1b.results[changing]["contribution"]

    cast.looks("grid1", contribution)
    twice = [cast.grid1.act(contribution, "adopt", type_="contribution") for _ in range(2)]
    assert push(cast.grid1, *twice) == ["nothing_taken", "nothing_taken"]
    cast.grid1.pull()
    assert [each for each, row in cast.grid1.of("contribution").items() if row["state"] == "open"] == [contribution]
