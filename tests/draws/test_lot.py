"""The lot keeps its promises for any seed and any lists, and a second program finds the same."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from server.draws import lot
from tests.draws.repeat import repeat

_hex = st.binary(min_size=32, max_size=32).map(bytes.hex)
_names = st.lists(st.integers(0, 10**6).map(lambda n: sha256(str(n).encode()).hexdigest()), unique=True, max_size=12)


@given(
    seed=_hex, names=_names, split=st.integers(0, 12), count=st.integers(1, 6), each=st.integers(1, 3), data=st.data()
)
def test_the_lot_is_fair_to_its_rules_and_can_be_repeated(
    seed: str, names: list[str], split: int, count: int, each: int, data: st.DataObject
) -> None:
    firms, people = names[:split], names[split:]
    pairs = [(firm, person) for firm in firms for person in people]
    barred = data.draw(st.sets(st.sampled_from(pairs)) if pairs else st.just(set()))
    excluded: dict[str, list[str]] = {}
    for firm, person in barred:
        excluded.setdefault(firm, []).append(person)
    drawn = lot.draw(seed, firms, people, excluded, count=count, each=each)

    assert all((one.enterprise, person) not in barred for one in drawn for person in one.inspectors)
    assert all(len(set(one.inspectors)) == each for one in drawn)
    able = [firm for firm in firms if len(people) - len(excluded.get(firm, [])) >= each]
    assert len(drawn) == min(count, len(able)) == len({one.enterprise for one in drawn})
    if not barred and drawn:
        visits = [sum(person in one.inspectors for one in drawn) for person in people]
        assert max(visits) - min(visits) <= 1, "nobody goes twice before everybody went once"
    assert drawn == lot.draw(seed, firms[::-1], people[::-1], excluded, count=count, each=each), "no order of the lists"

    published = {
        "seed": seed, "seed_hash": sha256(bytes.fromhex(seed)).hexdigest(), "count": count, "each": each,
        "enterprises": [{"token": one} for one in firms], "inspectors": [{"token": one} for one in people],
        "excluded": [{"enterprise": firm, "inspector": person} for firm, person in barred],
        "result": [{"enterprise": one.enterprise, "inspectors": list(one.inspectors)} for one in drawn],
    }  # fmt: skip
    assert repeat(published) == []
    if drawn:
        assert repeat(published | {"result": published["result"][:-1]}) != []
    assert repeat(published | {"seed_hash": "00" * 32}) != []
