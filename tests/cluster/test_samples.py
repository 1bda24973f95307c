"""Samples with one fault are small, and contain no other fault."""

import pytest

from tests.cluster.samples import around, spoiled

TEXT = {"type": "string"}
PORT = {"type": "object", "required": ["number"], "properties": {"number": TEXT, "name": TEXT}}
SCHEMA = {
    "type": "object",
    "required": ["image"],
    "properties": {
        "image": TEXT,
        "command": {"type": "array", "items": TEXT},
        "ports": {"type": "array", "items": PORT},
        "labels": {"type": "object", "additionalProperties": PORT},
    },
}


@pytest.mark.parametrize(
    ("place", "sample"),
    [
        ((), {"image": "sample"}),
        (("command",), {"image": "sample", "command": ["sample"]}),
        (("ports", 0), {"image": "sample", "ports": [{"number": "sample"}]}),
        (
            ("labels", "sample"),
            {"image": "sample", "labels": {"sample": {"number": "sample"}}},
        ),
    ],
)
def test_a_sample_has_what_leads_to_a_place_and_what_is_required(place, sample):
    assert around(SCHEMA, place) == sample


def test_a_required_field_can_be_left_out_of_it():
    sample = around(SCHEMA, ("ports", 0))

    assert spoiled(sample, ("ports", 0, "number"), None)["ports"] == [{}]
