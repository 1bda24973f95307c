"""What is made of answers of the API server, and of kubectl's proxy about it."""

import json

import pytest

from constructs_lib.recovery.cluster import ClusterError, _sound


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (502, b"unexpected EOF", "reading x: the API server does not answer; run it again"),
        (500, b"dial tcp: refused", "reading x: the API server does not answer; run it again"),
        (401, b"{}", "reading x: the kubeconfig's token has expired or is not valid"),
        (403, b'{"message": "no"}', "reading x: no"),
        (422, b'{"message": "spec: Required"}', "reading x: spec: Required"),
        (503, b'{"message": "shutting down"}', "reading x: shutting down"),
    ],
)
def test_an_error_is_a_sentence(status, body, told):
    with pytest.raises(ClusterError) as raised:
        _sound(status, body, "reading x")

    assert str(raised.value) == told


def test_an_answer_is_its_object():
    assert _sound(200, json.dumps({"kind": "Pod"}).encode(), "reading x") == {"kind": "Pod"}
