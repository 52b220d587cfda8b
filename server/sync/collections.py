"""What a domain tells the engine about one of its types: which fields travel, how each merges, who sees it.

A domain folder subclasses `Collection` in its `collection.py` and hands one instance to `register()` at start.
The engine calls it with a `Work` (the unit of work) and rows, which are plain dicts of the type's own table;
a verb changes a row only through `work.change`, `work.add` and `work.touch`, so that everything is numbered,
versioned, written in history and rolled back together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Connection, Table

from ..permissions import Caller, Role
from ..problems import NotPermitted, problem

if TYPE_CHECKING:
    from .work import Work

Row = dict[str, Any]

#: Whoever holds a record in his hands: looks after its area or answers for its enterprise.
HOLDERS = frozenset({Role.GRID, Role.TOWNSHIP, Role.DISTRICT, Role.MANAGER, Role.PRINCIPAL})

UnknownAction = problem(
    "unknown_action",
    422,
    ("没有这个动作", "这个版本的服务器没有这一步；您写的还在。"),
    ("No such act", "This server does not know this act; what you wrote is kept."),
)
UseAct = problem(
    "use_act",
    422,
    ("这一项要通过办理步骤来改", "整改安排只能通过交办等步骤来改，不能直接改字段；您写的还在。"),
    ("Use an act for this", "The plan changes by acts only, not by editing the field; what you wrote is kept."),
)


class MayNoLonger(Exception):
    """The author sees (or saw) the record but may not make this change: the op is parked for its holders."""


@dataclass(frozen=True)
class Field:
    """How one field travels and merges."""

    #: Safety order, strictest first: the stricter value stands until a person decides. Empty: plain three-way merge.
    #: "earlier" orders dates by themselves.
    order: tuple[str, ...] | str = ()
    #: First field of the unit this field merges with as one (`lat` for lat, lon, accuracy_m); None: by itself.
    unit: str | None = None
    #: Texts that differ are both kept, joined by a line break.
    joined: bool = False
    #: Phones never set it: `act` (the plan) answers `use_act`, `server` is ignored.
    only: str | None = None


class Collection:
    """One synced type. Subclasses override what their type allows; the defaults refuse."""

    #: Name on the wire: `hazard`.
    name: ClassVar[str]
    table: ClassVar[Table]
    #: Fields a phone may send, and how they merge.
    fields: ClassVar[Mapping[str, Field]] = {}
    #: Types whose keys follow this record's keys (photos follow their hazard).
    followers: ClassVar[tuple[str, ...]] = ()

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        """The circles that may see this row. Cheap: called for each changed row."""
        raise NotImplementedError

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        """`data` as it travels to this caller; `keys` are the record's circles."""
        raise NotImplementedError

    def prepare(self, connection: Connection, rows: list[Row]) -> None:
        """Add to rows that are about to be shaped what `shape` needs of other records, in bulk. Nothing by default."""

    def check(self, data: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
        """Validate what a phone sent (types, lengths, codes). Returns only known fields.

        Raises Invalid(errors={field: [message]}) .
        """
        raise NotImplementedError

    def create(self, work: Work, record_id: str, data: dict[str, Any], by: Caller) -> Row:
        """Make the record from checked data: asks permission, then `work.add(...)` with an event.

        Raises a Problem to refuse.
        """
        raise NotPermitted

    def may_set(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        """May `by` set these fields now? Raises MayNoLonger (→ parked) or a Problem (→ rejected)."""
        raise NotPermitted

    def may_resolve(self, work: Work, row: Row, changes: Mapping[str, Any], by: Caller) -> None:
        """May `by` decide a conflict about these fields? As `may_set`, unless the type knows better."""
        self.may_set(work, row, changes, by)

    def decides(self, row: Row, field: str | None, caller: Caller, keys: frozenset[str]) -> bool:
        """Would `may_resolve` let `caller` decide a conflict about this field now? From the row alone, for buttons."""
        return (row["created_by"] or {}).get("id") == caller.user_id

    def after_set(self, work: Work, row: Row, changed: Mapping[str, Any], by: Caller) -> None:
        """Consequences of fields that were just changed by a set (derived fields). Nothing by default."""

    def act(self, work: Work, row: Row, action: str, args: Mapping[str, Any], seen: int, by: Caller) -> ActOutcome:
        """Carry out an act: asks permission, checks state, changes the row with an event.

        Raises MayNoLonger (→ parked) or a Problem (→ rejected).
        """
        raise UnknownAction

    def may_delete(self, work: Work, row: Row, by: Caller) -> None:
        """May `by` delete this now, whatever others did to it? Raises a Problem to refuse."""
        raise NotPermitted

    def delete(self, work: Work, row: Row, seen: int, by: Caller) -> None:
        """Soft-delete: sets `deleted` by `work.change`. Raises a Problem to refuse."""
        raise NotPermitted

    def restore(self, work: Work, row: Row, by: Caller) -> None:
        """Bring a deleted record back, when a person decided so. Raises a Problem to refuse."""
        raise NotPermitted

    def derived(self) -> bool:
        """Ids derived from what the record is about: a second `create` merges like a `set` from nothing."""
        return False

    def may_decide(self, work: Work, row: Row, by: Caller) -> bool:
        """May `by` adopt or decline what somebody who lost the record had done to it? Its holders may."""
        return by.holds(HOLDERS, work.keys(self.name, row))

    def where_to(self, work: Work, row: Row) -> dict[str, str] | None:
        """{"id", "name"} of the area that holds the record now, for `parked`."""
        return None

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        """(type, id) of records that this payload names; fetched in bulk before a batch, and checked for `blocked`."""
        return []


@dataclass(frozen=True)
class ActOutcome:
    """What an act came to: conflicts filed on the way make the op's status `conflict`."""

    conflicts: tuple[str, ...] = ()


DONE = ActOutcome()

_registered: dict[str, Collection] = {}


def register(collection: Collection) -> None:
    """Make a type known to the engine; called by the app at start."""
    _registered[collection.name] = collection


def collection(name: str) -> Collection:
    """The collection of that name; KeyError if the server does not know the type."""
    return _registered[name]


def collections() -> Mapping[str, Collection]:
    return _registered
