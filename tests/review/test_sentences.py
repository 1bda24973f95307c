import pytest

from constructs_lib.review.sentences import code, code_pair, listed


@pytest.mark.parametrize(
    "hostile",
    ["`</details><script>`", "two\nlines", "\x1b[2Jcleared", "right \u202e to left", "a``b"],
)
def test_no_value_ends_its_code_or_its_line(hostile):
    told = code(hostile)

    assert told[0] == told[-1] == "`"
    assert "`" not in told[1:-1]
    assert told.isprintable()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("text", "`text`"),
        ("1", '`"1"`'),
        (1, "`1`"),
        ("true", '`"true"`'),
        (True, "`true`"),
        ("", '`""`'),
        ({"b": 1, "a": ["x"]}, '`{"a": ["x"], "b": 1}`'),
    ],
)
def test_texts_and_other_values_are_told_apart(value, told):
    assert code(value) == told


def test_a_long_value_is_cut():
    assert len(code("x" * 200)) == 102


def test_two_long_values_are_cut_where_they_differ():
    told = code_pair("x" * 100 + "before", "x" * 100 + "after")

    assert told == "`…xxxxxxxxxxxxbefore` → `…xxxxxxxxxxxxafter`"


def test_what_is_not_there_is_nothing():
    assert code_pair(None, 2) == "nothing → `2`"


def test_many_values_are_counted():
    assert listed("abcdef") == "`a`, `b`, `c`, `d` and 2 more"
