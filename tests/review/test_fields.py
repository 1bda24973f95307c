from constructs_lib.review.fields import field_changes
from tests.review.examples import deployment, make


def told(before, after):
    return [str(field) for field in field_changes(before, after)]


def settings(**data):
    return make("ConfigMap", data=data)


def test_a_field_is_told_by_its_path():
    assert told(settings(a="x"), settings(a="y")) == ["`data.a`: `x` → `y`"]


def test_a_key_that_is_no_word_stands_in_brackets():
    assert told(settings(**{"a.yaml": "x"}), settings(**{"a.yaml": "y"})) == [
        "`data[a.yaml]`: `x` → `y`"
    ]


def test_a_field_that_comes_or_goes_is_told_with_its_value():
    assert told(settings(a="x"), settings(b="y")) == [
        "`data.a`: `x` → nothing",
        "`data.b`: nothing → `y`",
    ]


def test_items_with_names_are_told_by_them():
    before = deployment(container={"env": [{"name": "A", "value": "x"}]})
    after = deployment(
        container={"env": [{"name": "B", "value": "x"}, {"name": "A", "value": "y"}]}
    )
    path = "spec.template.spec.containers[app].env"

    assert told(before, after) == [
        f"`{path}[A].value`: `x` → `y`",
        f'`{path}[B]`: nothing → `{{"name": "B", "value": "x"}}`',
    ]


def test_lines_are_counted_and_the_first_is_shown():
    before, after = settings(a="1st\nsame\nlast\n"), settings(a="first\nsame\n")

    assert told(before, after) == [
        "`data.a`: 2 lines removed, 1 added; first: `1st` → `first`"
    ]


def test_a_value_of_another_type_is_told_apart():
    assert told(settings(a="1"), settings(a=1)) == ['`data.a`: `"1"` → `1`']


def test_what_a_secret_holds_is_not_shown():
    before, after = (make("Secret", data={"key": value}) for value in ("b2xk", "bmV3"))

    assert told(before, after) == ["`data.key`: changed"]
