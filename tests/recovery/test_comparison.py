import pytest

from constructs_lib.recovery.comparison import fields


@pytest.mark.parametrize(
    ("wanted", "there", "differing"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["/a/b"]),
        ({"a": 1}, {}, ["/a"]),
        ({}, {"a": 1}, ["/a"]),
        ({"a": [1, 2]}, {"a": [2, 1]}, ["/a"]),
        ({"a": {}}, {"a": 1}, ["/a"]),
    ],
)
def test_fields_that_differ_are_named_and_their_values_are_not(wanted, there, differing):
    assert list(fields(wanted, there)) == differing
