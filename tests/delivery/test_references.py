import pytest

from constructs_lib.delivery.overlay import ResourceId
from constructs_lib.delivery.references import references

GROUPS = {
    "Deployment": "apps/v1",
    "Job": "batch/v1",
    "CronJob": "batch/v1",
    "PriorityClass": "scheduling.k8s.io/v1",
    "Role": "rbac.authorization.k8s.io/v1",
    "ClusterRole": "rbac.authorization.k8s.io/v1",
    "RoleBinding": "rbac.authorization.k8s.io/v1",
    "AuthorizationPolicy": "security.istio.io/v1beta1",
    "PeerAuthentication": "security.istio.io/v1beta1",
    "RequestAuthentication": "security.istio.io/v1beta1",
    "NetworkPolicy": "networking.k8s.io/v1",
    "Certificate": "cert-manager.io/v1",
    "Issuer": "cert-manager.io/v1",
    "ExternalSecret": "external-secrets.io/v1",
    "VirtualService": "networking.istio.io/v1alpha3",
    "HTTPRoute": "gateway.networking.k8s.io/v1",
    "Gateway": "gateway.networking.k8s.io/v1",
    "Profile": "kubeflow.org/v1",
    "CustomResourceDefinition": "apiextensions.k8s.io/v1",
    "CompositeController": "metacontroller.k8s.io/v1alpha1",
    "MutatingWebhookConfiguration": "admissionregistration.k8s.io/v1",
    "MutatingAdmissionPolicy": "admissionregistration.k8s.io/v1",
    "MutatingAdmissionPolicyBinding": "admissionregistration.k8s.io/v1",
    "ValidatingAdmissionPolicy": "admissionregistration.k8s.io/v1",
    "ValidatingAdmissionPolicyBinding": "admissionregistration.k8s.io/v1",
    "PodDisruptionBudget": "policy/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
}


def thing(kind, name="it", namespace="kubeflow", *, annotations=None, **body):
    metadata = {"name": name, "annotations": annotations or {}}
    if namespace:
        metadata["namespace"] = namespace
    return {
        "apiVersion": GROUPS.get(kind, "v1"),
        "kind": kind,
        "metadata": metadata,
        **body,
    }


def pods(spec=None, container=None):
    return {
        "metadata": {"labels": {"app": "server", "tier": "one"}},
        "spec": {"containers": [container or {"name": "server"}], **(spec or {})},
    }


def deployment(spec=None, container=None):
    return thing("Deployment", "server", spec={"template": pods(spec, container)})


SERVER = deployment()
GATEWAY = thing("Gateway", spec={"gatewayClassName": "istio-waypoint"})
SERVICE = thing("Service", "server", spec={"selector": {"app": "server"}})
ROLE = thing(
    "Role",
    "maker",
    rules=[
        {"resources": ["secrets"], "verbs": ["get", "patch"], "resourceNames": ["password"]}
    ],
)
BINDING = thing(
    "RoleBinding",
    "maker",
    roleRef={"kind": "Role", "name": "maker"},
    subjects=[{"kind": "ServiceAccount", "name": "maker", "namespace": "auth"}],
)
MAKER = thing("Job", "maker", "auth", spec={"template": pods({"serviceAccountName": "maker"})})


def calls(kind, url):
    return thing(kind, spec={"hooks": {"sync": {"webhook": {"url": url}}}})


def needs(referrer, *others):
    """Return what an object needs of others, and whether it must work."""
    return {
        (reference.to.kind, reference.to.name): reference.ready
        for reference in references([referrer, *others])
        if reference.of == ResourceId.of(referrer)
    }


def test_an_object_needs_its_namespace():
    assert needs(thing("ConfigMap"), thing("Namespace", "kubeflow", "")) == {
        ("Namespace", "kubeflow"): True
    }


def test_an_object_of_a_profile_needs_the_profile_that_makes_its_namespace():
    assert needs(thing("ConfigMap", namespace="team"), thing("Profile", "team", "")) == {
        ("Profile", "team"): True
    }


def test_an_object_of_a_kind_of_ours_needs_its_definition():
    names = {"group": "kubeflow.org", "names": {"kind": "Profile"}}
    definition = thing("CustomResourceDefinition", "profiles.kubeflow.org", "", spec=names)

    assert needs(thing("Profile", "team", ""), definition) == {
        ("CustomResourceDefinition", "profiles.kubeflow.org"): True
    }


def test_an_object_that_a_webhook_is_asked_about_needs_the_webhook():
    names = {"group": "serving.kserve.io", "names": {"kind": "InferenceGraph"}}
    name = "inferencegraphs.serving.kserve.io"
    definition = thing("CustomResourceDefinition", name, "", spec=names)
    rule = {"apiGroups": ["serving.kserve.io"], "resources": ["inferencegraphs"]}
    service = {"name": "server", "namespace": "kubeflow"}
    webhooks = [{"clientConfig": {"service": service}, "rules": [rule]}]
    checks = thing("MutatingWebhookConfiguration", "checks", "", webhooks=webhooks)
    graph = {**thing("InferenceGraph"), "apiVersion": "serving.kserve.io/v1alpha1"}

    assert needs(graph, definition, checks)["MutatingWebhookConfiguration", "checks"] is True
    assert needs(thing("ConfigMap"), definition, checks) == {}


@pytest.mark.parametrize(
    "kind",
    ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication", "NetworkPolicy"],
)
@pytest.mark.parametrize("guarded", [SERVER, GATEWAY], ids=["pods", "waypoint"])
def test_policies_hold_before_what_they_guard_starts(kind, guarded):
    assert needs(guarded, thing(kind, "closed")) == {(kind, "closed"): True}


def test_a_gateway_needs_its_parameters():
    parameters = {"group": "", "kind": "ConfigMap", "name": "sizes"}
    gateway = thing("Gateway", spec={"infrastructure": {"parametersRef": parameters}})

    assert needs(gateway, thing("ConfigMap", "sizes"), thing("ConfigMap", "other")) == {
        ("ConfigMap", "sizes"): False
    }


def test_policies_of_another_namespace_are_waited_for_by_nobody():
    assert needs(SERVER, thing("AuthorizationPolicy", namespace="auth")) == {}


@pytest.mark.parametrize(
    ("spec", "container", "kind"),
    [
        ({"volumes": [{"configMap": {"name": "it"}}]}, None, "ConfigMap"),
        ({"volumes": [{"secret": {"secretName": "it"}}]}, None, "Secret"),
        (
            {"volumes": [{"persistentVolumeClaim": {"claimName": "it"}}]},
            None,
            "PersistentVolumeClaim",
        ),
        (
            {"volumes": [{"projected": {"sources": [{"configMap": {"name": "it"}}]}}]},
            None,
            "ConfigMap",
        ),
        ({}, {"env": [{"valueFrom": {"configMapKeyRef": {"name": "it"}}}]}, "ConfigMap"),
        ({}, {"env": [{"valueFrom": {"secretKeyRef": {"name": "it"}}}]}, "Secret"),
        ({}, {"envFrom": [{"configMapRef": {"name": "it"}}]}, "ConfigMap"),
        ({}, {"envFrom": [{"secretRef": {"name": "it"}}]}, "Secret"),
        ({"serviceAccountName": "it"}, None, "ServiceAccount"),
    ],
)
def test_pods_need_what_they_read(spec, container, kind):
    assert needs(deployment(spec, container), thing(kind)) == {(kind, "it"): False}


def test_pods_of_init_containers_need_what_these_read():
    init = {"envFrom": [{"secretRef": {"name": "it"}}]}

    assert needs(deployment({"initContainers": [init]}), thing("Secret")) == {
        ("Secret", "it"): False
    }


def test_pods_of_cron_jobs_need_what_they_read():
    spec = {"template": pods({"volumes": [{"configMap": {"name": "it"}}]})}
    cron_job = thing("CronJob", "copy", spec={"jobTemplate": {"spec": spec}})

    assert needs(cron_job, thing("ConfigMap")) == {("ConfigMap", "it"): False}


def test_pods_are_turned_away_before_their_priority_is_known():
    assert needs(
        deployment({"priorityClassName": "high"}), thing("PriorityClass", "high", "")
    ) == {("PriorityClass", "high"): True}


@pytest.mark.parametrize(
    "maker",
    [
        [thing("Certificate", spec={"secretName": "password", "issuerRef": {"name": "own"}})],
        [thing("ExternalSecret", spec={"target": {"name": "password"}})],
        [MAKER, ROLE, BINDING],
    ],
    ids=lambda objects: objects[0]["kind"],
)
def test_pods_wait_for_what_makes_their_secrets(maker):
    reader = deployment({"volumes": [{"secret": {"secretName": "password"}}]})

    assert needs(reader, *maker) == {
        (maker[0]["kind"], maker[0]["metadata"]["name"]): True,
    }


def test_pods_do_not_wait_for_a_job_that_only_reads_their_secret():
    rules = [{**ROLE["rules"][0], "verbs": ["get"]}]
    reader = deployment({"volumes": [{"secret": {"secretName": "password"}}]})

    assert needs(reader, MAKER, BINDING, {**ROLE, "rules": rules}) == {}


def test_a_binding_needs_its_role_and_its_accounts():
    account = thing("ServiceAccount", "maker", "auth")

    assert needs(BINDING, ROLE, account) == {
        ("Role", "maker"): False,
        ("ServiceAccount", "maker"): False,
    }


def test_an_account_without_a_namespace_is_the_bindings_neighbour():
    subjects = [{"kind": "ServiceAccount", "name": "near"}]

    assert needs({**BINDING, "subjects": subjects}, thing("ServiceAccount", "near")) == {
        ("ServiceAccount", "near"): False
    }


def test_a_cluster_role_is_found_whatever_namespace_upstream_writes_on_it():
    binding = {**BINDING, "roleRef": {"kind": "ClusterRole", "name": "wide"}}

    assert needs(binding, thing("ClusterRole", "wide")) == {("ClusterRole", "wide"): False}


@pytest.mark.parametrize("kind", ["MutatingAdmissionPolicy", "ValidatingAdmissionPolicy"])
def test_an_admission_binding_needs_its_policy(kind):
    binding = thing(f"{kind}Binding", "", spec={"policyName": "it"})

    assert needs(binding, thing(kind, namespace="")) == {(kind, "it"): False}


def test_a_certificate_waits_for_its_issuer():
    certificate = thing("Certificate", spec={"secretName": "s", "issuerRef": {"name": "own"}})

    assert needs(certificate, thing("Issuer", "own")) == {("Issuer", "own"): True}


def test_an_issuer_of_the_platforms_is_waited_for_by_nobody():
    certificate = thing("Certificate", spec={"secretName": "s", "issuerRef": {"name": "own"}})

    assert needs(certificate) == {}


CLIENT = {"service": {"name": "server", "namespace": "kubeflow"}}


@pytest.mark.parametrize(
    "caller",
    [
        thing(
            "MutatingWebhookConfiguration", namespace="", webhooks=[{"clientConfig": CLIENT}]
        ),
        calls("CompositeController", "http://server/sync"),
        calls("CompositeController", "http://server.kubeflow.svc.cluster.local:80/sync"),
        thing(
            "VirtualService",
            spec={"http": [{"route": [{"destination": {"host": "server.kubeflow.svc"}}]}]},
        ),
        thing(
            "VirtualService",
            namespace="auth",
            spec={"http": [{"route": [{"destination": {"host": "server.kubeflow.svc"}}]}]},
        ),
        thing("HTTPRoute", spec={"rules": [{"backendRefs": [{"name": "server"}]}]}),
        thing(
            "HTTPRoute",
            namespace="auth",
            spec={
                "rules": [{"backendRefs": [{"name": "server", "namespace": "kubeflow"}]}],
            },
        ),
    ],
    ids=[
        "webhook",
        "hook",
        "hook by its whole name",
        "route",
        "route elsewhere",
        "edge",
        "edge elsewhere",
    ],
)
def test_who_calls_a_service_waits_for_the_pods_behind_it(caller):
    assert needs(caller, SERVICE, SERVER) == {
        ("Service", "server"): True,
        ("Deployment", "server"): True,
    }


def test_a_route_that_only_redirects_waits_for_nobody():
    assert needs(thing("HTTPRoute", spec={"rules": [{"filters": []}]}), SERVICE) == {}


def test_a_service_without_pods_of_ours_waits_for_nobody():
    route = thing("HTTPRoute", spec={"rules": [{"backendRefs": [{"name": "server"}]}]})

    assert needs(route, {**SERVICE, "spec": {}}, SERVER) == {("Service", "server"): True}


def test_a_webhook_waits_for_the_certificate_that_is_written_into_it():
    webhook = thing(
        "MutatingWebhookConfiguration",
        namespace="",
        annotations={"cert-manager.io/inject-ca-from": "kubeflow/own"},
        webhooks=[],
    )
    certificate = thing(
        "Certificate", "own", spec={"secretName": "s", "issuerRef": {"name": ""}}
    )

    assert needs(webhook, certificate) == {("Certificate", "own"): True}


def test_a_disruption_budget_waits_for_the_pods_that_it_counts():
    budget = thing(
        "PodDisruptionBudget", spec={"selector": {"matchLabels": {"app": "server"}}}
    )

    assert needs(budget, SERVER) == {("Deployment", "server"): True}


def test_an_autoscaler_waits_for_what_it_scales():
    target = {"kind": "Deployment", "name": "server"}
    autoscaler = thing("HorizontalPodAutoscaler", spec={"scaleTargetRef": target})

    assert needs(autoscaler, SERVER) == {("Deployment", "server"): True}
