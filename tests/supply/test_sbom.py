"""A platform's list of materials is CycloneDX, and names everything once."""

import json
from dataclasses import replace

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from constructs_lib import Config
from constructs_lib.config import AddOn
from constructs_lib.supply.sbom import Made, sbom
from tests.test_image_lock import DIGEST, IMAGE, LOCK

POD = {
    "kind": "Pod",
    "metadata": {"name": "app", "namespace": "team"},
    "spec": {"containers": [{"image": f"{IMAGE.reference}@{DIGEST}"}]},
}
KIND = {
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "notebooks.kubeflow.org"},
    "spec": {
        "group": "kubeflow.org",
        "names": {"kind": "Notebook"},
        "versions": [{"name": "v1", "served": True}, {"name": "v1alpha1", "served": False}],
    },
}
ADD_ONS = (AddOn(name="istio"), AddOn(name="gateway-api"))


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764476706")


def made(*objects, add_ons=()):
    return Made(name="default", config=Config(images=LOCK), objects=objects, add_ons=add_ons)


def listed(*objects, **settings):
    """Return the components by their reference."""
    told = json.loads(sbom(made(*objects, **settings)))
    return {each["bom-ref"]: each for each in told["components"]}


def test_a_list_is_of_cyclonedx_schema():
    told = sbom(made(POD, KIND, add_ons=ADD_ONS))

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None


def test_an_image_has_its_digest_and_who_uses_it():
    found = listed(POD)[f"image/{IMAGE.reference}@{DIGEST}"]

    assert found["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert found["purl"] == (
        f"pkg:oci/busybox@sha256:{'a' * 64}?repository_url=docker.io/library/busybox&"
        "tag=1.37.0"
    )
    assert {"name": "kubeflow-gitops:used-by", "value": "Pod team/app"} in found["properties"]


def test_an_image_of_a_mirror_is_its_publishers():
    mirrored = {**POD, "spec": {"image": "m.example.com/tensorflow/tensorflow:2.5.1"}}
    platform = replace(made(mirrored), config=Config(registry="m.example.com"))
    [found] = json.loads(sbom(platform))["components"]

    assert found["group"] == "docker.io/tensorflow"
    assert "repository_url=m.example.com/tensorflow/tensorflow" in found["purl"]


def test_kinds_have_the_versions_that_are_served():
    found = listed(KIND)["kind/notebooks.kubeflow.org"]

    assert (found["group"], found["name"], found["version"]) == (
        "kubeflow.org",
        "Notebook",
        "v1",
    )


def test_charts_have_their_versions_and_repositories():
    found = listed(add_ons=ADD_ONS)
    [version] = {each["version"] for ref, each in found.items() if "chart/istio" in ref}

    assert found["chart/istio/ztunnel"]["purl"] == (
        f"pkg:helm/ztunnel@{version}?repository_url="
        "https://istio-release.storage.googleapis.com/charts"
    )
    assert found["chart/gateway-api/gateway-api"]["version"] == "v1.4.1"


def test_the_same_environment_gives_the_same_list():
    assert sbom(made(POD, KIND)) == sbom(made(POD, KIND))


def test_another_image_gives_another_serial_number():
    other = json.loads(sbom(made(KIND)))
    told = json.loads(sbom(made(POD, KIND)))

    assert told["serialNumber"] != other["serialNumber"]
