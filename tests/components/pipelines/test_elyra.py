import json
from dataclasses import replace
from typing import Any

import pytest

from constructs_lib.catalog import Images
from constructs_lib.components.pipelines import elyra as module
from constructs_lib.config import (
    S3,
    BundledMinIO,
    CaBundle,
    IamRole,
    PipelinesSettings,
    WorkloadDefaults,
)
from constructs_lib.elyra import Elyra, ElyraDownloads, RuntimeImage
from constructs_lib.kube import objects_of

ELYRA = Elyra(
    image="registry.example.com/elyra:1",
    bucket="our-elyra-{namespace}",
    runtime_images=(RuntimeImage(name="pandas", image="docker.io/amancevice/pandas:2.3.2"),),
    downloads=ElyraDownloads(
        bootstrap_script="file:///opt/elyra/bootstrapper.py",
        requirements="file:///opt/elyra/requirements-elyra.txt",
        pip_index="https://pypi.example.com/simple",
    ),
)
SILO = BundledMinIO(server="silo")
EXTERNAL = S3(bucket="runs", region="eu", endpoint="s3.example.com", port=9000)
ROLE = S3(
    bucket="runs",
    region="eu-west-1",
    credentials=IamRole("arn:aws:iam::123456789012:role/pipelines"),
)
HOOK = "kubeflow-pipelines-profile-controller-code"


def told(settings, **defaults):
    return module.told(
        settings.elyra,
        settings,
        namespace="kubeflow",
        defaults=WorkloadDefaults(**defaults),
        address="https://ml.example.com",
    )


def settings(**decisions):
    return PipelinesSettings(elyra=ELYRA, **decisions)


def test_the_hook_is_told_all_of_it(yaml_snapshot):
    assert told(settings()) == yaml_snapshot


def test_no_key_is_told():
    metadata = told(settings())["runtime"]["metadata"]

    assert {"cos_username", "cos_password"} & metadata.keys() == set()


def test_with_roles_there_is_no_secret():
    found = told(settings(object_store=ROLE, profile_credentials="own"))
    volumes = found["podDefaults"]["elyra"]["volumes"]

    assert (
        found["runtime"]["metadata"]["cos_auth_type"] == "AWS_IAM_ROLES_FOR_SERVICE_ACCOUNTS"
    )
    assert [volume for volume in volumes if "secret" in volume] == []


@pytest.mark.parametrize(
    ("decisions", "endpoint"),
    [
        ({}, "http://minio-service.kubeflow.svc.k8s.example.org:9000"),
        ({"object_store": EXTERNAL}, "https://s3.example.com:9000"),
        (
            {"object_store": ROLE, "profile_credentials": "own"},
            "https://s3.amazonaws.com",
        ),
    ],
)
def test_files_are_in_the_store_of_pipelines(decisions, endpoint):
    found = told(settings(**decisions), cluster_domain="k8s.example.org")

    assert found["runtime"]["metadata"]["cos_endpoint"] == endpoint


def test_the_catalog_names_images_as_they_are_pulled():
    files = told(settings(), images=Images(registry="m.example.com"))["files"]

    assert json.loads(files["image-pandas.json"])["metadata"]["image_name"] == (
        "m.example.com/amancevice/pandas:2.3.2"
    )


def test_a_private_authority_is_trusted_in_notebooks():
    store = replace(EXTERNAL, ca=CaBundle("authorities", "root.pem"))
    spec = told(settings(object_store=store, archive_logs=False))["podDefaults"]["elyra"]

    assert {"name": "SSL_CERT_FILE", "value": "/etc/elyra-authorities/ca.crt"} in spec["env"]
    assert {
        "name": "elyra-authorities",
        "configMap": {
            "name": "authorities",
            "items": [{"key": "root.pem", "path": "ca.crt"}],
        },
    } in spec["volumes"]


def test_without_an_index_of_its_own_steps_are_left_alone():
    chosen = PipelinesSettings(elyra=Elyra(image=ELYRA.image))

    assert list(told(chosen)["podDefaults"]) == ["elyra"]


def test_a_pod_may_have_the_sdks_pod_default_too(make, find):
    make(settings=settings())
    text = find("ConfigMap", HOOK)["data"]["sync.py"]
    shipped = json.loads(text.partition('r"""')[2].partition('"""')[0])
    sdk, own = shipped["access"], shipped["elyra"]["podDefaults"]["elyra"]

    assert [each for each in sdk["volumes"] if each not in own["volumes"]] == []
    assert [each for each in sdk["volumeMounts"] if each not in own["volumeMounts"]] == []
    assert [each for each in sdk["env"] if each not in own["env"]] == []


def test_the_program_that_ships_adds_it_to_what_pipelines_need(make, find):
    make(settings=settings())
    text = find("ConfigMap", HOOK)["data"]["sync.py"]
    code, _, _ = text.partition("\nif __name__ ==")
    shipped = json.loads(text.partition('r"""')[2].partition('"""')[0])
    program: dict[str, Any] = {"__name__": "sync"}
    exec(compile(code, "sync.py", "exec", dont_inherit=True), program)
    labels = {"pipelines.kubeflow.org/enabled": "true"}
    question = {"parent": {"metadata": {"name": "alice", "labels": labels}}, "children": {}}
    key = {"MINIO_ACCESS_KEY": "key", "MINIO_SECRET_KEY": "secret"}
    answer = program["with_elyra"](program["sync"])(shipped, key, question)

    assert "sync = with_elyra(sync)" in text
    assert [each["metadata"]["name"] for each in answer["children"]][-4:] == [
        "elyra",
        "elyra-runtime",
        "elyra",
        "elyra-steps",
    ]


def test_by_default_the_hook_knows_nothing_of_it(make, find):
    make()

    assert "elyra" not in find("ConfigMap", HOOK)["data"]["sync.py"]


def test_the_stores_keys_are_given_on_for_elyra(make, yaml_snapshot):
    made = make(settings=settings(object_store=SILO, profile_credentials="per-profile"))
    kinds = ("ClusterRole", "ValidatingAdmissionPolicy")
    objects = objects_of(made.node.find_child("store-keys"))

    assert [each for each in objects if each["kind"] in kinds] == yaml_snapshot


def test_a_profiles_key_opens_its_own_bucket(make, find):
    make(settings=settings(object_store=SILO, profile_credentials="per-profile"))
    statements = json.loads(find("ConfigMap", "store-keys")["data"]["settings.json"])["policy"]
    own = [
        place
        for each in statements["Statement"]
        for place in each.get("Resource", ())
        if "mlpipeline" not in place
    ]

    assert own == [
        "arn:aws:s3:::our-elyra-<profile>",
        "arn:aws:s3:::our-elyra-<profile>/*",
    ]
