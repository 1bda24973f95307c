"""Answers of registries say what an image is, or are told of."""

import hashlib
import json

import pytest

from constructs_lib.supply.manifest import INDEXES, MANIFESTS, Manifest, WrongAnswerError

BLOB = f"sha256:{'1' * 64}"
IMAGE = {"config": {"digest": BLOB, "size": 7}, "layers": [{"digest": "sha256:2", "size": 9}]}


def read(told, kind="application/json", digest=None):
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    return Manifest.of(data, kind=kind, digest=digest, place="example.com/app:1")


def part(platform):
    return {"digest": BLOB, "platform": platform}


@pytest.mark.parametrize("kind", INDEXES)
def test_an_index_names_its_platforms(kind):
    arm = {"os": "linux", "architecture": "arm64", "variant": "v8"}
    found = read({"mediaType": kind, "manifests": [part(arm)]})

    assert (found.platforms, found.parts, found.config) == (("linux/arm64/v8",), (BLOB,), "")


@pytest.mark.parametrize(
    "platform", [None, {}, {"os": "unknown", "architecture": "unknown"}], ids=str
)
def test_a_signature_in_an_index_is_for_no_platform(platform):
    found = read({"mediaType": INDEXES[0], "manifests": [part(platform)]})

    assert (found.platforms, found.parts) == ((), (BLOB,))


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_manifest_has_the_sizes_of_its_blobs(kind):
    assert read({"mediaType": kind, **IMAGE}).blobs == {BLOB: 7, "sha256:2": 9}


def test_the_answers_own_kind_counts_where_the_manifest_names_none():
    assert read(IMAGE, kind=f"{MANIFESTS[0]}; charset=utf-8").config == BLOB


def test_the_digest_is_that_of_the_bytes():
    data = json.dumps({"mediaType": MANIFESTS[0], **IMAGE}).encode()

    assert read(data).digest == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_another_digest_is_refused():
    with pytest.raises(WrongAnswerError, match=f"has digest .*, and it must have {BLOB}"):
        read({"mediaType": MANIFESTS[0], **IMAGE}, digest=BLOB)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (b"<html>", "answers with application/json, which is not an image"),
        ([], "which is not an image"),
        ({"schemaVersion": 1}, "is of kind 'application/json', which cannot be locked"),
        ({"mediaType": MANIFESTS[0], "layers": []}, "is incomplete"),
        ({"mediaType": INDEXES[0], "manifests": 3}, "is incomplete"),
    ],
)
def test_what_is_no_image_is_told_of(told, message):
    with pytest.raises(WrongAnswerError, match=message):
        read(told)
