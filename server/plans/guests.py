"""Who goes to an enterprise from elsewhere: they see it, and no longer when nothing is left to do there.

Who is a guest follows from the plans, from who walks there, and from who is at home, so it is worked out anew whenever
one of them changes: at each step of a plan, when the enterprise comes to lie elsewhere, when what was walked there is
signed, and by the worker, since posts begin and end by date.
"""

from __future__ import annotations

from sqlalchemy import or_, select

from ..certificates import operations as certificates
from ..places.models import Enterprise
from ..sync.collections import Row, collection
from ..sync.work import Work, working
from . import queries
from .models import Plan

_ENTERPRISE, _PLAN = Enterprise.__table__, Plan.__table__
#: Enterprises looked at in one transaction.
_AT_ONCE = 200


def let_in(work: Work, enterprise: Row) -> int:
    """Let in whoever was sent and would not see it, and nobody else; its tenants too, since a visit to a host is one to
    them. Answers how many enterprises changed. O(tenants).
    """
    certificates.show_to_invited(work, enterprise)
    return sum(_let_in(work, each) for each in (enterprise, *queries.tenants(work, enterprise)))


def _let_in(work: Work, enterprise: Row) -> bool:
    guests = queries.strangers(work, enterprise) or None
    if guests == enterprise["guests"]:
        return False
    work.mark("enterprise", enterprise, {"guests": guests})
    return True


def follow_posts() -> int:
    """Who was at home yesterday may have lost his post, and the other way round. Answers how many enterprises changed.

    Experts' ledgers come and go with it, on open plans and on walkthroughs that are being walked. In portions, so that
    phones are never kept waiting for long. O(enterprises with guests, open plans or walkthroughs).
    """
    walks = collection("walkthrough").table
    changed, after = 0, ""
    while True:
        with working() as work:
            planned = select(_PLAN.c.enterprise_id).where(_PLAN.c.state == "open")
            walked = select(walks.c.enterprise_id).where(walks.c.state == "walking")
            going = _ENTERPRISE.c.id.in_(planned), _ENTERPRISE.c.id.in_(walked)
            concerned = or_(_ENTERPRISE.c.guests.is_not(None), *going)
            here = (_ENTERPRISE.c.deleted.is_(False), _ENTERPRISE.c.id > after, concerned)
            query = select(_ENTERPRISE.c.id).where(*here)
            found = list(work.connection.execute(query.order_by(_ENTERPRISE.c.id).limit(_AT_ONCE)).scalars())
            work.fetch("enterprise", found)
            rows = [row for each in found if (row := work.get("enterprise", each)) is not None]
            changed += sum(let_in(work, row) for row in rows)
        if len(found) < _AT_ONCE:
            return changed
        after = found[-1]
