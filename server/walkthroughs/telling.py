"""Who is told of a walkthrough, and in which words."""


from __future__ import annotations

from ..notices import operations as notices
from ..notices.queries import in_post
from ..permissions import Caller, Role
from ..sync.collections import Row
from ..sync.work import Work
from .queries import circles

_DISTRICT = frozenset({Role.DISTRICT})


def refused(work: Work, row: Row, by: Caller) -> None:
    """The district hears that an enterprise would not sign, as the law asks (安全生产法 第六十八条)."""
    enterprise = work.get("enterprise", row["enterprise_id"])
    name = enterprise["name"] if enterprise is not None else ""
    refusal, author = row["refusal"], work.author(by)["name"]

    def words(locale: str) -> tuple[str, str | None]:
        if locale.startswith("en"):
            return f"Would not sign: {name}", f"{author}: {refusal['reason']} Witness: {refusal['witness']}."
        return f"拒签：{name}", f"{author}：{refusal['reason']} 见证人：{refusal['witness']}。"

    whom = in_post(work, circles(work, row), _DISTRICT)
    notices.tell(work, whom, "signature_refused", words, about=("walkthrough", row["id"]), by=by)
