"""Every object is one that the API server takes: known fields, right types, none missing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import jsonschema_rs
import kubernetes_validate
import pytest
import yaml

from constructs_lib import Config, Environment, PlatformPrerequisites
from constructs_lib.delivery import profile_files
from constructs_lib.delivery.add_ons import add_on_objects
from constructs_lib.delivery.layout import base_of
from constructs_lib.kube import Object
from constructs_lib.releases import RELEASES, V1_9_1
from tests.delivery.test_add_ons import CONFIG, EVERY_ADD_ON
from tests.environments import CONFIGS, TEAM
from tests.schemas.closed import validators

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
KUBERNETES = "1.32"
# Kinds that only a newer one has, and only environments with it.
NEWER = {"MutatingAdmissionPolicy": "1.36", "MutatingAdmissionPolicyBinding": "1.36"}
# Only their projects have their schemas: tests/cluster reads them there, and
# tests/secrets/test_external_secret.py has the fields of one.
UNKNOWN = {
    ("cert-manager.io/v1", "Certificate"),
    ("cert-manager.io/v1", "Issuer"),
    ("external-secrets.io/v1", "ExternalSecret"),
    ("externaldns.k8s.io/v1alpha1", "DNSEndpoint"),
    ("gateway.kgateway.dev/v1alpha1", "HTTPListenerPolicy"),
    ("gateway.kgateway.dev/v1alpha1", "ListenerPolicy"),
    ("gateway.kgateway.dev/v1alpha1", "TrafficPolicy"),
    ("kueue.x-k8s.io/v1beta2", "ClusterQueue"),
    ("kueue.x-k8s.io/v1beta2", "ResourceFlavor"),
    ("kueue.x-k8s.io/v1beta2", "WorkloadPriorityClass"),
    ("monitoring.coreos.com/v1", "PodMonitor"),
    ("monitoring.coreos.com/v1", "PrometheusRule"),
    ("monitoring.coreos.com/v1", "ServiceMonitor"),
    ("monitoring.coreos.com/v1alpha1", "ScrapeConfig"),
    ("telemetry.istio.io/v1", "Telemetry"),
    ("velero.io/v1", "BackupStorageLocation"),
    ("velero.io/v1", "Schedule"),
    ("velero.io/v1", "VolumeSnapshotLocation"),
}

Validators = Mapping[tuple[str, str], jsonschema_rs.Validator]


@pytest.fixture(scope="module")
def customs(default, synthesis) -> Mapping[str, Validators]:
    """Return the checks of `custom` by release, whose base defines Kubeflow's own kinds."""
    files = {**default, **synthesis.files}
    return {
        release.name: checks(
            text for path, text in files.items() if path.startswith(f"{base_of(release)}/")
        )
        for release in RELEASES
    }


@pytest.fixture(scope="module")
def custom(customs) -> Validators:
    """Return what checks Istio's, the Gateway API's, Argo CD's and Kubeflow's own kinds."""
    return customs[Config().release.name]


def checks(base: Iterable[str]) -> Validators:
    """Return what checks the kinds that crds/ and a base define."""
    texts = [*(path.read_text() for path in sorted(ROOT.glob("crds/*.yaml"))), *base]
    found = validators(
        obj
        for text in texts
        for obj in yaml.load_all(text, yaml.CSafeLoader)
        if obj["kind"] == "CustomResourceDefinition"
    )
    # Istio serves both, with one schema; upstream writes one of its routes in the second.
    istio = "networking.istio.io"
    route = found[f"{istio}/v1alpha3", "VirtualService"]
    return {**found, (f"{istio}/v1beta1", "VirtualService"): route}


@pytest.fixture(scope="module", autouse=True)
def schemas_read_once() -> Iterator[None]:
    """Keep what kubernetes_validate would read from disk again for every object."""
    read = kubernetes_validate.utils.schema_contents
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kubernetes_validate.utils, "schema_contents", cache(read))
        yield


def problems(obj: Object, custom: Validators) -> Iterator[str]:
    """Yield a sentence for each reason to refuse an object."""
    kind = (obj["apiVersion"], obj["kind"])
    where = f"{obj['kind']} {obj['metadata']['name']}"
    if kind in custom:
        for error in custom[kind].iter_errors(obj):
            yield f"{where} {'.'.join(map(str, error.instance_path))}: {error.message}"
    elif kind not in UNKNOWN:
        for problem in core_problems(json.dumps(obj, sort_keys=True)):
            yield f"{where} {problem}"


@cache
def core_problems(manifest: str) -> list[str]:
    """Return why Kubernetes itself refuses a manifest; most are the same everywhere."""
    obj = json.loads(manifest)
    version = NEWER.get(obj["kind"], KUBERNETES)
    try:
        kubernetes_validate.validate(obj, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return [f"{'.'.join(map(str, error.path))}: {error.message}"]
    return []


@pytest.mark.parametrize("environment", CONFIGS)
def test_every_object_of_an_environment_is_valid(built, customs, environment):
    custom = customs[CONFIGS[environment].release.name]
    found = [problem for obj in built[environment] for problem in problems(obj, custom)]

    assert found == []


@pytest.mark.parametrize(
    ("folder", "release"),
    [
        ("apps", V1_9_1),
        ("kubeflow/profiles", V1_9_1),
        *((str(base_of(release)), release) for release in RELEASES),
    ],
)
def test_every_object_of_a_folder_is_valid(synthesis, customs, folder, release):
    custom = customs[release.name]
    found = [
        problem
        for path, text in synthesis.files.items()
        if path.startswith(f"{folder}/") and not path.endswith("/kustomization.yaml")
        for obj in yaml.load_all(text, yaml.CSafeLoader)
        for problem in problems(obj, custom)
    ]

    assert found == []


def test_every_application_of_an_add_on_is_valid(custom):
    wanted = PlatformPrerequisites(add_ons=EVERY_ADD_ON)
    objects = add_on_objects(wanted, Environment("one", CONFIG))
    found = [problem for obj in objects for problem in problems(obj, custom)]

    assert found == []


def test_every_object_of_a_profile_with_members_is_valid(custom):
    files = profile_files([TEAM], Config())
    found = [
        problem
        for obj in files[f"kubeflow/profiles/{TEAM.name}.yaml"]
        for problem in problems(obj, custom)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("Deployment", "centraldashboard", ("spec", "template", "spec")),
        (
            "AuthorizationPolicy",
            "central-dashboard",
            ("spec", "rules", 0, "from", 0, "source"),
        ),
        (
            "DecoratorController",
            "profile-waypoints",
            ("spec", "hooks", "sync", "webhook"),
        ),
        ("HTTPRoute", "kubeflow-route", ("spec", "rules", 0, "matches", 0, "path")),
    ],
)
def test_a_misspelt_field_is_a_problem(synthesis, custom, kind, name, path):
    units = synthesis.environments["default"].values()
    [obj] = [
        yaml.safe_load(yaml.safe_dump(obj))
        for unit in units
        for obj in unit
        if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    ]
    node = obj
    for step in path:
        node = node[step]
    node["misspelt"] = "x"

    assert [problem for problem in problems(obj, custom) if "misspelt" in problem] != []
