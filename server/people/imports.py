"""A list of people from Excel: shown line by line first, taken afterwards, and harmless when sent twice.

Somebody is known again by his login, else by name and phone, else by name and post. A bad line is told with its
place and reason and never keeps the others back. Taking looks at the world anew, so that what changed since the
list was shown is not overwritten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from .. import clock
from ..db import db, new_id
from ..permissions import Caller, Holding, Role
from ..problems import NotFound, problem
from ..sheets import read_sheet
from . import operations, queries, rules
from .lines import COLUMNS, MANY, Bad, Places, Row, understand
from .models import Account, PeopleImport, Post

#: Each new person costs a link that somebody must hand over; more at once is no list but a migration.
MOST = 2000
AlreadyTaken = problem(
    "import_taken",
    409,
    ("这份名单已经导入", "这份名单之前已经导入过，没有再做一遍。要改动请重新上传。"),
    ("Already taken", "This list has been taken before; nothing was done again. Send it anew to change something."),
)


@dataclass
class Planned:
    """What taking a row would do."""

    row: Row
    status: str
    changes: list[str] = field(default_factory=list)
    account: Account | None = None
    #: The line that makes this person, when an earlier one of the same list does.
    follows: int | None = None

    def told(self) -> dict[str, Any]:
        row = self.row
        return {
            "line": row.line,
            "status": self.status,
            "name": row.name,
            "login": row.login,
            "phone": row.phone,
            "role": row.role,
            "place": row.place,
            "changes": self.changes,
        }


@dataclass
class Plan:
    good: list[Planned]
    bad: list[Bad]

    @property
    def counts(self) -> dict[str, int]:
        told = Counter(planned.status for planned in self.good)
        lines = {bad.line for bad in self.bad}
        return {"new": told["new"], "changed": told["changed"], "same": told["same"], "bad": len(lines)}


@dataclass
class Shown:
    """A list as it was shown."""

    kept: PeopleImport
    plan: Plan
    passed_over: tuple[str, ...]


@dataclass
class Taken:
    plan: Plan
    #: (line, name, link) of each new person.
    invited: list[tuple[int, str, operations.SentLink]]


def show(content: bytes, *, by: Caller) -> Shown:
    """Understand a list and keep it to be taken. Raises what `read_sheet` raises, NotPermitted."""
    rules.require(rules.may_manage_anybody(by))
    sheet = read_sheet(content, COLUMNS, most=MOST)
    places = Places(sheet.lines)
    rows: list[Row] = []
    bad: list[Bad] = []
    for line in sheet.lines:
        row, wrong = understand(line, places)
        bad += wrong
        if not wrong:
            rows.append(row)
    plan = _plan(rows, by)
    plan.bad = sorted([*bad, *plan.bad], key=lambda each: each.line)
    good = [asdict(planned.row) for planned in plan.good]
    kept = PeopleImport(id=new_id(), created_by=by.user_id, created_at=clock.now(), rows=good)
    db.session.add(kept)
    db.session.flush()
    return Shown(kept, plan, sheet.passed_over)


def take(import_id: str, *, by: Caller) -> Taken:
    """Take the good lines of a list one has been shown. Raises NotFound, AlreadyTaken."""
    kept = db.session.get(PeopleImport, import_id, with_for_update=True)
    if kept is None or kept.created_by != by.user_id:
        raise NotFound
    if kept.taken_at is not None:
        raise AlreadyTaken
    plan = _plan([Row(**row) for row in kept.rows], by)  # type: ignore[arg-type]
    made: dict[int, Account] = {}
    invited: list[tuple[int, str, operations.SentLink]] = []
    for planned in plan.good:
        account = planned.account or (made.get(planned.follows) if planned.follows is not None else None)
        if account is None:
            account = made[planned.row.line] = _create(planned.row, by)
            invited.append((planned.row.line, account.name, operations.invite(account, by=by)))
        elif planned.status != "same":
            _change(account, planned, by)
    # names and phones are kept where they belong now, and nowhere else
    kept.taken_at, kept.rows = clock.now(), []
    return Taken(plan, invited)


# --- what would happen ----------------------------------------------------------------------------


def _plan(rows: list[Row], by: Caller) -> Plan:
    """Compare the rows with what is there; a handful of queries for the whole list."""
    known = _Known(rows, by)
    plan = Plan([], [])
    makers: dict[Any, int] = {}
    seen: dict[Any, int] = {}
    for row in rows:
        bad = _objection(row, known, by)
        # two lines with one login, or one name and phone, are one person with two posts
        key = row.login or (
            (row.name, row.phone) if row.phone else (row.name, row.role, row.area_id, row.enterprise_id)
        )
        same = (key, row.role, row.area_id, row.enterprise_id)
        if bad is None and same in seen:
            bad = Bad(row.line, None, "twice", seen[same])
        account = known.account(row)
        if bad is None and account is not None and account.id not in known.visible:
            bad = Bad(row.line, "登录名", "person_not_yours")
        if bad is not None:
            plan.bad.append(bad)
            continue
        seen[same] = row.line
        if account is None:
            follows = makers.get(key)
            makers.setdefault(key, row.line)
            plan.good.append(
                Planned(row, "new" if follows is None else "changed", ["post"] * bool(follows), None, follows)
            )
            continue
        changes = _changes(row, account, may_rename=account.id in known.manageable)
        plan.good.append(Planned(row, "changed" if changes else "same", changes, account))
    return plan


def _objection(row: Row, known: _Known, by: Caller) -> Bad | None:
    role = Role(row.role)
    place = known.places.get((row.area_id, row.enterprise_id))
    if place is None:  # gone since the list was shown
        column = "area" if row.area_id else "enterprise"
        return Bad(row.line, None, f"unknown_{column}")
    try:
        rules.check_fit(role, place)
    except rules.PostUnfit:
        return Bad(row.line, "岗位", "post_unfit")
    return None if rules.may_manage(by, role, place) else Bad(row.line, "岗位", "not_yours")


class _Known:
    """The people a list may mean, and what `by` may do with them."""

    def __init__(self, rows: list[Row], by: Caller) -> None:
        self.places = queries.places_of([Holding(Role(row.role), row.area_id, row.enterprise_id) for row in rows])
        found: dict[str, Account] = {}
        for column, values in (
            (Account.login, {row.login for row in rows if row.login}),
            (Account.phone, {row.phone for row in rows if row.phone}),
            (Account.name, {row.name for row in rows if not row.login}),
        ):
            wanted = sorted(values)
            for start in range(0, len(wanted), MANY):
                query = select(Account).where(column.in_(wanted[start : start + MANY]))
                found |= {account.id: account for account in db.session.scalars(query)}
        self.by_login = {account.login: account for account in found.values() if account.login}
        self.by_phone = {(account.name, account.phone): account for account in found.values() if account.phone}
        today = clock.today()
        self.by_post = {
            (account.name, post.role, post.area_id, post.enterprise_id): account
            for account in found.values()
            for post in account.posts
            if not post.is_over(today)
        }
        self.visible: set[str] = set()
        ids = sorted(found)
        for start in range(0, len(ids), MANY):
            query = select(Account.id).where(
                Account.id.in_(ids[start : start + MANY]), queries.people_within(by, today)
            )
            self.visible |= set(db.session.scalars(query))
        self.manageable = {each for each in self.visible if operations.may_manage_account(found[each], by)}

    def account(self, row: Row) -> Account | None:
        if row.login:
            return self.by_login.get(row.login)
        found = self.by_phone.get((row.name, row.phone or "")) or self.by_post.get(
            (row.name, row.role, row.area_id, row.enterprise_id)
        )
        # a name and phone that belong to somebody elsewhere tell nothing: it may be another person
        return found if found is not None and found.id in self.visible else None


def _held(account: Account, row: Row) -> Post | None:
    today = clock.today()
    for post in account.posts:
        same = (post.role, post.area_id, post.enterprise_id) == (row.role, row.area_id, row.enterprise_id)
        if same and not post.is_over(today):
            return post
    return None


def _changes(row: Row, account: Account, *, may_rename: bool) -> list[str]:
    """What of the account this row would change; an empty cell changes nothing."""
    changes = []
    if may_rename:
        changes += ["name"] * (row.name != account.name) + ["phone"] * (row.phone not in (None, account.phone))
    post = _held(account, row)
    if post is None:
        return [*changes, "post"]
    changes += ["title"] * (row.title not in (None, post.title))
    ends_on = post.ends_on.isoformat() if post.ends_on else None
    return changes + ["ends_on"] * (row.ends_on not in (None, ends_on))


# --- taking ---------------------------------------------------------------------------------------


def _post(row: Row) -> operations.NewPost:
    days = {name: date.fromisoformat(value) for name in ("starts_on", "ends_on") if (value := getattr(row, name))}
    return operations.NewPost(Role(row.role), row.area_id, row.enterprise_id, row.title, **days)


def _create(row: Row, by: Caller) -> Account:
    return operations.create_account(name=row.name, login=row.login, phone=row.phone, posts=[_post(row)], by=by)


def _change(account: Account, planned: Planned, by: Caller) -> None:
    row, changes = planned.row, planned.changes
    told = {name: getattr(row, name) for name in ("name", "phone") if name in changes}
    if told:
        operations.change_person(account, by=by, **told)
    if "post" in changes:
        operations.add_post(account, _post(row), by=by)
        return
    post = _held(account, row)
    about: dict[str, Any] = {name: getattr(row, name) for name in ("title", "ends_on") if name in changes}
    if "ends_on" in about:
        about["ends_on"] = date.fromisoformat(about["ends_on"])
    if post is not None and about and account.id != by.user_id:
        operations.change_post(post, by=by, **about)
