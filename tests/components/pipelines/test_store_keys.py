import json
from dataclasses import replace

import pytest

from constructs_lib.catalog import Images
from constructs_lib.components.pipelines.artifacts import key_format
from constructs_lib.config import BundledMinIO, PipelinesSettings
from constructs_lib.kube import objects_of

NAME = "store-keys"
SETTINGS = PipelinesSettings(
    object_store=BundledMinIO(server="silo"), profile_credentials="per-profile"
)


def told(find):
    return json.loads(find("ConfigMap", NAME)["data"]["settings.json"])


def test_manifests(make, yaml_snapshot):
    assert objects_of(make(settings=SETTINGS).node.find_child(NAME)) == yaml_snapshot


def test_by_default_there_is_none(usual):
    _, parts = usual

    assert NAME not in parts


def test_a_profile_s_key_opens_what_runs_write(make, find):
    make(settings=SETTINGS)
    _, _, own, _ = told(find)["policy"]["Statement"]
    argo = key_format(SETTINGS).replace("{{workflow.namespace}}", "<profile>")
    launcher = str(SETTINGS.root).replace("{namespace}", "<profile>")
    written = [
        f"arn:aws:s3:::mlpipeline/{argo}",
        launcher.replace("minio://", "arn:aws:s3:::"),
    ]

    opened = [each.removesuffix("*") for each in own["Resource"]]
    pairs = zip(written, opened, strict=True)
    assert [path for path, place in pairs if not f"{path}/".startswith(place)] == []


def test_a_profile_s_key_opens_nothing_of_who_has_a_longer_name(make, find):
    make(settings=SETTINGS)
    _, listed, own, _ = told(find)["policy"]["Statement"]
    patterns = [*own["Resource"], *listed["Condition"]["StringLike"]["s3:prefix"]]

    assert [each for each in patterns if not each.endswith("/<profile>/*")] == []


def test_a_profile_s_key_administers_nothing(make, find):
    make(settings=SETTINGS)

    assert told(find)["policy"]["Statement"][-1] == {"Effect": "Deny", "Action": ["admin:*"]}


def test_it_reads_secrets_of_one_name(make, find):
    make(settings=SETTINGS)
    rules = [
        rule for rule in find("ClusterRole", NAME)["rules"] if "secrets" in rule["resources"]
    ]

    assert [(rule["verbs"], rule.get("resourceNames")) for rule in rules] == [
        (["list", "update"], ["mlpipeline-minio-artifact"]),
        (["create"], None),
    ]


def test_the_store_s_own_key_is_no_text(make, container):
    make(settings=SETTINGS)
    keys = [each for each in container(NAME, NAME)["env"] if each["name"].startswith("MINIO_")]

    assert [sorted(each) for each in keys] == [["name", "valueFrom"]] * 2


def test_a_mirror_holds_the_client_too(make, find, ambient):
    images = Images(registry="m.example.com")
    make(settings=SETTINGS, defaults=replace(ambient, images=images, resources=None))
    [first] = find("Deployment", NAME)["spec"]["template"]["spec"]["initContainers"]

    assert first["image"].startswith("m.example.com/pgsty/mc:")


@pytest.mark.parametrize("security", ["upstream", "restricted"])
def test_it_is_confined_whatever_others_are(make, container, ambient, security):
    hardening = replace(ambient.hardening, security=security)
    make(settings=SETTINGS, defaults=replace(ambient, hardening=hardening, resources=None))

    assert container(NAME, NAME)["securityContext"]["readOnlyRootFilesystem"] is True
