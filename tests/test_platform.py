"""The files of dist/, and what kustomize makes of them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath

import pytest
import yaml
from cdk8s import App, Chart

import main
from constructs_lib import (
    ApplicationSet,
    ArgoCd,
    Config,
    Edge,
    Environment,
    Hooks,
    Ingress,
    Kubeflow,
    Member,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    Profile,
    Sidecars,
    Tls,
    Upstream,
    UserHeader,
)
from constructs_lib.base import base_objects
from constructs_lib.config import COMPONENTS, CORE, upstream_paths
from constructs_lib.config.components import (
    INSTALLABLE,
    KNOWN,
    NOTEBOOK_CONTROLLER,
    OPTIONAL,
)
from constructs_lib.delivery import VERSION
from constructs_lib.delivery.shared_patches import SHARED
from constructs_lib.kube import Object, objects_of
from constructs_lib.platform import build, synthesize
from constructs_lib.releases import V1_9_1
from tests.environments import CONFIGS, EVERYTHING

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BASE = "kubeflow/base"
OVERLAY = "kubeflow/overlays/default"
# The base's files beside the components: what every environment has, whatever it installs.
COMMON = (
    "namespace",
    "crds",
    "kubeflow-roles",
    "kubeflow-istio-resources",
    "networkpolicies",
    "user-namespace",
    # Upstream has it with Pipelines, whose hook it asks.
    "metacontroller",
    "dex",
    "oauth2-proxy",
)

# What each decision of EVERYTHING puts into a file, or takes out of it, unlike the default.
DECISIONS = (
    ("host", "gateway-config", "ml.example.org", True),
    ("cluster", "admission-webhook", "admissions.enforcer/disabled", True),
    ("edge", "gateway-config", '"namespace": "gateways"', True),
    ("edge", "networkpolicies", '"gateways"', True),
    ("edge", "gateway-config", '"sectionName": "https"', True),
    ("edge", "gateway-config", '"statusCode": 301', True),
    ("edge", "gateway-config", '"letsencrypt"', True),
    ("edge", "gateway-config", '"recordTTL": 60', True),
    ("edge", "gateway-config", '"allowConnect": true', True),
    ("edge", "gateway-config", '"streamIdle": "3600s"', True),
    ("edge", "gateway-config", "max-age=2592000", True),
    ("edge", "gateway-config", "https://hub.example.org", True),
    ("edge", "gateway-config", "frame-ancestors 'self' https://portal.example.org", True),
    ("edge", "gateway-config", '"maxReplicas": 6', True),
    ("edge", "gateway-config", '"provider": {"name": "login"}', True),
    ("mesh", "gateway-config", "proxyv2:1.26.3", True),
    ("mesh", "closed-waypoints", "GatewayClass", True),
    ("logs", "access-log", "kubeflow-access-log", True),
    ("logs", "notebook-controller", "--zap-encoder=json", True),
    ("logs", "profiles", "--zap-encoder=json", True),
    ("logs", "pvcviewer-controller", "--zap-encoder=json", True),
    ("logs", "tensorboard-controller", "--zap-encoder=json", True),
    ("logs", "training-operator", "--zap-encoder=json", True),
    ("logs", "pipelines", '"--log-format", "json"', True),
    ("cluster_domain", "pipelines", ".svc.k8s.example.org", True),
    ("cluster_domain", "gateway-config", ".svc.k8s.example.org", True),
    ("components", "tensorboards-web-app", "Deployment", False),
    ("registry", "jupyter-web-app", "mirror.example.com:5000/", True),
    ("registry", "gateway-config", "mirror.example.com:5000/", True),
    ("resources", "profiles", '"memory": "0.5Gi"', True),
    ("pods", "jupyter-web-app", "mirror-login", True),
    ("pods", "gateway-config", "mirror-login", True),
    ("workloads", "central-dashboard", '"zone": "a"', True),
    ("autoscaling", "pipelines", '"averageUtilization": 65', True),
    ("hardening", "jupyter-web-app", "readinessProbe", False),
    ("hardening", "egress", '"192.0.2.1/32"', True),
    ("dashboard", "central-dashboard", "Handbook", True),
    ("dashboard", "central-dashboard", "http://prometheus.monitoring.svc:9090", True),
    ("dashboard", "central-dashboard", '"CD_REGISTRATION_FLOW": "true"', True),
    ("notebooks", "jupyter-web-app", "Big nodes", True),
    ("notebooks", "notebook-controller", '"CULL_IDLE_TIME": "60"', True),
    ("accelerators", "jupyter-web-app", "nvidia.com/mig-1g.5gb", True),
    ("steps", "pipelines", "secondsAfterSuccess: 1200", True),
    ("steps", "pipelines", '"namespaceParallelism": "5"', True),
    ("queues", "queues", '"lendingLimit": "64Gi"', True),
    ("queues", "tenant-guard", "kubeflow-tenant-queues", True),
    ("jobs", "job-defaults", '"admissionregistration.k8s.io/v1"', True),
    ("profiles", "profiles", "root@example.com", True),
    ("profiles", "profile-waypoints", r"\"memory\": \"2Gi\"", True),
    ("profiles", "profile-waypoints", "example.com/cost-center", True),
    ("release", "profiles", "profile-controller:v1.10.0", True),
    ("volumes", "volumes-web-app", "filebrowser:v2.31.2", True),
    ("volumes", "volumes-web-app", "memory: 2Gi", True),
    ("tensorboards", "tensorboard-controller", "tensorflow:2.17.0", True),
    ("experiments", "katib", "example.com/random:1", True),
    ("experiments", "katib", "katib-login", True),
    ("training_images", "training-operator", "library/alpine:3.20.3", True),
    ("pipelines", "pipelines", "s3://runs/{namespace}", True),
    ("pipelines", "pipelines", "mysql-pv-claim", False),
    ("pipelines", "pipelines", "example.com/driver:1", True),
    ("models", "kserve", "example.com/server:1", True),
    ("models", "kserve-models-web-app", "example.com/models:1", True),
    ("spark", "spark-operator", "--controller-threads=20", True),
    ("backup", "backup", "kept:copies/ml/production", True),
    ("backup", "backup", "fetch_newest.sh", True),
    ("canaries", "jupyter-web-app", "jupyter-web-app-deployment-canary", True),
    ("canaries", "katib", "mirror.example.com:5000/kubeflow/", True),
    ("backup", "katib", "ns/kubeflow/sa/backup", True),
    ("recovery", "recovery", "git-credentials", True),
    ("velero", "velero", "persistentvolumeclaims", True),
    ("velero", "velero", "https://s3.example.com", True),
    ("monitoring", "monitoring", "ns/watching/sa/prometheus", True),
    ("monitoring", "monitoring", '"release": "site"', True),
    ("monitoring", "monitoring", "https://docs.example.org/runbooks#kubeflowedge", True),
    ("monitoring", "monitoring", "> 0.0144", True),
    ("monitoring", "monitoring", '"20m"', True),
    ("monitoring", "monitoring", '"dashboards.example.org/load": "yes"', True),
    ("monitoring", "monitoring", "annotation_owner", True),
    ("tensorboards", "tensorboard-controller", '"False"', True),
    ("user_header", "central-dashboard", '"x-user"', True),
    ("user_header", "gateway-config", '"x-user"', True),
    ("user_header", "profiles", '"x-user"', True),
    ("user_header", "volumes-web-app", '"x-user"', True),
    ("user_header", "central-dashboard", "accounts:", True),
    ("user_header", "profiles", "accounts:", True),
    ("user_header", "volumes-web-app", "accounts:", True),
    ("edge", "central-dashboard", "--max-http-header-size=131072", True),
    ("edge", "jupyter-web-app", "--limit-request-field_size=131072", True),
    ("edge", "pipelines", "grpc.max_metadata_size=131072", True),
    ("pipelines", "pipelines", '"timeout": "600s"', True),
    ("pipelines", "pipelines", "grpc.max_receive_message_length=8388608", True),
    ("edge", "gateway-config", '"xffNumTrustedHops": 1', True),
    ("login", "oauth2-proxy", "cookie_csrf_per_request", False),
    ("metacontroller", "metacontroller", "--discovery-interval=120s", True),
    ("metacontroller", "metacontroller", '"name": "kubeflow-metacontroller"', True),
    ("tenants", "kubeflow-istio-resources", "deletecollection", True),
    ("tenants", "tenant-guard", "kubeflow-tenant-routes", False),
    ("tenants", "tenant-guard", "kubeflow-tenant-ingress", False),
    ("tenants", "profiles", "pod-security.kubernetes.io/enforce", False),
    ("upstream", "central-dashboard", "KServe Endpoints", True),
    ("upstream", "networkpolicies", "kserve", True),
    ("login", "dex", "user@example.com", False),
    ("login", "dex", "https://id.example.com/realms/ml", True),
    ("login", "oauth2-proxy", "kubeflow_session", True),
    ("login", "gateway-config", "m2m-cluster", True),
    ("login", "gateway-config", "email_verified", False),
    ("secrets", "secrets", "ExternalSecret", True),
    ("secrets", "secrets", '"kind": "Job"', False),
    ("own", "hello", "registry.example.com/hello:1", True),
    ("own", "networkpolicies", '"hello"', True),
    ("own", "central-dashboard", "Hello", True),
    ("patches", "training-operator", '"revisionHistoryLimit": 3', True),
    ("labels", "katib", '"example.com/cost-centre": "42"', True),
    ("annotations", "katib", '"example.com/owner": "ml-platform"', True),
    ("pods", "katib", '"priorityClassName": "platform"', True),
    ("pods", "gateway-config", "proxy.example.com:3128", True),
    ("pods", "katib", '"requiredDuringScheduling', True),
    ("hooks", "before-sync", "check_prerequisites.py", True),
    ("hooks", "after-sync", "smoke_test.py", True),
)

Key = tuple[str, str, str | None, str]


@pytest.fixture(scope="module")
def over_upstream() -> dict[str, str]:
    """Return the same platform's files over upstream's own repository."""
    return dict(synthesize(replace(main.platform(), base=Upstream(ref="v1.9.1"))).files)


def objects(text: str) -> list[Object]:
    return list(yaml.load_all(text, yaml.CSafeLoader))


def below(folder: str, files: Iterable[str]) -> set[str]:
    """Return the paths of a folder's files, relative to it."""
    paths = (PurePosixPath(path) for path in files)
    return {str(path.relative_to(folder)) for path in paths if path.is_relative_to(folder)}


def key(obj: Object) -> Key:
    metadata = obj["metadata"]
    return obj["apiVersion"], obj["kind"], metadata.get("namespace"), metadata["name"]


def test_everything_is_set_where_everything_is_said_to_be():
    untouched = [
        field.name
        for field in fields(Config)
        if getattr(EVERYTHING, field.name) == getattr(Config(), field.name)
    ]

    # Only a registry knows the digests of all images: tests/cluster/images.
    assert untouched == ["images"]


def test_every_decision_is_followed():
    decisions = {field.name for field in fields(Config)}

    assert {decision for decision, *_ in DECISIONS} == decisions - {"images"}


@pytest.mark.parametrize(("decision", "unit", "text", "there"), DECISIONS)
def test_a_decision_reaches_whom_it_is_about(synthesis, decision, unit, text, there):
    found = {
        name: text in json.dumps(synthesis.environments[name].get(unit))
        for name in ("default", "everything")
    }

    assert found == {"default": not there, "everything": there}


WAYPOINT_PARTS = {"metacontroller", "profile-waypoints"}


@pytest.mark.parametrize(
    ("config", "by_component"),
    [
        (Config(), WAYPOINT_PARTS),
        (Config(components=("profiles",)), WAYPOINT_PARTS),
        (Config(components=("admission-webhook",)), set()),
        (Config(mesh=Sidecars(), components=CORE), set()),
        # The hook of Pipelines needs it in any mesh.
        (Config(mesh=Sidecars()), {"metacontroller"}),
    ],
    ids=["default", "profiles alone", "no profiles", "sidecars", "pipelines"],
)
def test_profiles_have_waypoints_where_no_sidecar_guards_them(chart, config, by_component):
    made = build(chart, config).keys()

    assert made & WAYPOINT_PARTS == by_component


def test_a_workload_that_nothing_may_call_fails_the_synthesis(monkeypatch):
    called = replace(NOTEBOOK_CONTROLLER, without_clients=())
    known = tuple(called if each is NOTEBOOK_CONTROLLER else each for each in INSTALLABLE)
    monkeypatch.setattr("constructs_lib.config.environment.INSTALLABLE", known)
    environment = Environment("one", Config(components=("notebook-controller",)))

    with pytest.raises(ValueError, match="callers of 'notebook-controller-deployment' in"):
        synthesize(Platform(environments=(environment,)))


def test_files_lie_where_argo_cd_looks_for_them(default):
    folders = {str(PurePosixPath(path).parent) for path in default if path != VERSION}

    assert folders == {"apps", BASE, OVERLAY, f"{OVERLAY}/patches", "kubeflow/profiles"}


def test_the_base_has_a_file_for_every_component(default):
    files = {f"{name}.yaml" for name in (*COMMON, *COMPONENTS)} | {"kustomization.yaml"}

    assert below(BASE, default) == files


def test_kinds_are_in_the_bases_own_file_and_nowhere_else(default):
    paths = {path for path in default if "\nkind: CustomResourceDefinition\n" in default[path]}

    assert paths == {f"{BASE}/crds.yaml"}


def test_nothing_is_asked_of_the_platform_by_default(default):
    assert below("kubeflow/prerequisites", default) == set()


@pytest.fixture(scope="module")
def prerequisites() -> dict[str, list[Object]]:
    """Return what is asked of the platform by an environment with decisions of its own."""
    config = Config(
        host="ml.example.org",
        edge=Edge(tls=Tls(), ingress=Ingress(provider="login")),
        components=("profiles",),
    )
    platform = Platform(
        environments=(Environment("edge", config),), prerequisites=PlatformPrerequisites()
    )
    files = synthesize(platform).files
    folder = "kubeflow/prerequisites/edge"
    return {name: objects(files[f"{folder}/{name}"]) for name in below(folder, files)}


def test_what_is_asked_of_the_platform_is_a_gateway_and_settings_of_istiod_and_argo_cd(
    prerequisites,
):
    assert prerequisites.keys() == {"argocd-cm.yaml", "gateway.yaml", "istiod-values.yaml"}


def test_nothing_of_the_platform_is_installed_unless_asked_for(default):
    assert below("apps", default) == {"kubeflow.yaml"}


def test_what_is_asked_of_the_platform_follows_the_decisions(prerequisites):
    [gateway], [values] = prerequisites["gateway.yaml"], prerequisites["istiod-values.yaml"]

    assert (
        {listener["hostname"] for listener in gateway["spec"]["listeners"]},
        [each["name"] for each in values["meshConfig"]["extensionProviders"]],
    ) == ({"ml.example.org"}, ["login"])


def test_an_overlay_is_named_after_its_environment(synthesis):
    overlays = {path.split("/")[0] for path in below("kubeflow/overlays", synthesis.files)}

    assert overlays == set(CONFIGS)


def test_an_overlay_holds_resources_and_patches_and_nothing_else(default):
    [kustomization] = objects(default[f"{OVERLAY}/kustomization.yaml"])

    assert kustomization.keys() == {"apiVersion", "kind", "resources", "patches"}


def test_patches_are_in_files_named_after_the_component_they_change(default):
    names = {PurePosixPath(path).stem for path in below(f"{OVERLAY}/patches", default)}

    others = {name for name in names if not name.startswith("wave-")}

    assert others <= {*COMMON, *COMPONENTS, *SHARED, "remove"}


def test_no_environment_changes_the_base(default, synthesis):
    one = {path: text for path, text in default.items() if path.startswith(f"{BASE}/")}
    optional = tuple(f"{BASE}/{component.name}/" for component in OPTIONAL)
    among_others = {
        path: text
        for path, text in synthesis.files.items()
        if path.startswith(f"{BASE}/") and not path.startswith(optional)
    }

    assert one == among_others


def test_no_environment_changes_another(default, synthesis):
    alone = {path: text for path, text in default.items() if path.startswith(OVERLAY)}
    among_others = {
        path: text for path, text in synthesis.files.items() if path.startswith(f"{OVERLAY}/")
    }

    assert alone == among_others


def test_every_environment_has_its_own_applications(synthesis):
    assert below("apps", synthesis.files) == {
        "kubeflow.yaml",
        *(f"kubeflow-{name}.yaml" for name in CONFIGS if name != "default"),
    }


@pytest.mark.parametrize("environment", CONFIGS)
def test_argo_cd_applies_an_environments_own_overlay(synthesis, environment):
    file = "kubeflow" if environment == "default" else f"kubeflow-{environment}"
    paths = [
        obj["spec"]["source"]["path"]
        for obj in objects(synthesis.files[f"apps/{file}.yaml"])
        if obj["kind"] == "Application"
    ]

    assert paths == [f"kubeflow/overlays/{environment}", "kubeflow/profiles"]


def test_an_environments_own_profiles_know_users_as_it_does():
    own = Profile(name="own", owner="a@example.com", members=(Member("b@example.com"),))
    few = Config(components=("profiles",))
    other = replace(few, user_header=UserHeader(name="x-user"))
    environments = (Environment("a", few), Environment("b", other, profiles=(own,)))
    files = synthesize(Platform(environments=environments, profiles=())).files
    written = {path for path in files if "/profiles/" in path}

    assert written == {
        "kubeflow/profiles/kustomization.yaml",
        "kubeflow/profiles/b/kustomization.yaml",
        "kubeflow/profiles/b/own.yaml",
    }
    assert "request.headers[x-user]" in files["kubeflow/profiles/b/own.yaml"]


def test_argo_cd_leaves_the_authority_of_every_webhook_alone(default):
    [application, _] = [
        obj for obj in objects(default["apps/kubeflow.yaml"]) if obj["kind"] == "Application"
    ]
    ignored = {
        (entry["kind"], entry["name"])
        for entry in application["spec"]["ignoreDifferences"]
        if ".webhooks[].clientConfig.caBundle" in entry.get("jqPathExpressions", ())
    }
    webhooks = {
        (obj["kind"], obj["metadata"]["name"])
        for path, text in default.items()
        if path.startswith(BASE)
        for obj in objects(text)
        if "webhooks" in obj
    }

    assert ignored == webhooks


def test_argo_cd_looks_for_no_field_that_the_api_server_drops(default):
    [application, _] = [
        obj for obj in objects(default["apps/kubeflow.yaml"]) if obj["kind"] == "Application"
    ]
    ignored = {
        (entry["kind"], entry["name"])
        for entry in application["spec"]["ignoreDifferences"]
        if "/spec/preserveUnknownFields" in entry.get("jsonPointers", ())
    }
    written = {
        (obj["kind"], obj["metadata"]["name"])
        for path, text in default.items()
        if path.startswith(BASE)
        for obj in objects(text)
        if "preserveUnknownFields" in obj.get("spec", {})
    }

    assert ignored == written


@pytest.mark.parametrize("environment", CONFIGS)
def test_kustomize_builds_what_the_constructs_make(synthesis, built, environment):
    by_component = synthesis.environments[environment]
    wanted = {key(obj): obj for unit in by_component.values() for obj in unit}
    made = {key(obj): obj for obj in built[environment]}

    assert made == wanted


def test_a_synthesis_leaves_the_base_to_the_next_one_as_it_was():
    synthesize(Platform(environments=(Environment("default", EVERYTHING),)))

    assert base_objects(V1_9_1) == base_objects.__wrapped__(V1_9_1)


def test_katib_offers_no_training_jobs_where_nobody_runs_them():
    chart = Chart(App(), "test", namespace="kubeflow")
    by_component = build(chart, Config(components=("katib",)))
    [templates] = [
        obj["data"]
        for obj in objects_of(by_component["katib"])
        if obj["metadata"]["name"] == "trial-templates"
    ]

    assert sorted(templates) == ["defaultTrialTemplate.yaml", "enasCPUTemplate"]


def test_every_kustomization_lists_exactly_the_files_beside_it(synthesis):
    wrong = {}
    for path in synthesis.files:
        folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
        if name != "kustomization.yaml":
            continue
        [kustomization] = objects(synthesis.files[path])
        named = {
            *(r for r in kustomization["resources"] if not r.startswith("../../base")),
            *(patch["path"] for patch in kustomization.get("patches", ())),
        }
        # What only some environments have is in a folder with a kustomization of its own.
        optional = tuple(f"{component.name}/" for component in OPTIONAL)
        there = {
            file
            for file in below(folder, synthesis.files) - {name}
            if not file.startswith(optional)
        }
        if there != named:
            wrong[path] = there ^ named

    assert wrong == {}


def test_no_file_is_empty(synthesis):
    def says_nothing(line: str) -> bool:
        return line in ("", "---", "null", "{}", "[]") or line.startswith("#")

    empty = [
        path
        for path, text in synthesis.files.items()
        if all(map(says_nothing, text.splitlines()))
    ]

    assert empty == []


def test_upstreams_base_names_every_folder_at_one_tag(over_upstream):
    [kustomization] = objects(over_upstream[f"{BASE}/kustomization.yaml"])

    assert kustomization["resources"] == [
        "namespace.yaml",
        *(
            f"github.com/kubeflow/manifests/{path}?ref=v1.9.1"
            for path in upstream_paths(V1_9_1)
        ),
    ]


def test_upstreams_base_has_our_own_namespace(default, over_upstream):
    path = f"{BASE}/namespace.yaml"

    assert over_upstream[path] == default[path]


def test_the_overlay_is_the_same_over_both_bases(default, over_upstream):
    rendered = {path: text for path, text in default.items() if path.startswith(OVERLAY)}
    upstream = {path: text for path, text in over_upstream.items() if path.startswith(OVERLAY)}

    assert upstream == rendered


def test_upstreams_base_holds_only_the_namespace_and_the_folders(over_upstream):
    assert below(BASE, over_upstream) == {"namespace.yaml", "kustomization.yaml"}


def test_two_syntheses_are_equal_to_the_byte(default, tmp_path):
    # Another process with another seed: what depends on the order of a set would show.
    environment = os.environ | {"CDK8S_OUTDIR": str(tmp_path / "dist"), "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    root = tmp_path / "dist"
    again = {
        file.relative_to(root).as_posix(): file.read_text()
        for file in root.rglob("*")
        if file.is_file()
    }

    assert again == default


QUOTA = {
    "apiVersion": "v1",
    "kind": "ResourceQuota",
    "metadata": {"name": "platform", "namespace": "kubeflow"},
    "spec": {"hard": {"pods": "100"}},
}


def test_a_file_of_ones_own_lies_beside_ours():
    environments = (Environment("default", Config(components=("profiles",))),)
    platform = Platform(environments=environments, files={"extra/quota.yaml": (QUOTA,)})

    assert objects(synthesize(platform).files["extra/quota.yaml"]) == [QUOTA]


@pytest.mark.parametrize(
    "path", ["/quota.yaml", "../quota.yaml", "quota.json", "kubeflow/quota.yaml", "a//b.yaml"]
)
def test_fails_for_a_file_that_does_not_belong_there(path):
    with pytest.raises(ValueError, match="must be a path below dist/ such as"):
        replace(main.platform(), files={path: (QUOTA,)})


def test_fails_for_a_file_that_is_ours():
    environments = (Environment("default", Config(components=("profiles",))),)
    platform = Platform(environments=environments, files={"apps/kubeflow.yaml": (QUOTA,)})

    with pytest.raises(ValueError, match=r"'apps/kubeflow\.yaml' in dist/ is taken"):
        synthesize(platform)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (Config(labels={"example.com/owner": "ml"}), "does not support labels"),
        (Config(annotations={"example.com/owner": "ml"}), "does not support annotations"),
        (Config(patches=EVERYTHING.patches), "does not support patches"),
        (Config(hooks=Hooks(before=PrerequisiteCheck())), "does not support Hooks"),
    ],
)
def test_a_chart_of_ones_own_refuses_what_only_a_repository_follows(config, message):
    with pytest.raises(ValueError, match=message):
        Kubeflow(Chart(App(), "one", namespace="kubeflow"), "kubeflow", config=config)


def test_every_file_of_an_environment_has_a_name_that_no_component_may_take(synthesis):
    by_component = {name for made in synthesis.environments.values() for name in made}

    assert by_component - KNOWN == {each.name for each in EVERYTHING.own}


def test_fails_for_two_environments_of_one_hub_that_are_one_cluster():
    hub = ArgoCd(hub=True)
    environments = (Environment("a", argo_cd=hub), Environment("b", argo_cd=hub))
    with pytest.raises(ValueError, match="environments 'a' and 'b' of one hub have the same"):
        Platform(environments=environments)


def test_fails_for_labels_of_parents_that_have_one_template():
    argo_cd = ArgoCd(hub=True, labels={"example.com/owner": "ml"})
    with pytest.raises(ValueError, match="has one template for all parents"):
        Platform(environments=(Environment("a", argo_cd=argo_cd),), delivery=ApplicationSet())
