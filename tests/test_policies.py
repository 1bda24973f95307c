"""What must hold for every object of an environment, whichever component made it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from constructs_lib import Ambient, Hardening
from constructs_lib.config import ingress_principal
from constructs_lib.config.mesh import INGRESS_SERVICE_ACCOUNT
from constructs_lib.config.published import is_published
from constructs_lib.kube import Object
from tests.environments import CONFIGS

AMBIENT = [name for name, config in CONFIGS.items() if isinstance(config.mesh, Ambient)]
INSTALLED = [
    name for name, config in CONFIGS.items() if config.upstream.network_policies == "installed"
]
HARDENED = [name for name, config in CONFIGS.items() if config.hardening == Hardening()]

PROFILE_HOOK = "kubeflow-pipelines-profile-controller"
# How a pod states that it wants no sidecar: by an annotation, or by a label.
INJECT = ("sidecar.istio.io/inject", "false")
CLUSTER_SCOPED = {
    "ClusterQueue",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterServingRuntime",
    "ClusterStorageContainer",
    "ClusterTrainingRuntime",
    "CustomResourceDefinition",
    "DecoratorController",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "PriorityClass",
    "ResourceFlavor",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "WorkloadPriorityClass",
}
LONGEST_CRD = 262_144  # What an annotation of kubectl's client-side apply may hold.
# Longer since KServe 0.15: our Applications are applied by the server.
LONGER = {"inferenceservices.serving.kserve.io"}
WORKLOADS = ("Deployment", "StatefulSet")
HBONE = 15008  # Where ztunnel takes what is meant for a pod, whatever its port.
AGGREGATE = "rbac.authorization.kubeflow.org/aggregate-to-"
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
LABEL_KEY = re.compile(r"([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")

# Upstream's Service leads to a port that nothing serves; parity keeps it.
UNSERVED = {("notebook-controller-service", 443)}
# Upstream binds a role to an account that it never makes; parity keeps the binding.
# The last is the scraper's of everything: its pods are others'.
UNMADE_ACCOUNTS = {"jupyter-notebook", "prometheus"}
# Made by Istio in every namespace, and optional; and authorities that somebody else makes.
NOT_OURS = {"istio-ca-root-cert", "istio", "company-ca"}
# kube-rbac-proxy v0.8.0 and v0.13.1 serve no health endpoint; the others of Pipelines, of
# which `main` writes metadata, serve no port.
UNPROBED = {
    "kube-rbac-proxy",
    "main",
    "ml-pipeline-persistenceagent",
    "ml-pipeline-scheduledworkflow",
    "ml-pipeline-viewer-crd",
}
# Kubernetes' own.
BUILT_IN_ROLES = {"cluster-admin"}
# The controllers own what they make for a Notebook and an Experiment, as upstream has it, and
# users of Pipelines their runs.
ANY_VERB = {
    "aggregate-to-kubeflow-pipelines-edit",
    "katib-controller",
    "notebook-controller-role",
}
# Who makes its certificate itself, and writes it where it is read.
SELF_MADE_CERTIFICATES = {"training-operator-webhook-cert"}
OF_OPTIONAL_COMPONENTS = {"jobset-webhook-server-cert", "kubeflow-trainer-webhook-cert"}
# Upstream's label on its role for readers, which no other role gathers.
UNGATHERED = {"kubeflow-trainer-view"}
# As upstream has it: what it needs of CPU depends on how many sets there are.
ANY_CPU = {("jobset-controller-manager", "manager")}
# Who runs a database or an object store of their own has made its Secret.
OF_ANOTHERS_SERVERS = {"db-login", "s3-login"}
SELF_CERTIFIED = {
    "defaulter.trainer.kubeflow.org",
    "jobset-mutating-webhook-configuration",
    "jobset-validating-webhook-configuration",
    "spark-operator-webhook",
    "validator.trainer.kubeflow.org",
    "validator.training-operator.kubeflow.org",
}

# What counts only beside what it is about: the Gateway, a Service or Secret, Istio's root.
NAMESPACES = {"kubeflow", "kubeflow-system", "auth", "oauth2-proxy"}
ELSEWHERE = {
    ("Telemetry", "kubeflow-access-log"),
    ("AuthorizationPolicy", "istio-ingressgateway-foreign-websockets"),
    ("AuthorizationPolicy", "istio-ingressgateway-oauth2-proxy"),
    ("AuthorizationPolicy", "istio-ingressgateway-require-jwt"),
    ("AuthorizationPolicy", "istio-ingressgateway-unverified-email"),
    ("EnvoyFilter", "istio-ingressgateway-credentials"),
    ("RequestAuthentication", "dex-jwt"),
    ("AuthorizationPolicy", "kubeflow-waypoints-default-deny"),
    ("Certificate", "edge-certificate"),
    ("HTTPListenerPolicy", "kubeflow-listener"),
    ("ListenerPolicy", "kubeflow-listener"),
    ("ReferenceGrant", "gateways-edge-certificate"),
    ("ReferenceGrant", "kubeflow-kubeflow-route"),
    ("BackupStorageLocation", "kubeflow"),
    ("Schedule", "kubeflow"),
    ("VolumeSnapshotLocation", "kubeflow"),
}

# What anybody can read in kubeflow/manifests and in guides to it: passwords, hashes of them,
# client secrets and cookie secrets.
PUBLISHED = (
    "12341234",
    "$2y$12$4K/VkmDd1q1Orb3xAt82zu8gk7Ad6ReFR4LCP9UeYE90NLiN9Df72",
    "15841185641784",
    "pUBnBOY80SnXgjibTYM9ZWNzY2xreNGQok",
    "7d16fee92f8d11b8940b081b3f8b8acb",
    "minio123",
    "dGVzdA==",
    "minioadmin",
    "bbbbbbbbbbbbbbbb",
    "cccccccccccccccc",
)


@pytest.fixture(params=CONFIGS)
def environment(request) -> str:
    return request.param


@pytest.fixture
def objects(synthesis, environment) -> list[Object]:
    return [obj for unit in synthesis.environments[environment].values() for obj in unit]


@pytest.fixture
def pods(objects) -> Mapping[str, Object]:
    """Return the pod templates by the name of their workload."""
    return {o["metadata"]["name"]: o["spec"]["template"] for o in of(objects, *WORKLOADS)}


@pytest.fixture
def containers(pods) -> Mapping[tuple[str, str], Object]:
    """Return the containers by the name of their workload and their own."""
    return {
        (name, container["name"]): container
        for name, pod in pods.items()
        for container in pod["spec"]["containers"]
    }


def of(objects: list[Object], *kinds: str) -> list[Object]:
    return [obj for obj in objects if obj["kind"] in kinds]


def names(objects: list[Object], *kinds: str) -> set[str]:
    return {obj["metadata"]["name"] for obj in of(objects, *kinds)}


def texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text below a value, and the name of the field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield "key", key
            yield from texts(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, field)


def selected(selector: Mapping[str, Any], pods: Mapping[str, Object]) -> list[Object]:
    """Return the pod templates that a selector finds: a Service's, or one with expressions."""
    plain = not selector.keys() & {"matchLabels", "matchExpressions"}
    labels = selector if plain else selector.get("matchLabels", {})
    wanted = {key: [value] for key, value in labels.items()}
    for expression in selector.get("matchExpressions", ()):
        assert expression["operator"] == "In"
        wanted[expression["key"]] = expression["values"]
    return [
        pod
        for pod in pods.values()
        if all(pod["metadata"]["labels"].get(key) in values for key, values in wanted.items())
    ]


def ports_of(pod: Object) -> set[int | str]:
    ports = [p for c in pod["spec"]["containers"] for p in c.get("ports", ())]
    return {p["containerPort"] for p in ports} | {p["name"] for p in ports if "name" in p}


def test_names_are_unique(objects):
    keys = Counter(
        (o["apiVersion"].partition("/")[0], o["kind"], o["metadata"].get("namespace"), name)
        for o in objects
        for name in [o["metadata"]["name"]]
    )

    assert [key for key, times in keys.items() if times > 1] == []


def test_names_are_chosen_and_not_made_up(objects):
    made_up = [n for o in objects if re.search(r"-c[0-9a-f]{7}$", n := o["metadata"]["name"])]

    assert made_up == []


def test_only_namespaced_objects_have_a_namespace(objects):
    wrong = [
        (o["kind"], o["metadata"]["name"])
        for o in objects
        if ("namespace" in o["metadata"]) == (o["kind"] in CLUSTER_SCOPED)
        # Upstream writes one on it too.
        if (o["kind"], o["metadata"]["name"]) != ("DecoratorController", PROFILE_HOOK)
    ]

    assert wrong == []


def test_everything_namespaced_is_in_a_namespace_of_the_platform(objects):
    elsewhere = [
        (o["kind"], o["metadata"]["name"])
        for o in objects
        if o["metadata"].get("namespace", "kubeflow") not in NAMESPACES
    ]

    assert set(elsewhere) <= ELSEWHERE


def test_labels_are_valid(objects):
    wrong = [
        (o["metadata"]["name"], key, value)
        for o in objects
        for key, value in o["metadata"].get("labels", {}).items()
        if not LABEL_KEY.fullmatch(key) or not LABEL_VALUE.fullmatch(value)
    ]

    assert wrong == []


def test_every_image_is_one_that_the_configuration_knows(objects, environment):
    config = CONFIGS[environment]
    images = {text for o in objects for field, text in texts(o) if field == "image"}
    unknown = images - config.image_references()

    # Whose version is the cluster's, and not the catalog's.
    assert [image for image in unknown if "/istio/proxyv2:" not in image] == []


@pytest.mark.parametrize("environment", HARDENED)
def test_no_image_is_one_that_is_gone(objects):
    gone = [t for o in objects for _, t in texts(o) if "gcr.io/kubebuilder/" in t]

    assert gone == []


@pytest.mark.parametrize(
    "environment", [name for name, config in CONFIGS.items() if config.registry]
)
def test_a_mirror_holds_every_image_wherever_it_stands(objects, environment):
    known = (
        "kubeflownotebookswg/|filebrowser:|tensorflow:|kube-rbac-proxy:|proxyv2:|"
        "metacontroller:v|python:|kubeflowkatib/|mysql:|training-operator:|alpine:|"
        "kubectl-delivery:|ml-pipeline/|metadata_store_server:|argoproj/|opendatahub/minio:|pgsty/|busybox:"
    )
    elsewhere = [
        (o["metadata"]["name"], found[0])
        for o in objects
        for _, text in texts(o)
        for found in re.finditer(rf"[\w./:-]*({known})[\w.:-]*", text)
        if not found[0].startswith((f"{CONFIGS[environment].registry}/", "example.com/"))
    ]

    assert elsewhere == []


def test_every_workload_finds_its_own_pods(objects):
    lost = [
        o["metadata"]["name"]
        for o in of(objects, *WORKLOADS)
        if not selected(o["spec"]["selector"], {"own": o["spec"]["template"]})
    ]

    assert lost == []


def test_no_workload_finds_the_pods_of_another(objects, pods):
    shared = [
        o["metadata"]["name"]
        for o in of(objects, *WORKLOADS)
        if len(selected(o["spec"]["selector"], pods)) > 1
    ]

    assert shared == []


def test_every_service_leads_to_pods(objects, pods):
    wrong = [
        o["metadata"]["name"]
        for o in of(objects, "Service")
        if not selected(o["spec"]["selector"], pods)
    ]

    assert wrong == []


def test_every_service_leads_to_a_port_of_its_pods(objects, pods):
    wrong = {
        (o["metadata"]["name"], port["port"])
        for o in of(objects, "Service")
        for port in o["spec"]["ports"]
        for pod in selected(o["spec"]["selector"], pods)
        if port.get("targetPort", port["port"]) not in ports_of(pod)
    }

    assert wrong - UNSERVED == set()


def test_every_route_leads_to_a_port_of_a_service(objects, environment):
    domain = CONFIGS[environment].cluster_domain
    served = {
        (
            f"{o['metadata']['name']}.{o['metadata']['namespace']}.svc.{domain}",
            port["port"],
        )
        for o in of(objects, "Service")
        for port in o["spec"]["ports"]
    }
    destinations = {
        (route["destination"]["host"], route["destination"]["port"]["number"])
        for o in of(objects, "VirtualService")
        for rule in o["spec"]["http"]
        for route in rule["route"]
    } | {
        (f"{ref['name']}.{ref['namespace']}.svc.{domain}", ref["port"])
        for o in of(objects, "HTTPRoute")
        for rule in o["spec"]["rules"]
        for ref in rule.get("backendRefs", ())
        if ref["namespace"] == "kubeflow"
    }

    assert destinations - served == set()


def test_every_route_to_another_namespace_is_granted_there(objects):
    granted = {
        (o["metadata"]["namespace"], to["kind"], to["name"])
        for o in of(objects, "ReferenceGrant")
        for to in o["spec"]["to"]
    }
    led_to = {
        (ref["namespace"], "Service", ref["name"])
        for o in of(objects, "HTTPRoute")
        for rule in o["spec"]["rules"]
        for ref in rule.get("backendRefs", ())
        if ref["namespace"] != "kubeflow"
    }

    assert led_to <= granted


def test_every_app_behind_the_gateway_lets_it_in(objects, pods, environment):
    """A pod that some policy admits callers to refuses all others, the gateway too."""
    ingress = ingress_principal(CONFIGS[environment].mesh)
    hosts = {
        route["destination"]["host"].partition(".")[0]
        for o in of(objects, "VirtualService")
        for rule in o["spec"]["http"]
        for route in rule["route"]
    }
    routed = [
        (o["metadata"]["name"], selected(o["spec"]["selector"], pods))
        for o in of(objects, "Service")
        if o["metadata"]["name"] in hosts
    ]
    admitted = [
        pod["metadata"]["labels"]
        for o in of(objects, "AuthorizationPolicy")
        if o["spec"].get("action", "ALLOW") == "ALLOW" and ingress in json.dumps(o["spec"])
        if "selector" in o["spec"]
        for pod in selected(o["spec"]["selector"], pods)
    ]
    # A pod that wants no sidecar has none that would refuse.
    refused = [
        service
        for service, templates in routed
        if not all(
            pod["metadata"]["labels"] in admitted
            or INJECT
            in (pod["metadata"].get("annotations", {}) | pod["metadata"]["labels"]).items()
            for pod in templates
        )
    ]

    # Only the dashboard asks KFAM, which would believe any user's name; Dex's port is open
    # to anyone, and where the login is outside the mesh so is oauth2-proxy's.
    assert set(refused) - {"dex", "oauth2-proxy"} == {"profiles-kfam"}


def test_every_virtual_service_binds_to_a_gateway_that_is_there(objects):
    bound = {
        gateway if "/" in gateway else f"{o['metadata']['namespace']}/{gateway}"
        for o in of(objects, "VirtualService")
        for gateway in o["spec"]["gateways"]
    }

    assert bound == {
        f"{o['metadata']['namespace']}/{o['metadata']['name']}"
        for o in of(objects, "Gateway")
        if o["apiVersion"].startswith("networking.istio.io/")
    }


@pytest.mark.parametrize("environment", INSTALLED)
def test_every_network_policy_guards_pods_that_are_there(objects, pods):
    idle = [
        o["metadata"]["name"]
        for o in of(objects, "NetworkPolicy")
        if not selected(o["spec"]["podSelector"], pods)
        # Istio makes the pods of a Gateway of its class.
        if o["metadata"]["name"] not in names(objects, "Gateway")
    ]

    assert idle == []


def test_every_budget_covers_pods_that_are_there(objects, pods):
    idle = [
        o["metadata"]["name"]
        for o in of(objects, "PodDisruptionBudget")
        if not selected(o["spec"]["selector"], pods)
    ]

    assert idle == []


def test_every_pod_runs_as_an_account_that_is_there(objects, pods):
    accounts = {pod["spec"].get("serviceAccountName", "default") for pod in pods.values()}

    # Kubernetes makes that one in every namespace.
    assert accounts - names(objects, "ServiceAccount") - {"default"} == set()


@pytest.mark.parametrize("environment", HARDENED)
def test_no_pod_shares_the_default_account(pods):
    shared = [name for name, pod in pods.items() if "serviceAccountName" not in pod["spec"]]

    assert shared == []


def test_every_bound_role_is_there(objects):
    roles = {(o["kind"], o["metadata"]["name"]) for o in of(objects, "Role", "ClusterRole")}
    bound = {
        (o["roleRef"]["kind"], o["roleRef"]["name"])
        for o in of(objects, "RoleBinding", "ClusterRoleBinding")
    }

    assert {name for _, name in bound - roles} == BUILT_IN_ROLES


def test_every_bound_account_is_there(objects):
    bound = {
        subject["name"]
        for o in of(objects, "RoleBinding", "ClusterRoleBinding")
        for subject in o["subjects"]
        if subject["kind"] == "ServiceAccount"
    }

    assert bound - names(objects, "ServiceAccount") - UNMADE_ACCOUNTS == set()


def test_every_role_joins_one_that_gathers_it(objects):
    joined = {
        key.removeprefix(AGGREGATE)
        for o in of(objects, "ClusterRole")
        for key in o["metadata"].get("labels", {})
        if key.startswith(AGGREGATE)
    }
    gathered = {
        key.removeprefix(AGGREGATE)
        for o in of(objects, "ClusterRole")
        for selector in o.get("aggregationRule", {}).get("clusterRoleSelectors", ())
        for key in selector["matchLabels"]
    }

    assert joined - UNGATHERED == gathered


def test_any_verb_is_for_a_listed_few(objects, environment):
    granted = {
        o["metadata"]["name"]
        for o in of(objects, "Role", "ClusterRole")
        for rule in o["rules"]
        if "*" in rule["verbs"]
    }

    upstreams = CONFIGS[environment].experiments.page_rights == "upstream"

    assert granted - ANY_VERB == ({"katib-ui"} if upstreams else set())


def test_a_file_that_is_called_json_is_json(objects):
    """YAML reads JSON, and what reads JSON reads no YAML."""
    files = [
        text
        for obj in objects
        if obj["kind"] == "ConfigMap"
        for name, text in obj.get("data", {}).items()
        if name.endswith(".json")
    ]

    assert all(isinstance(json.loads(text), dict) for text in files)


def test_every_config_map_that_a_pod_reads_is_there(objects, pods):
    read = {
        value
        for pod in pods.values()
        for holder in (
            *(v.get("configMap", {}) for v in pod["spec"].get("volumes", ())),
            *(
                source
                for c in pod["spec"]["containers"]
                for v in (*c.get("env", ()), *c.get("envFrom", ()))
                for source in (
                    v.get("configMapRef", {}),
                    v.get("valueFrom", {}).get("configMapKeyRef", {}),
                )
            ),
        )
        for field, value in holder.items()
        if field == "name"
    }

    assert read - names(objects, "ConfigMap") - NOT_OURS == set()


def own_certificates(objects: list[Object]) -> list[Object]:
    """Return the certificates of our own pods; the host's is the Gateway's to show."""
    certificates = of(objects, "Certificate")
    return [o for o in certificates if o["metadata"]["namespace"] == "kubeflow"]


def secrets_of(pod: Object) -> Iterator[str]:
    """Yield the names of the Secrets that a pod reads, as files or variables."""
    for volume in pod["spec"].get("volumes", ()):
        if "secret" in volume:
            yield volume["secret"]["secretName"]
    spec = pod["spec"]
    for container in (*spec.get("initContainers", ()), *spec["containers"]):
        for source in container.get("envFrom", ()):
            if "secretRef" in source:
                yield source["secretRef"]["name"]
        for variable in container.get("env", ()):
            if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
                yield reference["name"]


def provided(objects: list[Object]) -> Iterator[str]:
    """Yield the Secrets that cert-manager, the store or the Job makes."""
    yield from (o["spec"]["secretName"] for o in own_certificates(objects))
    for o in objects:
        if o["kind"] == "ExternalSecret":
            yield o["spec"]["target"]["name"]
        if o["kind"] == "ConfigMap" and "wanted.json" in o["data"]:
            yield from (s["name"] for s in json.loads(o["data"]["wanted.json"])["secrets"])


def test_every_secret_that_a_pod_reads_is_provided(objects, pods):
    timed = [o["spec"]["jobTemplate"]["spec"]["template"] for o in of(objects, "CronJob")]
    read = {name for pod in (*pods.values(), *timed) for name in secrets_of(pod)}

    others = SELF_MADE_CERTIFICATES | OF_OPTIONAL_COMPONENTS | OF_ANOTHERS_SERVERS
    assert read - others == set(provided(objects))


def test_every_mount_has_its_volume(pods):
    wrong = [
        (name, mount["name"])
        for name, pod in pods.items()
        for container in pod["spec"]["containers"]
        for mount in container.get("volumeMounts", ())
        if mount["name"] not in {v["name"] for v in pod["spec"].get("volumes", ())}
    ]

    assert wrong == []


def test_every_webhook_asks_a_service_that_is_there(objects):
    asked = {
        hook["clientConfig"]["service"]["name"]
        for o in of(objects, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
        for hook in o["webhooks"]
    }

    assert asked - names(objects, "Service") == set()


def test_every_webhooks_certificate_names_the_service_that_serves_it(objects):
    valid_for = {
        f"kubeflow/{o['metadata']['name']}": o["spec"]["dnsNames"]
        for o in of(objects, "Certificate")
    }
    wrong = [
        o["metadata"]["name"]
        for o in of(objects, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
        if o["metadata"]["name"] not in SELF_CERTIFIED
        for hook in o["webhooks"]
        for service in [hook["clientConfig"]["service"]]
        if f"{service['name']}.{service['namespace']}.svc"
        not in valid_for[o["metadata"]["annotations"]["cert-manager.io/inject-ca-from"]]
    ]

    assert wrong == []


@pytest.mark.parametrize("environment", AMBIENT)
def test_every_controller_asks_a_service_that_is_there(objects, environment):
    domain = CONFIGS[environment].cluster_domain
    served = {
        f"http://{o['metadata']['name']}.kubeflow.svc.{domain}:{port['port']}"
        for o in of(objects, "Service")
        for port in o["spec"]["ports"]
    }
    # As upstream asks: by the name alone, where the port is HTTP's.
    served |= {
        f"http://{o['metadata']['name']}"
        for o in of(objects, "Service")
        if 80 in [port["port"] for port in o["spec"]["ports"]]
    }
    asked = {
        o["spec"]["hooks"]["sync"]["webhook"]["url"].rpartition("/")[0]
        for o in of(objects, "DecoratorController")
        # Upstream calls its own by the short name.
        if o["metadata"]["name"] != PROFILE_HOOK
    }

    assert asked - served == set()


def test_every_certificate_has_its_issuer(objects):
    issuers = {o["spec"]["issuerRef"]["name"] for o in own_certificates(objects)}

    assert issuers == names(objects, "Issuer")


@pytest.mark.parametrize("environment", HARDENED)
def test_every_container_has_resources(containers):
    without = [
        key
        for key, container in containers.items()
        for part in ("requests", "limits")
        if container.get("resources", {}).get(part, {}).keys() < {"cpu", "memory"}
        and not (part == "limits" and key in ANY_CPU)
    ]

    assert without == []


@pytest.mark.parametrize("environment", HARDENED)
def test_every_container_says_when_it_is_ready(containers):
    silent = {name for (_, name), c in containers.items() if "readinessProbe" not in c}

    assert silent - UNPROBED == set()


def test_every_probe_asks_a_port_that_is_served(containers):
    wrong = [
        (key, port)
        for key, container in containers.items()
        for probe in (container.get("livenessProbe", {}), container.get("readinessProbe", {}))
        for port in [probe.get("httpGet", probe.get("tcpSocket", {})).get("port")]
        if isinstance(port, str)
        and port not in {p.get("name") for p in container.get("ports", ())}
    ]

    assert wrong == []


@pytest.mark.parametrize("environment", HARDENED)
def test_every_container_is_confined(pods):
    """As the Pod Security Standard `restricted` wants it."""
    loose = [
        (name, container["name"])
        for name, pod in pods.items()
        for container in pod["spec"]["containers"]
        for own in [container.get("securityContext", {})]
        for context in [{**pod["spec"].get("securityContext", {}), **own}]
        if not (
            own.get("allowPrivilegeEscalation") is False
            and own.get("capabilities") == {"drop": ["ALL"]}
            and context.get("runAsNonRoot") is True
            and context.get("runAsUser") != 0
            and context.get("seccompProfile") == {"type": "RuntimeDefault"}
        )
    ]

    assert loose == []


def test_every_kind_is_small_enough_to_apply(objects):
    sizes = {
        o["metadata"]["name"]: len(json.dumps(o, separators=(",", ":")))
        for o in of(objects, "CustomResourceDefinition")
    }

    assert {name for name, size in sizes.items() if size > LONGEST_CRD} <= LONGER


def test_no_secret_is_written(objects):
    written = [
        o["metadata"]["name"]
        for o in of(objects, "Secret")
        if o.keys() & {"data", "stringData"}
    ]

    assert written == []


def test_the_base_has_no_secret_either(built):
    assert names(built["base"], "Secret") == SELF_MADE_CERTIFICATES


@pytest.mark.parametrize("environment", CONFIGS)
def test_a_secret_that_upstream_publishes_is_removed_from_its_base(synthesis, environment):
    kustomization = synthesis.files[f"kubeflow/overlays/{environment}/kustomization.yaml"]
    removed = [
        patch["target"]["name"]
        for patch in yaml.load(kustomization, yaml.CSafeLoader)["patches"]
        if patch.get("target", {}).get("kind") == "Secret"
    ]

    names = {name for target in removed for name in target.split("|")}
    assert names >= {"dex-oidc-client", "dex-passwords", "katib-mysql-secrets", "oauth2-proxy"}


@pytest.mark.parametrize("credential", PUBLISHED)
def test_a_published_credential_is_known_as_such(credential):
    assert is_published(credential)


@pytest.mark.parametrize("credential", PUBLISHED)
def test_no_published_credential_is_written(synthesis, credential):
    assert [path for path, text in synthesis.files.items() if credential in text] == []


@pytest.mark.parametrize("environment", AMBIENT)
def test_mutual_tls_is_left_to_the_ambient_mesh(objects):
    assert names(objects, "DestinationRule") == set()


@pytest.mark.parametrize("environment", AMBIENT)
def test_nothing_steers_a_sidecar_that_is_not_there(pods):
    steered = [
        (name, key)
        for name, pod in pods.items()
        for key in {**pod["metadata"].get("annotations", {}), **pod["metadata"]["labels"]}
        if "sidecar.istio.io/" in key
    ]

    # The ingress proxy runs outside the mesh, and says so.
    assert steered == [("istio-ingressgateway", "sidecar.istio.io/inject")]


@pytest.mark.parametrize("environment", AMBIENT)
def test_nobody_trusts_the_ingress_of_another_namespace(objects):
    principals = {
        text
        for o in objects
        for _, text in texts(o)
        if text.endswith(f"/sa/{INGRESS_SERVICE_ACCOUNT}")
    }

    assert principals == {f"cluster.local/ns/kubeflow/sa/{INGRESS_SERVICE_ACCOUNT}"}


def test_every_policy_finds_pods(objects, pods):
    idle = [
        o["metadata"]["name"]
        for o in of(objects, "AuthorizationPolicy", "RequestAuthentication")
        # The ingress gateway of a mesh of sidecars is not ours.
        if o["metadata"]["namespace"] != "istio-system"
        and not selected(o["spec"].get("selector", {}), pods)
    ]

    assert idle == []


def test_policies_aim_at_waypoints_and_what_is_behind_them(objects):
    """Istio ignores an aim at a proxy without a Gateway of its own: all would come in."""
    waypoints = {
        ("Gateway", o["metadata"]["name"])
        for o in of(objects, "Gateway")
        if o["spec"].get("gatewayClassName") == "istio-waypoint"
    }
    enrolled = {
        ("Service", o["metadata"]["name"])
        for o in of(objects, "Service")
        if ("Gateway", o["metadata"].get("labels", {}).get("istio.io/use-waypoint"))
        in waypoints
    }
    aims = {
        (target["kind"], target["name"])
        for o in of(objects, "AuthorizationPolicy", "RequestAuthentication")
        for target in o["spec"].get("targetRefs", ())
        # One for the whole class, where nobody else has waypoints.
        if target["kind"] != "GatewayClass"
    }

    assert aims == waypoints | enrolled


def test_no_policy_both_selects_and_aims(objects):
    both = [
        o["metadata"]["name"]
        for o in of(objects, "AuthorizationPolicy")
        if "selector" in o["spec"] and "targetRefs" in o["spec"]
    ]

    assert both == []


@pytest.mark.parametrize("environment", AMBIENT)
def test_callers_from_the_mesh_come_in_by_its_own_port(objects):
    shut = [
        o["metadata"]["name"]
        for o in of(objects, "NetworkPolicy")
        for rule in o["spec"].get("ingress", ())
        if "istio-ingressgateway" in json.dumps(rule.get("from", []))
        and (ports := {port["port"] for port in rule.get("ports", ())})
        and HBONE not in ports
    ]

    assert shut == []
