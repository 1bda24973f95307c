"""What Elyra gets in a profile; tests/components/pipelines checks the program that ships."""

import ast
import base64
import json

import pytest

from constructs_lib.scripts import text_of
from constructs_lib.scripts.elyra_hook import with_elyra
from constructs_lib.scripts.pipelines_hook import READY, sync
from tests.scripts.test_pipelines_hook import ENVIRONMENT, SETTINGS, asked, observed

RUNTIME = {
    "display_name": "Kubeflow Pipelines",
    "schema_name": "kfp",
    "metadata": {"cos_bucket": "elyra-{namespace}", "user_namespace": "{namespace}"},
}
EDITOR = {"desc": "Elyra", "selector": {"matchLabels": {"elyra": "true"}}}
ELYRA = {
    "configMap": "elyra",
    "file": "kubeflow.json",
    "files": {"constraints.txt": "elyra==4.1.1\n"},
    "key": True,
    "podDefaults": {"elyra": EDITOR},
    "role": False,
    "runtime": RUNTIME,
    "secret": "elyra-runtime",
}
POD_DEFAULTS = "PodDefault.kubeflow.org/v1alpha1"
OWN = {("ConfigMap", "elyra"), ("Secret", "elyra-runtime"), ("PodDefault", "elyra")}


def answer(request=None, environment=ENVIRONMENT, **elyra):
    told = {**ELYRA, **elyra}
    settings = {**SETTINGS, "elyra": told, "secret": told["key"] and SETTINGS["secret"]}
    return with_elyra(sync)(settings, environment, request or asked())


def children(*arguments, **elyra):
    made = answer(*arguments, **elyra)["children"]
    return {(each["kind"], each["metadata"]["name"]): each for each in made}


def text(secret, key):
    return base64.b64decode(secret["data"][key]).decode()


def test_a_profile_gets_it_with_all_that_pipelines_need():
    plain = sync(SETTINGS, ENVIRONMENT, asked())["children"]
    names = {(each["kind"], each["metadata"]["name"]) for each in plain}

    assert set(children()) == names | OWN


def test_a_runtime_configuration_names_the_profile_and_has_the_key():
    secret = children()["Secret", "elyra-runtime"]

    assert json.loads(text(secret, "kubeflow.json"))["metadata"] == {
        "cos_bucket": "elyra-alice",
        "user_namespace": "alice",
        "cos_username": "key",
        "cos_password": "secret",
    }


def test_steps_find_the_key_in_the_same_secret():
    secret = children()["Secret", "elyra-runtime"]

    assert (text(secret, "AWS_ACCESS_KEY_ID"), text(secret, "AWS_SECRET_ACCESS_KEY")) == (
        "key",
        "secret",
    )


def test_without_a_key_to_give_on_it_makes_no_secret():
    assert ("Secret", "elyra-runtime") not in children(None, {}, key=False)


def test_with_roles_the_configuration_is_no_secret():
    config = children(None, {}, key=False, role=True)["ConfigMap", "elyra"]

    assert json.loads(config["data"]["kubeflow.json"])["metadata"]["user_namespace"] == "alice"


def test_a_namespace_that_is_not_enabled_gets_nothing():
    assert answer(asked(labels={})) == {"status": {}, "children": []}


def test_a_profile_whose_bucket_would_be_too_long_has_pipelines_without_it():
    bucket = f"{'b' * 59}{{namespace}}"
    made = children(runtime={**RUNTIME, "metadata": {"cos_bucket": bucket}})

    assert set(made) & OWN == set()


@pytest.mark.parametrize(
    "other",
    [
        {"metadata": {"name": "elyra"}},
        {"metadata": {"name": "mine"}, "spec": EDITOR},
    ],
    ids=["of its name", "for its label"],
)
def test_anothers_pod_default_stays(other):
    name = other["metadata"]["name"]
    related = {POD_DEFAULTS: {f"alice/{name}": other}}

    assert ("PodDefault", "elyra") not in children(asked(related=related))


def test_its_own_pod_default_stays():
    there = observed(children())
    request = asked(children=there, related={POD_DEFAULTS: there[POD_DEFAULTS]})

    assert ("PodDefault", "elyra") in children(request)


@pytest.mark.parametrize("missing", sorted(OWN))
def test_a_profile_is_ready_when_all_of_it_is_there(missing):
    made = children()
    there = observed(made)
    kind, name = missing
    del there[f"{kind}.{made[missing]['apiVersion']}"][f"alice/{name}"]

    assert answer(asked(children=observed(made)))["status"] == {READY: "True"}
    assert answer(asked(children=there))["status"] == {READY: "False"}


def test_runs_on_upstreams_python():
    ast.parse(text_of("elyra_hook.py"), feature_version=(3, 7))
