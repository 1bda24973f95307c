import pytest

from constructs_lib.review.rules import findings
from constructs_lib.review.rules.elyra import ELYRA
from tests.review.examples import change, elyra_hook, make

RUNTIME = {"cos_bucket": "elyra-{namespace}", "cos_endpoint": "http://minio:9000"}
UPSTREAM = elyra_hook(None)
UPSTREAM["data"] = {"sync.py": "upstream's"}


def found(before, after):
    return [sentence for _, sentence in ELYRA.find(change(before, after))]


@pytest.mark.parametrize(
    ("field", "what"), [("cos_bucket", "the bucket"), ("cos_endpoint", "the object store")]
)
def test_files_of_earlier_runs_stay_in_the_other_place(field, what):
    [sentence] = found(elyra_hook(RUNTIME), elyra_hook({**RUNTIME, field: "other"}))

    assert sentence.startswith(f"{what}")
    assert "files of earlier runs stay" in sentence


def test_leaving_it_out_leaves_the_buckets():
    [sentence] = found(elyra_hook(RUNTIME), elyra_hook(None))

    assert sentence == "Elyra is removed from the profiles; its buckets and their files stay"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (elyra_hook(None), elyra_hook(RUNTIME)),
        (elyra_hook(RUNTIME), elyra_hook(RUNTIME, account="other")),
        (UPSTREAM, elyra_hook(RUNTIME)),
        (make("ConfigMap", data={"sync.py": "a"}), make("ConfigMap", data={"sync.py": "b"})),
    ],
    ids=["new", "other settings", "upstream's program", "another ConfigMap"],
)
def test_anything_else_is_left_to_the_other_rules(before, after):
    assert found(before, after) == []
    assert findings(change(before, after)) != ()
