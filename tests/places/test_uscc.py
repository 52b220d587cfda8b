"""The credit code's check character catches slips, and knows codes that are really in use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.places import uscc

#: Codes of well-known companies, as their annual reports print them.
IN_USE = [
    "9144030071526726XG",
    "914403001922038216",
    "91330100716105852F",
    "91330100799655058B",
    "91110000802100433B",
    "91350000158142711F",
    "91440300279374105B",
    "911100007109250324",
    "91310000132260250X",
]


@pytest.mark.parametrize("code", IN_USE)
def test_codes_in_use_are_known(code):
    assert uscc.trouble(code) is None


codes = st.builds(
    lambda head, place, body: head + place + body,
    st.text(uscc.ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(uscc.ALPHABET, min_size=9, max_size=9),
).map(lambda first: first + uscc.check_character(first))


@given(codes, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_one_wrong_character_never_passes(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]

    assert (uscc.trouble(wrong) is None) == (wrong == code)


@given(codes, st.integers(0, 16))
def test_two_neighbours_swapped_never_pass(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert (uscc.trouble(swapped) is None) == (swapped == code)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "uscc_length"),
        ("9144030071526726X", "uscc_length"),
        ("9144030071526726XGG", "uscc_length"),
        ("9144030071526726IG", "uscc_characters"),
        ("91A403007152672600", "uscc_characters"),
        ("9144030071526726XH", "uscc_check"),
    ],
)
def test_what_is_wrong_is_named(code, why):
    assert uscc.trouble(code) == why


def test_it_is_read_however_it_was_typed():
    assert uscc.plain(" 91440300-7152 6726xg ") == "9144030071526726XG"
    assert uscc.plain("９１４４０３００７１５２６７２６ＸＧ") == "9144030071526726XG"
