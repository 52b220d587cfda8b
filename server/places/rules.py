"""Who may change places: one small table, asked by every verb.

| what | who, at which area |
| --- | --- |
| an enterprise | admin, district or township whose area holds it; for a move, the old area and the new one |
| an area below one's own | admin whose area holds it; for a move, the old place and the new one |
| a topmost area | admin of a topmost area or of the whole installation |
| a checklist | admin of a topmost area or of the whole installation; the official ones nobody |
| the bank of quiz questions | admin of a topmost area or of the whole installation |

Grid workers, experts and people of enterprises read.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ..people.rules import is_machine
from ..permissions import Caller, Role
from ..problems import NotPermitted, problem
from ..sync.work import Work
from .queries import area_keys, is_topmost

KEEPS_ENTERPRISES = frozenset({Role.ADMIN, Role.DISTRICT, Role.TOWNSHIP})

ChangedMeanwhile = problem(
    "changed_meanwhile", 409,
    ("刚刚有人改过", "您打开之后，这一条又有人改过（现在是第 {version} 版）。请看一眼新的内容再改；您写的还在这一页。"),
    (
        "Changed meanwhile",
        "Somebody changed this after you opened it (it is now version {version}). "
        "Look at the new content, then change it; what you wrote is still on this page.",
    ),
)
OfficialChecklist = problem(
    "official_checklist", 409,
    ("内置检查表不能改", "这张检查表随系统提供，不能修改。可以另建一张自己的；什么都没有改。"),
    (
        "This checklist is built in",
        "This checklist comes with the system and cannot be changed. Make one of your own beside it; "
        "nothing was changed.",
    ),
)
ChecklistFaulty = problem(
    "checklist_faulty", 422,
    ("检查表有几处要改", "检查表还有 {count} 处要改，每一处都已标出；您写的都还在。"),
    ("The checklist has faults", "{count} places of the checklist are not right; each is named. "
     "What you wrote is kept."),
)
DraftOpen = problem(
    "draft_open", 409,
    ("这张检查表有草稿", "这张检查表有一份还没发布的草稿。请在草稿里改，再发布；什么都没有改。"),
    (
        "This checklist has a draft",
        "Its next edition is being written. Change the draft and publish it; nothing was changed.",
    ),
)
SeenMissing = problem(
    "seen_missing", 428,
    ("要说明改的是哪一版", "请带上您看到的版本（seen 或 If-Match），免得盖掉别人刚改的；什么都没有改。"),
    (
        "Say which version you looked at",
        "Send the version you looked at (seen or If-Match), so that nobody's change is overwritten; "
        "nothing was changed.",
    ),
)


def require_enterprise_keeper(work: Work, by: Caller, *area_ids: str) -> None:
    """May `by` change enterprises of all these areas? Raises NotPermitted."""
    if not is_machine(by) and not all(keeps_enterprises(work, by, area_id) for area_id in area_ids):
        raise NotPermitted


def keeps_enterprises(work: Work, by: Caller, area_id: str) -> bool:
    """Does `by` look after the enterprises of this area?"""
    return is_machine(by) or everywhere(by) or by.holds(KEEPS_ENTERPRISES, area_keys(work, area_id))


def require_area_keeper(work: Work, by: Caller, *parents: str | None) -> None:
    """May `by` arrange what lies directly in all these areas? None asks for the top. Raises NotPermitted."""
    if is_machine(by) or everywhere(by):
        return
    for parent in parents:
        if parent is None:
            require_whole_site(work, by)
        elif not by.holds({Role.ADMIN}, area_keys(work, parent)):
            raise NotPermitted


def require_whole_site(work: Work, by: Caller) -> None:
    """Is `by` an administrator of everything? Raises NotPermitted."""
    require_whole_site_of(work.connection, by)


def require_whole_site_of(connection: Connection, by: Caller) -> None:
    """The same before anything is written. Raises NotPermitted."""
    if not keeps_whole_site(connection, by):
        raise NotPermitted


def keeps_whole_site(connection: Connection, by: Caller) -> bool:
    """Is `by` an administrator of the whole installation, or of a topmost area?"""
    if is_machine(by) or everywhere(by):
        return True
    areas = [held.area_id for held in by.holdings if held.role is Role.ADMIN and held.area_id is not None]
    return bool(areas) and any(is_topmost(connection, area) for area in areas)


def require_seen(version: int, seen: int | None) -> None:
    """Raises ChangedMeanwhile when somebody changed the record after `seen`; None is a job that has just read it."""
    if seen is not None and seen != version:
        raise ChangedMeanwhile(version=version)


def everywhere(by: Caller) -> bool:
    """An administrator without a place holds the whole installation."""
    return any(
        held.role is Role.ADMIN and held.area_id is None and held.enterprise_id is None for held in by.holdings
    )
