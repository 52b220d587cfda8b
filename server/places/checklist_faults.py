"""What is wrong with a checklist: each fault with its place, what kind it is, and words for whoever writes it. Pure.

A rule that names no item would hide its item for ever, and a circle of rules asks nothing until it is asked; an
answer is kept by its item's code, so each code stands once. A draft may have faults; what is in use has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Section = Mapping[str, Any]
Item = Mapping[str, Any]

RESULTS = ("fail", "pass", "na")
CODE = r"[0-9A-Za-z][0-9A-Za-z_.-]{0,39}"
_CODE = re.compile(CODE, re.ASCII)
#: Example pictures of one checklist: more would neither fit into a file nor onto a phone that is on its way.
MOST_PICTURES = 60

#: Kind of fault → what to say about it; `{about}` is the word that is wrong.
WORDS: Mapping[str, tuple[str, str]] = {
    "title_missing": ("还没有写名称。", "The title is missing."),
    "no_sections": ("还没有一个分节。", "There is no section yet."),
    "no_items": ("这一节还没有检查项。", "This section has no item yet."),
    "code_missing": ("这一项还没有编号。", "This item has no code yet."),
    "code_form": ("编号“{about}”只能用字母、数字和 . _ -，以字母或数字开头，最多 40 个。",
                  "The code “{about}” may only have letters, digits and . _ -, begin with one of the first two, "
                  "and be 40 characters long."),
    "code_twice": ("编号“{about}”前面已经用过了，每项要有自己的编号。",
                   "The code “{about}” stands above already; each item needs its own."),
    "question_missing": ("这一项还没有写检查内容。", "This item has no question yet."),
    "limits_upside_down": ("下限比上限大。", "The lower limit is above the upper one."),
    "choices_missing": ("选择题还没有选项。", "This choice has nothing to choose from."),
    "choice_twice": ("选项“{about}”写了两次。", "The choice “{about}” stands twice."),
    "choice_reserved": ("选项不能写成“{about}”，这个词表示检查结果。",
                        "A choice cannot be called “{about}”, which is the word of a result."),
    "failing_names_no_choice": ("“{about}”不是这一项的选项。", "“{about}” is not one of this item's choices."),
    "names_no_item": ("显示条件里的“{about}”不是这张表的检查项。", "The rule names “{about}”, which is no item here."),
    "is_nothing": ("显示条件没有写等于什么。", "The rule does not say which answers it is about."),
    "is_names_no_answer": ("“{about}”不是那一项会有的答案。", "“{about}” is no answer that item can have."),
    "circle": ("显示条件绕成了圈：这一项要等“{about}”，“{about}”又要等这一项。",
               "The rules go in a circle: this waits for “{about}”, and “{about}” waits for this."),
    "picture_missing": ("这张示例图不在服务器上，请重新添加，或者去掉它。",
                        "This example picture is not on the server: add it again, or take it away."),
    "picture_damaged": ("文件里的这张示例图打不开，或者和它的 SHA-256 对不上。",
                        "This example picture of the file cannot be opened, or does not match its SHA-256."),
    "too_many_pictures": ("一张检查表最多 {about} 张示例图，这一张超出了。",
                          "A checklist has at most {about} example pictures; this one is too many."),
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: `sections[0].items[3].shown_if.answers[0]`."""

    where: str
    kind: str
    section: int | None = None
    #: The code of the item, where it has one.
    item: str | None = None
    about: str = ""

    def told(self) -> dict[str, Any]:
        zh, en = (words.format(about=self.about) for words in WORDS[self.kind])
        return {
            "where": self.where, "section": self.section, "item": self.item, "kind": self.kind,
            "words": {"zh": zh, "en": en},
        }  # fmt: skip


@dataclass(frozen=True)
class _Rule:
    """One entry of a rule: what it is about, and the items that hang on it."""

    where: str
    section: int
    item: str | None
    holds: tuple[str, ...]
    said: Mapping[str, Any]


def faults(checklist: Mapping[str, Any], pictures: Collection[str] | None = None) -> list[Fault]:
    """Everything that is wrong with `title` and `sections`, from top to bottom. O(items + rules).

    `pictures` are the hashes of the example pictures that are here; None does not ask.
    """
    sections: Sequence[Section] = checklist.get("sections") or []
    found = [] if checklist.get("title") else [Fault("title", "title_missing")]
    if not sections:
        return [*found, Fault("sections", "no_sections")]
    known: dict[str, Item] = {}
    for at, section in enumerate(sections):
        where = f"sections[{at}]"
        if not section.get("title"):
            found.append(Fault(f"{where}.title", "title_missing", at))
        if not section.get("items"):
            found.append(Fault(f"{where}.items", "no_items", at))
        for place, item in enumerate(section.get("items") or []):
            found += _of_item(f"{where}.items[{place}]", at, item, known)
            known.setdefault(item.get("code") or "", item)
    known.pop("", None)
    rules = list(_rules(sections))
    for rule in rules:
        found += _of_rule(rule, known)
    found += _circles(rules, known)
    found += _of_pictures(sections, pictures)
    return sorted(found, key=lambda fault: _in_order(fault.where))


def _of_item(where: str, section: int, item: Item, known: Mapping[str, Item]) -> Iterator[Fault]:
    code = item.get("code") or ""

    def fault(place: str, kind: str, about: str = "") -> Fault:
        return Fault(f"{where}.{place}", kind, section, code or None, about)

    if not code:
        yield fault("code", "code_missing")
    elif not _CODE.fullmatch(code):
        yield fault("code", "code_form", code)
    elif code in known:
        yield fault("code", "code_twice", code)
    if not item.get("question"):
        yield fault("question", "question_missing")
    limits = item.get("limits") or {}
    least, most = limits.get("min"), limits.get("max")
    if least is not None and most is not None and least > most:
        yield fault("limits", "limits_upside_down")
    choices: Sequence[str] = item.get("choices") or []
    if item.get("kind") == "choice" and not choices:
        yield fault("choices", "choices_missing")
    for at, choice in enumerate(choices):
        if choice in RESULTS:
            yield fault(f"choices[{at}]", "choice_reserved", choice)
        elif choice in choices[:at]:
            yield fault(f"choices[{at}]", "choice_twice", choice)
    for at, choice in enumerate(item.get("failing") or []):
        if choice not in choices or item.get("kind") != "choice":
            yield fault(f"failing[{at}]", "failing_names_no_choice", choice)


def pictures_of(sections: Iterable[Section]) -> Iterator[tuple[str, int, Item, str]]:
    """Every example picture: its place, its section, its item and its hash."""
    for at, section in enumerate(sections):
        for place, item in enumerate(section.get("items") or []):
            for n, picture in enumerate(item.get("pictures") or []):
                yield f"sections[{at}].items[{place}].pictures[{n}]", at, item, picture["sha256"]


def _of_pictures(sections: Sequence[Section], there: Collection[str] | None) -> Iterator[Fault]:
    seen: set[str] = set()
    for where, section, item, sha256 in pictures_of(sections):
        code = item.get("code") or None
        if there is not None and sha256 not in there:
            yield Fault(where, "picture_missing", section, code)
        if sha256 not in seen and len(seen) == MOST_PICTURES:
            yield Fault(where, "too_many_pictures", section, code, str(MOST_PICTURES))
        else:
            seen.add(sha256)


def _rules(sections: Sequence[Section]) -> Iterator[_Rule]:
    for at, section in enumerate(sections):
        items = section.get("items") or []
        all_of_them = tuple(item["code"] for item in items if item.get("code"))
        for n, said in enumerate((section.get("shown_if") or {}).get("answers") or []):
            yield _Rule(f"sections[{at}].shown_if.answers[{n}]", at, None, all_of_them, said)
        for place, item in enumerate(items):
            code = item.get("code") or None
            for n, said in enumerate((item.get("shown_if") or {}).get("answers") or []):
                where = f"sections[{at}].items[{place}].shown_if.answers[{n}]"
                yield _Rule(where, at, code, (code,) if code else (), said)


def _of_rule(rule: _Rule, known: Mapping[str, Item]) -> Iterator[Fault]:
    named = rule.said.get("item") or ""
    wanted = rule.said.get("is") or []
    if named not in known:
        yield Fault(rule.where, "names_no_item", rule.section, rule.item, named)
    if not wanted:
        yield Fault(f"{rule.where}.is", "is_nothing", rule.section, rule.item)
    if named in known:
        there = {*RESULTS, *(known[named].get("choices") or [])}
        for at, word in enumerate(wanted):
            if word not in there:
                yield Fault(f"{rule.where}.is[{at}]", "is_names_no_answer", rule.section, rule.item, word)


def _circles(rules: Iterable[_Rule], known: Mapping[str, Item]) -> Iterator[Fault]:
    """Every entry of a rule that waits, over whatever others, for the very item that hangs on it."""
    rules = [rule for rule in rules if rule.said.get("item") in known]
    waits: dict[str, list[str]] = {code: [] for code in known}
    for rule in rules:
        for code in rule.holds:
            if code in known:
                waits[code].append(rule.said["item"])
    ring = _rings(waits)
    for rule in rules:
        named = rule.said["item"]
        if any(code == named or (code in ring and ring[code] == ring.get(named)) for code in rule.holds):
            yield Fault(rule.where, "circle", rule.section, rule.item, named)


def _rings(waits: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Node → number of the ring it lies on (strongly connected components; Kosaraju, without recursion)."""
    back: dict[str, list[str]] = {code: [] for code in waits}
    for code, others in waits.items():
        for other in others:
            back[other].append(code)
    rings: dict[str, int] = {}
    for code in reversed(_by_leaving(waits)):
        if code in rings:
            continue
        rings[code], open_ = len(rings), [code]
        while open_:
            for other in back[open_.pop()]:
                if other not in rings:
                    rings[other] = rings[code]
                    open_.append(other)
    return rings


def _by_leaving(waits: Mapping[str, Sequence[str]]) -> list[str]:
    """The nodes in the order in which a walk into depth is done with them."""
    seen: set[str] = set()
    done: list[str] = []
    for start in waits:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(waits[start]))]
        while path:
            code, others = path[-1]
            further = next((other for other in others if other not in seen), None)
            if further is None:
                done.append(code)
                path.pop()
            else:
                seen.add(further)
                path.append((further, iter(waits[further])))
    return done


def _in_order(where: str) -> list[tuple[int, int, str]]:
    """As it stands on the page: `items[2]` before `items[10]`, what belongs to a section before its items."""
    return [
        (int(part.isdigit()), int(part) if part.isdigit() else 0, part)
        for part in re.split(r"[.\[\]]+", where.replace("shown_if", "!").replace("title", "!"))
        if part
    ]
