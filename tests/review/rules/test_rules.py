"""What all rules say of each example: there, back again, as it comes and as it goes."""

import pytest

from constructs_lib.review.rules import findings
from tests.review.examples import EXAMPLES, HARMLESS, change

SIDES = [
    *((str(example), example.change) for example in EXAMPLES),
    *((f"harmless to {rule}-{n}", made) for n, (rule, made) in enumerate(HARMLESS)),
]


def told(before, after):
    """Return each finding of a change in words; nothing where there is no object at all."""
    if before is None and after is None:
        return []
    found = findings(change(before, after))
    return [f"{each.severity.word} {each.rule}: {each.sentence}" for each in found]


# What is said of any object that comes or goes, and left out below.
USUAL: tuple[list[str], ...] = (
    [],
    ["info added: is new"],
    ["warning deleted: Argo CD deletes it"],
)


def test_what_is_said_of_every_example(yaml_snapshot):
    ways = {
        name: {
            "there": told(made.before, made.after),
            "back": told(made.after, made.before),
            "comes": told(None, made.after),
            "goes": told(made.before, None),
        }
        for name, made in SIDES
    }
    said = [
        {"example": name, **{way: found for way, found in each.items() if found not in USUAL}}
        for name, each in ways.items()
    ]

    assert said == yaml_snapshot


@pytest.mark.parametrize("made", [made for _, made in SIDES], ids=[name for name, _ in SIDES])
def test_of_an_object_that_stays_as_it_is_no_rule_knows_anything(made):
    for side in filter(None, (made.before, made.after)):
        assert {found.rule for found in findings(change(side, side))} == {"changed"}
