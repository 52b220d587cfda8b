"""Lists from the command line: the same preview and the same verbs as the administration's pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app

from .db import db, writing
from .people import imports as people_lists
from .people.queries import caller_of
from .permissions import Caller
from .places import imports as enterprise_lists
from .problems import problem
from .sync.work import working

NobodyWithLogin = problem(
    "nobody_with_login",
    404,
    ("没有这个人", "没有登录名为 {login} 的人，或他已停用。"),
    ("Nobody has this login", "Nobody signs in as {login}, or the account is not active."),
)


def bring_in(what: str, file: Path, *, login: str, take: bool) -> list[str]:
    """Show what a list would do, and do it when `take`; returns lines to print.

    Raises NobodyWithLogin, NotPermitted, and what makes a file unreadable.
    """
    by = caller_of(login)
    if by is None:
        raise NobodyWithLogin(login=login)
    try:
        return (_people if what == "people" else _enterprises)(file, by, take)
    finally:
        db.session.remove()


def _enterprises(file: Path, by: Caller, take: bool) -> list[str]:
    with writing() as connection:
        import_id = enterprise_lists.look(connection, file.read_bytes(), by=by, file_name=file.name)
    if take:
        with working() as work:
            enterprise_lists.take(work, import_id, by=by)
    with db.engine.connect() as connection:
        told = enterprise_lists.shown(connection, import_id, by=by, locale=by.locale)
    return [*map(_error, told["errors"]), _sum(told["counts"], take)]


def _people(file: Path, by: Caller, take: bool) -> list[str]:
    with writing():
        shown = people_lists.show(file.read_bytes(), by=by)
        import_id, plan, bad = shown.kept.id, shown.plan, list(shown.plan.bad)
    invited: list[str] = []
    if take:
        with writing():
            taken = people_lists.take(import_id, by=by)
            plan = taken.plan
            bad += [each for each in plan.bad if each not in bad]
            address = current_app.config["SETTINGS"].public_url
            invited = [f"{name}: {address}{link.path}" for _, name, link in taken.invited]
    counts = plan.counts | {"bad": len({each.line for each in bad})}
    return [*(_error(each.told(by.locale)) for each in bad), *invited, _sum(counts, take)]


def _error(error: Mapping[str, Any]) -> str:
    column = f", {error['column']}" if error["column"] else ""
    return f"line {error['line']}{column}: {error['reason']}"


def _sum(counts: Mapping[str, int], taken: bool) -> str:
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{told}. {'Taken.' if taken else 'Nothing is taken yet: add --take.'}"
