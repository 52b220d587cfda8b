"""The life of a hazard, row by row of the product's table, as phones live it: over HTTP, and nothing else."""

from __future__ import annotations

import pytest

from tests.phone import new_id
from tests.protocol.conftest import CRITERION, PLAN, Cast, day, problem, proof, push


def test_confirm_and_reject(cast: Cast) -> None:
    hazard, other = cast.hazard(), cast.hazard()

    assert cast.act("grid1", hazard, "confirm") not in {"applied", "parked"}
    assert cast.act("town1", hazard, "confirm") == "applied"
    assert cast.act("district", other, "reject") == "invalid", "a reason is needed"
    assert cast.act("district", other, "reject", reason="不属实") == "applied"
    assert cast.looks("town1", hazard)["state"] == "confirmed"
    assert cast.looks("town1", other)["state"] == "rejected"


def test_merge(cast: Cast) -> None:
    hazard, target = cast.hazard(), cast.hazard()
    elsewhere = cast.hazard(enterprise_id=cast.world.enterprises["北湖冷冻"], by="grid2")
    rejected = cast.hazard()
    assert cast.act("town1", rejected, "reject", reason="不属实") == "applied"
    photo = proof(cast.grid1, hazard, "before")

    for wrong in (hazard, rejected, elsewhere, new_id()):
        assert cast.act("town1", hazard, "merge", into=wrong) not in {"applied", "conflict", "parked"}, wrong
    assert cast.act("town1", hazard, "merge", into=target) == "applied"
    assert cast.looks("town1", hazard)["merged_into"] == target
    third = cast.hazard()
    assert cast.act("town1", third, "merge", into=hazard) not in {"applied", "conflict", "parked"}, "itself merged"

    # photos stay on their record and show at the target; later ones and comments are taken
    assert cast.town1.sees(photo)["owner_id"] == hazard
    shown = cast.town1.call("GET", f"/hazards/{target}").json
    assert photo in {each["id"] for each in shown["photos"]}
    proof(cast.grid1, hazard, "site")
    cast.grid1.write("comment", new_id(), "create", data={"owner_type": "hazard", "owner_id": hazard, "text": "还在"})
    assert push(cast.grid1) == ["applied"]
    # later acts are rejected with `merged` and `into`
    for person, act in (("town1", "confirm"), ("town1", "assign"), ("district", "reject")):
        cast.looks(person, hazard)
        op = getattr(cast, person).act(hazard, act, due_date=day(5), reason="x", **PLAN)
        assert push(getattr(cast, person), op) == ["merged"]
        assert problem(getattr(cast, person), op)["into"] == target
    assert cast.act("town1", hazard, "reopen", reason="不是同一处") == "applied"
    assert cast.looks("town1", hazard)["state"] == "reported"
    assert "merged_into" not in cast.looks("town1", hazard)


@pytest.mark.parametrize("state", ["reported", "confirmed", "rectifying"])
def test_transfer_and_return(cast: Cast, state: str) -> None:
    hazard = cast.hazard(state)

    assert cast.act("town1", hazard, "transfer", to="消防救援大队") == "invalid"
    assert cast.act("town1", hazard, "transfer", to="消防救援大队", reason="属消防") == "applied"
    seen = cast.looks("grid1", hazard)
    assert (seen["state"], seen["transferred_to"]) == ("transferred", "消防救援大队")
    assert cast.act("district", hazard, "return", note="退回") == "applied"
    assert cast.looks("grid1", hazard)["state"] == "confirmed"


def test_assign_needs_what_its_severity_asks(cast: Cast) -> None:
    general = cast.hazard("confirmed")
    suspected = cast.hazard("confirmed", severity="major_suspected")
    major = cast.hazard("confirmed", severity="major")

    assert cast.act("town1", general, "assign", responsible="黄志强") != "applied"
    assert cast.act("town1", general, "assign", due_date=day(3)) != "applied"
    assert cast.act("town1", general, "assign", responsible="黄志强", due_date=day(3)) == "applied"
    assert cast.act("town1", suspected, "assign", responsible="黄志强", due_date=day(3)) != "applied"
    whole = {"responsible": "黄志强", "due_date": day(3), "interim_controls": "停"}
    assert cast.act("town1", suspected, "assign", **whole) == "applied"
    for missing in PLAN:
        plan = {name: value for name, value in PLAN.items() if name != missing}
        assert cast.act("town1", major, "assign", due_date=day(3), **plan) != "applied", missing
    assert cast.act("town1", major, "assign", **PLAN) != "applied"
    assert cast.act("town1", major, "assign", due_date=day(3), **PLAN) == "applied"
    assert cast.act("town1", major, "assign", due_date=day(9)) == "applied", "rectifying → rectifying"
    assert cast.looks("town1", major)["due_date"] == day(9)


def test_nothing_is_submitted_before_the_principal_signed(cast: Cast) -> None:
    major, general = cast.hazard("rectifying", severity="major"), cast.hazard("rectifying")
    proof(cast.manager1, major)

    assert cast.act("manager1", major, "submit_rectification", note="改好了") not in {"applied", "parked"}
    assert cast.act("principal1", major, "sign_plan") != "applied", "without his signature"
    proof(cast.manager1, major, "signature")
    assert cast.act("principal1", major, "sign_plan") != "applied", "somebody else's signature is not his"
    proof(cast.principal1, major, "signature")
    assert cast.act("manager1", major, "sign_plan") not in {"applied", "parked"}
    assert cast.act("principal1", major, "sign_plan") == "applied"
    assert cast.act("manager1", major, "submit_rectification", note="改好了") == "applied"
    proof(cast.principal1, general, "signature")
    assert cast.act("principal1", general, "sign_plan") != "applied", "major only"


def test_a_changed_plan_wants_a_new_signature(cast: Cast) -> None:
    hazard = cast.hazard("rectifying", severity="major")
    cast.sign(hazard)
    assert cast.act("town1", hazard, "assign", measures="整体更换") == "applied"
    proof(cast.manager1, hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") not in {"applied", "parked"}
    cast.sign(hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"


@pytest.mark.parametrize("login", ["grid1", "town1", "manager1"])
@pytest.mark.parametrize("state", ["reported", "confirmed"])
def test_fix_on_site(cast: Cast, login: str, state: str) -> None:
    hazard = cast.hazard(state)
    person = getattr(cast, login)
    person.pull()
    assert cast.act(login, hazard, "fix_on_site", note="关了门") != "applied"
    proof(person, hazard, "before")
    assert cast.act(login, hazard, "fix_on_site", note="关了门") != "applied", "an after photo too"
    proof(person, hazard, "after")
    assert cast.act(login, hazard, "fix_on_site", note="关了门") == "applied"

    assert cast.act("town1b", hazard, "send_back", note="又开了", due_date=day(3)) == "invalid", "whose is it?"
    assert cast.act("town1b", hazard, "send_back", note="又开了", due_date=day(3), responsible="黄志强") == "applied"
    seen = cast.looks("town1", hazard)
    assert (seen["state"], seen["round"], seen["responsible"]) == ("rectifying", 2, "黄志强")


@pytest.mark.parametrize("login", ["district", "principal1", "manager2", "expert1"])
def test_fix_on_site_is_not_for_everyone(cast: Cast, login: str) -> None:
    hazard = cast.hazard()
    proof(cast.grid1, hazard, "before"), proof(cast.grid1, hazard, "after")
    cast.grid1.pull()
    person = getattr(cast, login)
    person.pull()
    op = person.act(hazard, "fix_on_site", note="x", seen=99)
    push(person)
    assert person.results[op]["status"] == "rejected"


def test_fix_on_site_is_for_general_ones(cast: Cast) -> None:
    hazard = cast.hazard(severity="major_suspected")
    proof(cast.grid1, hazard, "before"), proof(cast.grid1, hazard, "after")
    assert cast.act("grid1", hazard, "fix_on_site", note="x") not in {"applied", "parked"}


def test_submit_wants_a_photo_of_this_round(cast: Cast) -> None:
    hazard = cast.hazard("confirmed")
    proof(cast.manager1, hazard)  # before it became rectifying
    assert cast.act("town1", hazard, "assign", responsible="黄志强", due_date=day(3)) == "applied"
    assert cast.act("manager1", hazard, "submit_rectification", note="x") != "applied"
    proof(cast.manager1, hazard)
    assert cast.act("grid1", hazard, "submit_rectification", note="x") not in {"applied", "parked"}
    assert cast.act("principal1", hazard, "submit_rectification", note="x") == "applied"
    assert cast.act("town1", hazard, "send_back", note="没改完", due_date=day(4)) == "applied"
    assert cast.act("manager1", hazard, "submit_rectification", note="x") != "applied", "last round's proof"
    assert cast.looks("town1", hazard)["round"] == 2


def test_where_there_is_no_enterprise_the_grid_worker_submits(cast: Cast) -> None:
    hazard = cast.hazard("rectifying", enterprise_id=None, area=cast.world.areas["第一网格"], place="路口")
    proof(cast.grid1, hazard)
    assert cast.act("grid1", hazard, "submit_rectification", note="x") == "applied"
    assert cast.act("town1", hazard, "accept") == "applied"


def test_nobody_accepts_his_own_work(cast: Cast) -> None:
    hazard = cast.hazard("confirmed")
    proof(cast.town1, hazard, "before")
    proof(cast.town1, hazard, "after")
    assert cast.act("town1", hazard, "fix_on_site", note="x") == "applied"
    assert cast.act("town1", hazard, "accept") == "own_work"
    assert "accept" not in cast.actions("town1", hazard)
    assert cast.act("town1b", hazard, "accept") == "applied"

    # who took the after photo, though somebody else submitted, and though it came after submitting
    for late in (False, True):
        other = cast.hazard("rectifying")
        if not late:
            proof(cast.town1, other)
        proof(cast.manager1, other)
        assert cast.act("manager1", other, "submit_rectification", note="x") == "applied"
        if late:
            proof(cast.town1, other)
        assert cast.act("town1", other, "accept") == "own_work"
        assert "accept" not in cast.actions("town1", other)
        assert cast.act("town1", other, "send_back", note="x", due_date=day(3)) == "own_work"
        assert cast.act("town1b", other, "accept") == "applied"


def test_a_major_one_is_accepted_by_two_different_people_with_a_cause(cast: Cast) -> None:
    hazard = cast.hazard("submitted", severity="major")

    assert cast.act("town1", hazard, "accept") == "invalid", "a cause"
    assert cast.act("town1", hazard, "accept", cause="管理松懈") == "applied"
    seen = cast.looks("town1", hazard)
    assert (seen["state"], seen["accepted_by"]["name"]) == ("submitted", "town1")
    assert "accept" not in cast.actions("town1", hazard)
    assert cast.act("town1", hazard, "accept", cause="管理松懈") not in {"parked"}
    assert cast.looks("town1", hazard)["state"] == "submitted"
    assert cast.act("district", hazard, "accept") == "applied"
    assert cast.looks("town1", hazard)["state"] == "closed"


def test_raising_to_major_after_assigning_leaves_the_plan_incomplete(cast: Cast) -> None:
    hazard = cast.hazard("confirmed")
    assert cast.act("town1", hazard, "assign", responsible="黄志强", due_date=day(7)) == "applied"
    proof(cast.manager1, hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"
    cast.town1.pull()
    cast.town1.set(hazard, severity="major")
    assert push(cast.town1) == ["applied"]

    assert cast.looks("town1", hazard)["plan_incomplete"] is True
    assert cast.act("town1", hazard, "accept", cause="x") == "plan_incomplete"
    assert cast.act("town1", hazard, "send_back", note="重大", due_date=day(7)) == "applied"
    assert cast.act("town1", hazard, "assign", due_date=day(7), **PLAN) == "applied"
    assert not cast.looks("town1", hazard).get("plan_incomplete")


def test_extensions(cast: Cast) -> None:
    hazard = cast.hazard("rectifying")

    assert cast.act("manager1", hazard, "request_extension", due_date=day(20)) == "invalid"
    assert cast.act("manager1", hazard, "request_extension", due_date=day(20), reason="等配件") == "applied"
    assert cast.looks("town1", hazard)["extension"]["due_date"] == day(20)
    assert cast.act("principal1", hazard, "request_extension", due_date=day(21), reason="x") != "applied", "one is open"
    assert cast.act("manager1", hazard, "decide_extension", granted=True) not in {"applied", "parked"}
    assert cast.act("town1", hazard, "decide_extension", granted=False, note="不行") == "applied"
    seen = cast.looks("town1", hazard)
    assert ("extension" in seen, seen["due_date"]) == (False, day(7))
    assert cast.act("town1", hazard, "decide_extension", granted=True) != "applied", "none is open"
    assert cast.act("manager1", hazard, "request_extension", due_date=day(20), reason="等配件") == "applied"
    assert cast.act("district", hazard, "decide_extension", granted=True, due_date=day(15)) == "applied"
    assert cast.looks("town1", hazard)["due_date"] == day(15)
    assert cast.act("manager1", hazard, "request_extension", due_date=day(20), reason="又等") == "applied"
    proof(cast.manager1, hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"
    assert "extension" not in cast.looks("town1", hazard), "submitting ends it"


def test_who_asked_does_not_decide(cast: Cast) -> None:
    """What the enterprise found itself is decided in the enterprise: by somebody else there."""
    hazard = cast.hazard(by="manager1", channel="self_check")
    assert cast.act("manager1", hazard, "confirm") == "applied"
    assert cast.act("principal1", hazard, "assign", responsible="黄志强", due_date=day(3)) == "applied"
    assert cast.act("manager1", hazard, "request_extension", due_date=day(9), reason="x") == "applied"
    assert cast.act("manager1", hazard, "decide_extension", granted=True) not in {"applied", "parked"}
    assert cast.act("principal1", hazard, "decide_extension", granted=True) == "applied"


def test_listed_supervision(cast: Cast) -> None:
    general, hazard = cast.hazard("rectifying"), cast.hazard("submitted", severity="major")

    assert cast.act("district", general, "list", level="区级") != "applied"
    assert cast.act("town1", hazard, "list", level="区级") not in {"applied", "parked"}
    assert cast.act("district", hazard, "list", level="区级") == "applied"
    assert cast.act("town1", hazard, "accept", cause="x") not in {"applied", "parked"}
    assert cast.act("town1", hazard, "delist", note="x") not in {"applied", "parked"}
    assert cast.act("district", hazard, "delist", note="撤") == "applied"
    assert not cast.looks("district", hazard).get("listed")
    assert cast.act("district", hazard, "list", level="区级") == "applied"
    assert cast.act("district", hazard, "accept", cause="x") == "applied"
    assert cast.act("district", hazard, "accept", cause="x") != "parked"
    assert cast.looks("district", hazard)["state"] == "submitted", "two different people"


@pytest.mark.parametrize("state", ["reported", "confirmed", "rectifying", "submitted"])
def test_stop_use_and_resume(cast: Cast, state: str) -> None:
    hazard = cast.hazard(state)

    assert cast.act("grid1", hazard, "stop_use", what="喷漆线") not in {"applied", "parked"}
    assert cast.act("town1", hazard, "stop_use", what="喷漆线") == "applied"
    assert cast.looks("manager1", hazard)["stopped"]["what"] == "喷漆线"
    assert cast.looks("manager1", hazard)["state"] == state
    assert cast.act("town1", hazard, "resume", note="好了") not in {"applied", "parked"}
    assert cast.act("district", hazard, "resume", note="验过") == "applied"
    assert not cast.looks("manager1", hazard).get("stopped")


def test_reopen(cast: Cast) -> None:
    closed, rejected = cast.hazard("closed"), cast.hazard()
    assert cast.act("town1", rejected, "reject", reason="x") == "applied"

    assert cast.act("town1", closed, "reopen", reason="又坏了") == "invalid", "a date"
    assert cast.act("manager1", closed, "reopen", reason="又坏了", due_date=day(3)) not in {"applied", "parked"}
    assert cast.act("town1", closed, "reopen", reason="又坏了", due_date=day(3)) == "applied"
    assert cast.act("district", rejected, "reopen", reason="看错了") == "applied"
    assert cast.looks("town1", closed)["state"] == "rectifying"
    assert cast.looks("town1", closed)["due_date"] == day(3)
    assert cast.looks("town1", rejected)["state"] == "reported"
    assert cast.act("manager1", closed, "submit_rectification", note="x") != "applied", "a new round, a new photo"


@pytest.mark.parametrize("channel", ["self_check", "employee_report"])
def test_what_the_enterprise_found_itself(cast: Cast, channel: str) -> None:
    hazard = cast.hazard(by="employee1" if channel == "employee_report" else "manager1", channel=channel)

    cast.looks("town1", hazard)
    for act in ("confirm", "reject", "assign", "accept"):
        assert act not in cast.actions("town1", hazard)
        assert cast.act("town1", hazard, act, reason="x", due_date=day(3), **PLAN) not in {"applied", "parked"}
    assert cast.act("principal1", hazard, "confirm") == "applied"
    assert cast.act("principal1", hazard, "assign", responsible="黄志强", due_date=day(3)) == "applied"
    proof(cast.manager1, hazard)
    assert cast.act("manager1", hazard, "submit_rectification", note="x") == "applied"
    assert cast.act("manager1", hazard, "accept") == "own_work"
    assert cast.act("principal1", hazard, "accept") == "applied"
    assert cast.looks("town1", hazard)["state"] == "closed"


def test_worse_than_general_goes_the_way_of_the_table(cast: Cast) -> None:
    hazard = cast.hazard(by="manager1", channel="self_check", severity="major_suspected", criterion=CRITERION)
    assert cast.act("manager1", hazard, "confirm") not in {"applied", "parked"}
    assert cast.act("town1", hazard, "confirm") == "applied"


def test_severity_is_judged_by_those_who_may(cast: Cast) -> None:
    hazard = cast.hazard()
    for login in ("manager1", "expert1", "grid1"):
        getattr(cast, login).pull()
    cast.manager1.set(hazard, severity="major_suspected")
    assert push(cast.manager1)[0] not in {"applied", "parked"}, "it must point at a criterion"
    cast.manager1.set(hazard, severity="major")
    assert push(cast.manager1)[0] not in {"applied", "parked", "conflict"}
    cast.manager1.set(hazard, severity="major_suspected", criterion=CRITERION)
    assert push(cast.manager1) == ["applied"]
    for login in ("manager1", "grid1", "principal1"):
        cast.looks(login, hazard)
        getattr(cast, login).set(hazard, severity="general")
        assert push(getattr(cast, login))[0] not in {"applied", "parked", "conflict"}, login
    cast.looks("expert1", hazard)
    cast.expert1.set(hazard, severity="major")
    assert push(cast.expert1) == ["applied"]
    cast.looks("town1", hazard)
    cast.town1.set(hazard, severity="general")
    assert push(cast.town1) == ["applied"]


def test_who_may_set_what(cast: Cast) -> None:
    hazard = cast.hazard()
    cast.grid1.pull()
    cast.grid1.set(hazard, description="甲", category="fire_exit", place="乙", lat=25.1, lon=119.1)
    assert push(cast.grid1) == ["applied"]
    assert cast.act("town1", hazard, "confirm") == "applied"
    cast.grid1.pull()
    cast.grid1.set(hazard, description="丙")
    assert push(cast.grid1) == ["parked"], "his words go to those who may"
    for login in ("town1", "district"):
        cast.looks(login, hazard)
        getattr(cast, login).set(hazard, place=login)
        assert push(getattr(cast, login)) == ["applied"]
    for name, value in {**PLAN, "due_date": day(3)}.items():
        cast.town1.set(hazard, **{name: value})
        assert push(cast.town1) == ["use_act"], name
    closed = cast.hazard("closed")
    cast.looks("town1", closed)
    cast.town1.set(closed, description="x")
    assert push(cast.town1)[0] not in {"applied", "parked", "conflict"}


# --- every role × every state: the buttons are the truth -----------------------------------------

EVERYONE = ["district", "town1", "town1b", "grid1", "principal1", "manager1", "employee1", "expert1", "manager2"]
STRAIGHT = ("reported", "confirmed", "rectifying", "submitted", "closed")
NOBODY = "00000000-0000-7000-8000-000000000000"
ARGS = {
    "confirm": {}, "reject": {"reason": "x"}, "transfer": {"to": "消防", "reason": "x"}, "return": {"note": "x"},
    "assign": {"due_date": day(9), **PLAN}, "sign_plan": {}, "fix_on_site": {"note": "x"},
    "submit_rectification": {"note": "x"}, "accept": {"cause": "x"}, "send_back": {"note": "x", "due_date": day(9)},
    "request_extension": {"due_date": day(30), "reason": "x"}, "decide_extension": {"granted": False},
    "list": {"level": "区级"}, "delist": {"note": "x"}, "stop_use": {"what": "x"}, "resume": {"note": "x"},
    "reopen": {"reason": "x", "due_date": day(9)}, "merge": {}, "invite_expert": {"question": "x"},
    "give_opinion": {"text": "x", "photo": NOBODY},
    "add_document": {"kind": "other", "number": "x"},
    "remove_document": {"kind": "other", "number": "x", "reason": "x"},
}  # fmt: skip
#: What is missing here is evidence or words, not the right to act.
ABOUT_EVIDENCE = {"photo_needed", "signature_needed", "evidence_not_stored", "cannot_merge_into", "invalid"}


@pytest.mark.parametrize(
    ("state", "severity", "channel"),
    [
        *((state, severity, "supervision_check") for state in STRAIGHT for severity in ("general", "major")),
        ("reported", "general", "self_check"), ("rejected", "general", "supervision_check"),
        ("merged", "general", "supervision_check"), ("transferred", "general", "supervision_check"),
    ],
)  # fmt: skip
def test_actions_are_exactly_the_acts_that_are_taken(cast: Cast, state: str, severity: str, channel: str) -> None:
    """Nobody's button fails, and nothing without a button is taken: asked of every person for every act."""
    straight, finder = state if state in STRAIGHT else "reported", "manager1" if channel == "self_check" else "town1"
    target = cast.hazard()

    def fresh() -> str:
        made = cast.hazard(straight, severity=severity, by=finder, channel=channel)
        for end, said in (
            ("rejected", ("reject", {"reason": "x"})), ("merged", ("merge", {"into": target})),
            ("transferred", ("transfer", {"to": "消防", "reason": "x"})),
        ):  # fmt: skip
            if state == end:
                assert cast.act("town1", made, said[0], **said[1]) == "applied"
        return made

    def attempt(login: str, acts: list[str]) -> list[tuple[str, bool]]:
        """What becomes of these acts, and whether anything was done: already there by the same hand is not."""
        person = getattr(cast, login)
        ops = [
            person.act(hazard, act, seen=999, **(ARGS[act] | ({"into": target} if act == "merge" else {})))
            for act in acts
        ]
        told = push(person, *ops)
        return [
            (outcome, outcome in {"applied", "conflict"} and person.results[op]["version"] > version)
            for op, outcome in zip(ops, told, strict=True)
        ]

    hazard, wrong = fresh(), []
    for login in EVERYONE:
        shown = cast.actions(login, hazard)
        cast.district.pull()
        version = cast.district.records[hazard]["version"]
        hidden = [act for act in ARGS if act not in shown]
        for act, (_, done) in zip(hidden, attempt(login, hidden), strict=True):
            if done:
                wrong.append((login, act, "taken without a button"))
        for act in sorted(shown):
            ((outcome, done),) = attempt(login, [act])
            if not done and outcome not in ABOUT_EVIDENCE:
                wrong.append((login, act, "button refused", outcome))
            if done:
                hazard = fresh()
                cast.district.pull()
                version = cast.district.records[hazard]["version"]
    assert wrong == []
