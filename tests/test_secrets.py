"""Where an environment's Secrets come from: each choice, down to the files of dist/."""

from dataclasses import replace

import pytest
import yaml

from constructs_lib import (
    Config,
    Environment,
    ExistingSecrets,
    ExternalSecrets,
    GeneratedInCluster,
    Platform,
    SealedSecrets,
)
from constructs_lib.platform import Synthesis, synthesize

pytestmark = pytest.mark.slow

CHOICES = {
    "generated": GeneratedInCluster(),
    "existing": ExistingSecrets(names={"oauth2-proxy": "company-session"}),
    "external": ExternalSecrets(store="vault"),
    "sealed": SealedSecrets(path="sealed/production"),
}
READERS = {("Deployment", "dex"), ("Deployment", "oauth2-proxy")}
# The program's own text is looked after by tests/secrets.
PROGRAM = "generate_secrets.py"


@pytest.fixture(scope="module")
def synthesized() -> dict[str, Synthesis]:
    return {
        name: synthesize(
            Platform(environments=(Environment("default", Config(secrets=secrets)),))
        )
        for name, secrets in CHOICES.items()
    }


def units_of(synthesis):
    return synthesis.environments["default"]


def applications(synthesis):
    objects = yaml.load_all(synthesis.files["apps/kubeflow.yaml"], yaml.CSafeLoader)
    return {obj["metadata"]["name"]: obj for obj in objects if obj["kind"] == "Application"}


def references(pod):
    """Return the Secrets that a pod's one container reads into variables."""
    [container] = pod["spec"]["template"]["spec"]["containers"]
    named = [
        *(source["secretRef"]["name"] for source in container.get("envFrom", ())),
        *(
            variable["valueFrom"]["secretKeyRef"]["name"]
            for variable in container["env"]
            if "secretKeyRef" in variable.get("valueFrom", {})
        ),
    ]
    return list(dict.fromkeys(named))


@pytest.mark.parametrize("choice", CHOICES)
def test_what_makes_and_reads_secrets(synthesized, choice, yaml_snapshot):
    units = units_of(synthesized[choice])
    made = units.get("secrets", [])
    shown = [
        {**obj, "data": {**obj["data"], PROGRAM: "…"}}
        if PROGRAM in obj.get("data", {})
        else obj
        for obj in made
    ]
    readers = [
        {"kind": obj["kind"], "name": obj["metadata"]["name"], "reads": references(obj)}
        for unit in units.values()
        for obj in unit
        if (obj["kind"], obj["metadata"]["name"]) in READERS
    ]

    assert [*shown, *readers] == yaml_snapshot


@pytest.mark.parametrize("choice", CHOICES)
def test_no_choice_writes_a_secret(synthesized, choice):
    written = [
        obj["metadata"]["name"]
        for unit in units_of(synthesized[choice]).values()
        for obj in unit
        if obj["kind"] == "Secret" and obj.keys() & {"data", "stringData"}
    ]

    assert written == []


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_deletes_what_upstream_publishes(synthesized, choice):
    path = "kubeflow/overlays/default/kustomization.yaml"
    patches = yaml.load(synthesized[choice].files[path], yaml.CSafeLoader)["patches"]
    targets = [p["target"] for p in patches if p.get("target", {}).get("kind") == "Secret"]

    assert targets == [
        {"kind": "Secret", "name": "dex-oidc-client|dex-passwords", "namespace": "auth"},
        {
            "kind": "Secret",
            "name": "katib-mysql-secrets|mlpipeline-minio-artifact|mysql-secret",
            "namespace": "kubeflow",
        },
        {"kind": "Secret", "name": "oauth2-proxy", "namespace": "oauth2-proxy"},
    ]


def test_sealed_secrets_have_an_application_of_their_own(synthesized):
    source = applications(synthesized["sealed"])["kubeflow-secrets"]["spec"]["source"]

    assert source["path"] == "sealed/production"


@pytest.mark.parametrize("choice", sorted(CHOICES.keys() - {"sealed"}))
def test_others_have_none(synthesized, choice):
    assert "kubeflow-secrets" not in applications(synthesized[choice])


def test_argo_cd_may_write_where_secrets_are_needed(synthesized):
    objects = yaml.load_all(
        synthesized["sealed"].files["apps/kubeflow.yaml"], yaml.CSafeLoader
    )
    project, _ = (obj for obj in objects if obj["kind"] == "AppProject")
    namespaces = {each["namespace"] for each in project["spec"]["destinations"]}

    assert {"auth", "oauth2-proxy"} <= namespaces


def test_environments_may_choose_differently():
    one = Environment("one", Config())
    two = Environment("two", replace(Config(), secrets=ExternalSecrets(store="vault")))
    environments = synthesize(Platform(environments=(one, two))).environments
    kinds = {
        name: {obj["kind"] for obj in units["secrets"]} for name, units in environments.items()
    }

    assert "Job" in kinds["one"]
    assert kinds["two"] == {"ExternalSecret"}


def test_fails_for_a_new_name_of_a_secret_that_is_not_the_logins():
    config = Config(secrets=ExistingSecrets(names={"mysql-secret": "mysql-login"}))
    message = "ExistingSecrets renames 'mysql-secret', which is not one of the login's Secrets"

    with pytest.raises(ValueError, match=message):
        synthesize(Platform(environments=(Environment("default", config),)))
