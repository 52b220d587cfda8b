"""Any walk of six phones through bad weather ends with everyone seeing what he may, and every op accounted for.

Hypothesis chooses what happens and in which order, and shortens what goes wrong to the least that shows it.
`make soak` walks on for 100,000 ops.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.sync.walk.count import check
from tests.sync.walk.ground import Ground
from tests.sync.walk.town import Morning, Town, wake

#: What decides everything within a rule; small, so that a failure reads well.
luck = st.integers(0, 9_999).map(random.Random)


class Walk(RuleBasedStateMachine):
    """One walk; at its end (`teardown`) everything comes to rest and is counted."""

    app: ClassVar[Flask]
    morning: ClassVar[Morning]
    totals: ClassVar[Counter[str]]

    @initialize(luck=luck)
    def wake(self, luck: random.Random) -> None:
        self.town = Town(self.app, self.morning, luck)

    @rule(luck=luck)
    def somebody_works(self, luck: random.Random) -> None:
        self.town.somebody_works(luck)

    @rule(luck=luck)
    def two_correct_the_same(self, luck: random.Random) -> None:
        self.town.two_correct_the_same(luck)

    @rule(luck=luck)
    def somebody_talks(self, luck: random.Random) -> None:
        self.town.somebody_talks(luck)

    @rule(luck=luck)
    def somebody_talks_more(self, luck: random.Random) -> None:
        self.town.somebody_talks(luck)

    @rule(luck=luck)
    def a_phone_dies(self, luck: random.Random) -> None:
        self.town.a_phone_dies(luck)

    @rule(luck=luck)
    def something_arrives_late(self, luck: random.Random) -> None:
        self.town.something_arrives_late(luck)

    @rule(luck=luck)
    def the_district_changes(self, luck: random.Random) -> None:
        self.town.the_district_changes(luck)

    @rule(luck=luck)
    def the_server_is_restored(self, luck: random.Random) -> None:
        self.town.the_server_is_restored(luck)

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self.town.come_to_rest()
            self.totals.update(check(self.town))
            self.totals["walks"] += 1


@pytest.fixture
def morning(app: Flask) -> Morning:
    return wake(app, Ground())


def walk(app: Flask, morning: Morning, examples: int) -> Counter[str]:
    """Many walks, each of Hypothesis's choosing."""
    totals: Counter[str] = Counter()
    ways = type("Ways", (Walk,), {"app": app, "morning": morning, "totals": totals})
    run_state_machine_as_test(
        ways,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    return totals


def test_at_rest_everyone_sees_what_he_may_and_every_op_is_accounted_for(
    app: Flask, morning: Morning, database_kind: str
) -> None:
    totals = walk(app, morning, 200 if database_kind == "sqlite" else 25)

    assert totals["applied"] > 0


@pytest.mark.proof
def test_the_same_by_the_thousand(app: Flask, morning: Morning, database_kind: str) -> None:
    totals = walk(app, morning, 1000 if database_kind == "sqlite" else 200)

    assert min(totals[each] for each in ("applied", "conflict", "parked", "rejected")) > 0
