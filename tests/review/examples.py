"""Small changes, each with the rule and the level that it must be given, and words of why."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from constructs_lib.delivery.overlay import ResourceId
from constructs_lib.kube import Object
from constructs_lib.review import Severity
from constructs_lib.review.change import Change

INFO, NOTICE, WARNING, DANGER = Severity
RBAC_GROUP = "rbac.authorization.k8s.io"
RBAC = f"{RBAC_GROUP}/v1"
ISTIO = "security.istio.io/v1"
NETWORKING = "networking.istio.io/v1alpha3"
HOOKS = "admissionregistration.k8s.io/v1"


@dataclass(frozen=True, kw_only=True)
class Example:
    """A change, and what must be found in it."""

    rule: str
    level: Severity
    says: str
    change: Change

    def __str__(self) -> str:
        return f"{self.rule}-{self.level.word}-{self.says}"


def change(before: Object | None, after: Object | None, *, pruned: bool = True) -> Change:
    identity = ResourceId.of(after or before or {})
    return Change(identity=identity, before=before, after=after, pruned=pruned)


def example(
    rule: str,
    level: Severity,
    says: str,
    before: Object | None,
    after: Object | None,
    *,
    pruned: bool = True,
) -> Example:
    return Example(
        rule=rule, level=level, says=says, change=change(before, after, pruned=pruned)
    )


def make(kind: str, api: str = "v1", **body: Any) -> Object:
    metadata = {"name": "it", "namespace": "kubeflow", **body.pop("metadata", {})}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **body}


def elyra_hook(runtime: dict[str, str] | None, **more: str) -> Object:
    """Return the program of the hook of Pipelines, with a runtime configuration of Elyra."""
    told = {"elyra": {"runtime": {"metadata": runtime}}} if runtime else {}
    text = f'main(json.loads(\n    r"""\n{json.dumps({**told, **more})}\n"""\n))\n'
    name = {"name": "kubeflow-pipelines-profile-controller-code"}
    return make("ConfigMap", metadata=name, data={"sync.py": text})


def spec(kind: str, api: str = "v1", **fields: Any) -> Object:
    return make(kind, api, spec=fields)


def deployment(*, kind: str = "Deployment", container: Object | None = None, **fields: Any):
    template = {"spec": {"containers": [{"name": "app", "image": "a:1", **(container or {})}]}}
    return spec(kind, "apps/v1", **{"replicas": 2, "template": template, **fields})


def image(reference: str) -> Object:
    return deployment(container={"image": reference})


def role(*rules: Iterable[str], kind: str = "ClusterRole", **labels: str) -> Object:
    """Each rule: verbs, a resource and perhaps a name, as `("get list", "pods", "x")`."""
    found = [
        {
            "apiGroups": [""],
            "resources": [resource],
            "verbs": verbs.split(),
            **({"resourceNames": names} if names else {}),
        }
        for verbs, resource, *names in rules
    ]
    metadata = {"labels": {f"{RBAC_GROUP}/aggregate-to-{k}": v for k, v in labels.items()}}
    return make(kind, RBAC, rules=found, metadata=metadata)


def binding(to: str, *subjects: str, kind: str = "ClusterRoleBinding") -> Object:
    return make(
        kind,
        RBAC,
        roleRef={"apiGroup": RBAC_GROUP, "kind": "ClusterRole", "name": to},
        subjects=[{"kind": "User", "name": name} for name in subjects],
    )


def authorization(*rules: Object, **fields: Any) -> Object:
    return spec(
        "AuthorizationPolicy", ISTIO, **({"rules": [*rules]} if rules else {}), **fields
    )


def caller(*principals: str, **operation: list[str]) -> Object:
    to = {"to": [{"operation": operation}]} if operation else {}
    return {"from": [{"source": {"principals": [*principals]}}], **to}


def network(*peers: str, **fields: Any) -> Object:
    sources = [{"podSelector": {"matchLabels": {"app": peer}}} for peer in peers]
    ingress = [{"from": sources}] if peers else []
    return spec(
        "NetworkPolicy",
        "networking.k8s.io/v1",
        **{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": ingress, **fields},
    )


def outgoing(*peers: str, **fields: Any) -> Object:
    """Return a policy by which some pods connect to these and to no others."""
    egress = [{"to": [{"podSelector": {"matchLabels": {"app": peer}}}]} for peer in peers]
    return spec(
        "NetworkPolicy",
        "networking.k8s.io/v1",
        **{"podSelector": {}, "policyTypes": ["Egress"], "egress": egress, **fields},
    )


def mutual(mode: str, **ports: str) -> Object:
    by_port = {port: {"mode": m} for port, m in ports.items()}
    return spec("PeerAuthentication", ISTIO, mtls={"mode": mode}, portLevelMtls=by_port)


def tokens(*issuers: str, jwks: str = "https://keys") -> Object:
    rules = [{"issuer": issuer, "jwksUri": jwks} for issuer in issuers]
    return spec("RequestAuthentication", ISTIO, jwtRules=rules)


def grant(*names: str) -> Object:
    return spec(
        "ReferenceGrant",
        "gateway.networking.k8s.io/v1beta1",
        **{"from": [{"kind": "HTTPRoute", "namespace": "a"}]},
        to=[{"kind": "Service", "name": name} for name in names],
    )


def crd(schema: Object, *, served: bool = True, stored: str = "v1", scope: str = "Cluster"):
    versions = [
        {"name": name, "served": served or name != "v1", "storage": name == stored}
        | {"schema": {"openAPIV3Schema": {"properties": {"spec": schema}}}}
        for name in ("v1", "v2")
    ]
    api = "apiextensions.k8s.io/v1"
    return spec("CustomResourceDefinition", api, versions=versions, scope=scope)


def claim(size: str, **fields: Any) -> Object:
    return spec("PersistentVolumeClaim", resources={"requests": {"storage": size}}, **fields)


def webhook(*names: str, **fields: Any) -> Object:
    hooks = [{"name": name, "rules": [{"resources": ["pods"]}], **fields} for name in names]
    return make("ValidatingWebhookConfiguration", HOOKS, webhooks=hooks)


def route(*hosts: str, **fields: Any) -> Object:
    return spec("HTTPRoute", "gateway.networking.k8s.io/v1", hostnames=[*hosts], **fields)


def service(*ports: int, **fields: Any) -> Object:
    return spec("Service", ports=[{"port": port} for port in ports], **fields)


def application(**fields: Any) -> Object:
    return spec("Application", "argoproj.io/v1alpha1", **fields)


def project(**fields: Any) -> Object:
    return spec("AppProject", "argoproj.io/v1alpha1", **fields)


def strings(**properties: str) -> Object:
    return {"properties": {name: {"type": kind} for name, kind in properties.items()}}


def job(image: str, **annotations: str) -> Object:
    metadata = {"annotations": {f"argocd.argoproj.io/{k}": v for k, v in annotations.items()}}
    return make("Job", "batch/v1", metadata=metadata, spec={"template": {"image": image}})


SYNC = "sync-options"
RULE = {"matchPolicy": "Equivalent"}

EXAMPLES = (
    # Objects that come and go.
    example("added", INFO, "is new", None, make("ConfigMap")),
    example("deleted", WARNING, "Argo CD deletes it", make("ConfigMap"), None),
    example("deleted", NOTICE, "nothing prunes it", make("ConfigMap"), None, pruned=False),
    example("deleted", DANGER, "everything in it", make("Namespace"), None),
    example("deleted", WARNING, "Argo CD prunes no definition", crd({}), None),
    example("deleted", DANGER, "its data", claim("1Gi"), None),
    example(
        "deleted",
        DANGER,
        "its namespace and everything in it",
        make("Profile", "kubeflow.org/v1"),
        None,
    ),
    example(
        "deleted",
        DANGER,
        "its owner `a@example.com` and whom the dashboard added keep their rights",
        make("Profile", "kubeflow.org/v1", spec={"owner": {"name": "a@example.com"}}),
        None,
        pruned=False,
    ),
    example(
        "deleted",
        DANGER,
        "whom the dashboard added",
        make(
            "Profile",
            "kubeflow.org/v1",
            metadata={"annotations": {f"argocd.argoproj.io/{SYNC}": "Prune=false"}},
        ),
        None,
    ),
    example(
        "deleted",
        DANGER,
        "`User a` may go on doing what `kubeflow-edit` allows",
        binding("kubeflow-edit", "a", kind="RoleBinding"),
        None,
        pruned=False,
    ),
    example(
        "deleted",
        DANGER,
        "it goes on letting in `principals a`",
        authorization(caller("a")),
        None,
        pruned=False,
    ),
    example("deleted", NOTICE, "nothing prunes it", authorization(), None, pruned=False),
    example(
        "deleted",
        NOTICE,
        "nothing prunes it",
        authorization(caller("a"), action="DENY"),
        None,
        pruned=False,
    ),
    example(
        "deleted",
        WARNING,
        "nothing prunes it",
        make(
            "PersistentVolumeClaim",
            metadata={"annotations": {f"argocd.argoproj.io/{SYNC}": "Prune=false"}},
        ),
        None,
    ),
    example(
        "changed", NOTICE, "`data`", make("ConfigMap", data={"a": "1"}), make("ConfigMap")
    ),
    example(
        "changed",
        INFO,
        "only its labels",
        make("ConfigMap"),
        make("ConfigMap", metadata={"labels": {"a": "b"}}),
    ),
    # What the API server lets nobody change.
    example(
        "recreate",
        DANGER,
        "`spec.selector`",
        deployment(selector={"a": "1"}),
        deployment(selector={"a": "2"}),
    ),
    example(
        "recreate",
        DANGER,
        "`spec.volumeClaimTemplates`",
        deployment(kind="StatefulSet", volumeClaimTemplates=[1]),
        deployment(kind="StatefulSet", volumeClaimTemplates=[2]),
    ),
    example(
        "recreate",
        DANGER,
        "`spec.serviceName`",
        deployment(kind="StatefulSet", serviceName="a"),
        deployment(kind="StatefulSet", serviceName="b"),
    ),
    example(
        "recreate",
        DANGER,
        "`spec.strategy`",
        deployment(),
        deployment(strategy={"type": "Recreate"}),
    ),
    example("recreate", DANGER, "`spec.template`", job("a:1"), job("a:2")),
    example("recreate", INFO, "as a hook", job("a:1", hook="Sync"), job("a:2", hook="Sync")),
    example(
        "recreate",
        WARNING,
        "replaces it by force",
        job("a:1", **{SYNC: "Force=true,Replace=true"}),
        job("a:2", **{SYNC: "Force=true,Replace=true"}),
    ),
    example(
        "recreate", DANGER, "`spec.clusterIP`", service(80), service(80, clusterIP="None")
    ),
    example(
        "recreate",
        DANGER,
        "`spec.accessModes`",
        claim("1Gi", accessModes=["ReadWriteOnce"]),
        claim("1Gi", accessModes=["ReadWriteMany"]),
    ),
    example("recreate", DANGER, "`roleRef`", binding("view", "a"), binding("edit", "a")),
    example(
        "recreate",
        DANGER,
        "`data`",
        make("ConfigMap", data={"a": "1"}, immutable=True),
        make("ConfigMap", data={"a": "2"}, immutable=True),
    ),
    example("recreate", DANGER, "`spec.scope`", crd({}), crd({}, scope="Namespaced")),
    # Volumes.
    example("volume", DANGER, "cannot shrink", claim("20Gi"), claim("10Gi")),
    example("volume", DANGER, "cannot shrink", claim("1Gi"), claim("1G")),
    example("volume", WARNING, "must allow expansion", claim("900Mi"), claim("1Gi")),
    # Definitions.
    example(
        "crd",
        DANGER,
        "no field `.spec.b`",
        crd(strings(a="string", b="string")),
        crd(strings(a="string")),
    ),
    example(
        "crd",
        DANGER,
        "`string` → `integer`",
        crd(strings(a="string")),
        crd(strings(a="integer")),
    ),
    example("crd", DANGER, "`v1` is no longer served", crd({}), crd({}, served=False)),
    example("crd", WARNING, "stored as `v2`", crd({}), crd({}, stored="v2")),
    example(
        "crd",
        WARNING,
        "now required: `spec.a`",
        crd(strings(a="string")),
        crd(strings(a="string") | {"required": ["a"]}),
    ),
    example(
        "crd",
        WARNING,
        "fewer values",
        crd({"type": "string", "enum": ["a", "b"]}),
        crd({"type": "string", "enum": ["a"]}),
    ),
    # What accounts may do.
    example(
        "rbac",
        WARNING,
        "now also `create` on `pods`",
        role(("get", "pods")),
        role(("get create", "pods")),
    ),
    example(
        "rbac",
        WARNING,
        "`get` on `nodes`",
        role(("get", "pods")),
        role(("get", "pods"), ("get", "nodes")),
    ),
    example(
        "rbac", WARNING, "`get` on `pods`", role(("get", "pods", "x")), role(("get", "pods"))
    ),
    example(
        "rbac",
        NOTICE,
        "no longer `list` on `pods`",
        role(("get list", "pods")),
        role(("get", "pods")),
    ),
    example("rbac", DANGER, "`get` on `*`", role(("get", "pods")), role(("get", "*"))),
    example("rbac", DANGER, "`get` on `secrets`", role(), role(("get", "secrets"))),
    example("rbac", WARNING, "named `x`", role(), role(("get", "secrets", "x"))),
    example("rbac", DANGER, "`impersonate`", role(), role(("impersonate", "users"))),
    example("rbac", WARNING, "`*` on `pods`", role(), role(("*", "pods"))),
    example("rbac", WARNING, "`create` on `secrets`", role(), role(("create", "secrets"))),
    example("rbac", WARNING, "who holds `edit` gets", role(), role(edit="true")),
    example("rbac", NOTICE, "`edit` no longer gets", role(edit="true"), role()),
    example("rbac", WARNING, "who is bound to it gets `get`", None, role(("get", "secrets"))),
    example("rbac", WARNING, "`get` on `pods`", None, role(("get", "pods"), edit="true")),
    example(
        "rbac",
        WARNING,
        "gathers",
        role() | {"aggregationRule": {"clusterRoleSelectors": [1]}},
        role() | {"aggregationRule": {"clusterRoleSelectors": [2]}},
    ),
    example(
        "rbac",
        WARNING,
        "`User b` may do what `edit`",
        binding("edit", "a"),
        binding("edit", "a", "b"),
    ),
    example("rbac", WARNING, "`User a` may do what `edit`", None, binding("edit", "a")),
    example(
        "rbac",
        NOTICE,
        "`User b` may no longer",
        binding("edit", "a", "b"),
        binding("edit", "a"),
    ),
    example("rbac", NOTICE, "`User a` may no longer", binding("edit", "a"), None),
    example("rbac", DANGER, "`cluster-admin`", None, binding("cluster-admin", "a")),
    example(
        "rbac", DANGER, "system:authenticated", None, binding("view", "system:authenticated")
    ),
    # Who is let in.
    example(
        "policy",
        WARNING,
        "opened for `principals b`",
        authorization(caller("a")),
        authorization(caller("a", "b")),
    ),
    example(
        "policy",
        WARNING,
        "opened for `principals b`",
        authorization(caller("a")),
        authorization(caller("a"), caller("b")),
    ),
    example(
        "policy",
        WARNING,
        "opened for `principals a`",
        authorization(caller("a", paths=["/x"])),
        authorization(caller("a")),
    ),
    example(
        "policy",
        NOTICE,
        "closed for `principals b`",
        authorization(caller("a", "b")),
        authorization(caller("a")),
    ),
    example(
        "policy",
        NOTICE,
        "closed for `principals a*`",
        authorization(caller("a*")),
        authorization(caller("ab")),
    ),
    example("policy", DANGER, "everybody", authorization(caller("a")), authorization({})),
    example(
        "policy",
        WARNING,
        "opened for `principals b`",
        authorization(caller("a"), caller("b"), action="DENY"),
        authorization(caller("a"), action="DENY"),
    ),
    example(
        "policy",
        NOTICE,
        "closed for `principals b`",
        authorization(caller("a"), action="DENY"),
        authorization(caller("a"), caller("b"), action="DENY"),
    ),
    example(
        "policy",
        DANGER,
        "nothing does its DENY",
        authorization(caller("a"), action="DENY"),
        None,
    ),
    example(
        "policy", DANGER, "nothing does its CUSTOM", authorization({}, action="CUSTOM"), None
    ),
    example("policy", DANGER, "it let nobody in", authorization(), None),
    example("policy", NOTICE, "it lets nobody in", None, authorization()),
    example("policy", WARNING, "no other ALLOW", authorization(caller("a")), None),
    example("policy", WARNING, "opened for `principals a`", None, authorization(caller("a"))),
    example(
        "policy",
        WARNING,
        "holds elsewhere",
        authorization(caller("a")),
        authorization(caller("a"), selector={"matchLabels": {"app": "x"}}),
    ),
    example(
        "policy",
        WARNING,
        "opened for `k 1 2`",
        authorization({"when": [{"key": "k", "values": ["1"]}]}),
        authorization({"when": [{"key": "k", "values": ["1", "2"]}]}),
    ),
    example(
        "policy",
        WARNING,
        "opened for `notPrincipals a`",
        authorization({"from": [{"source": {"notPrincipals": ["a", "b"]}}]}),
        authorization({"from": [{"source": {"notPrincipals": ["a"]}}]}),
    ),
    example("policy", WARNING, "opened: connections", network("a"), network("a", "b")),
    example("policy", NOTICE, "closed: connections", network("a", "b"), network("a")),
    example("policy", WARNING, "opened: connections", network("a"), network(ingress=[{}])),
    example(
        "policy", WARNING, "opened: connections", network(), network(policyTypes=["Egress"])
    ),
    example(
        "policy",
        WARNING,
        "other pods",
        network("a"),
        network("a", podSelector={"matchLabels": {"app": "x"}}),
    ),
    example("policy", WARNING, "opened: what it selects is open where", network("a"), None),
    example("policy", NOTICE, "closed: what it selects takes only", None, network("a")),
    example("policy", WARNING, "it selects connects anywhere where", outgoing("a"), None),
    example("policy", NOTICE, "it selects connects to only what", None, outgoing("a")),
    example("policy", WARNING, "opened: connections", outgoing("a"), outgoing("a", "b")),
    example(
        "policy", WARNING, "opened: connections", outgoing("a"), outgoing("a", egress=[{}])
    ),
    example("policy", NOTICE, "closed: connections", outgoing("a", "b"), outgoing("a")),
    example("policy", WARNING, "opened: connections", outgoing("a"), network("a")),
    example(
        "policy", WARNING, "without mutual TLS may", mutual("STRICT"), mutual("PERMISSIVE")
    ),
    example(
        "policy",
        WARNING,
        "without mutual TLS may",
        mutual("STRICT"),
        mutual("STRICT", **{"80": "DISABLE"}),
    ),
    example(
        "policy",
        NOTICE,
        "without mutual TLS are refused",
        mutual("PERMISSIVE"),
        mutual("STRICT"),
    ),
    example("policy", DANGER, "without mutual TLS may", mutual("STRICT"), None),
    example("policy", WARNING, "tokens of `b` are believed", tokens("a"), tokens("a", "b")),
    example("policy", NOTICE, "tokens of `b` are no longer", tokens("a", "b"), tokens("a")),
    example(
        "policy", WARNING, "read otherwise", tokens("a"), tokens("a", jwks="https://other")
    ),
    example("policy", WARNING, "nothing checks tokens", tokens("a"), None),
    example(
        "policy", DANGER, "what it refused", spec("ValidatingAdmissionPolicy", HOOKS), None
    ),
    example(
        "policy",
        WARNING,
        "`Fail` → `Ignore`",
        spec("ValidatingAdmissionPolicy", HOOKS, failurePolicy="Fail"),
        spec("ValidatingAdmissionPolicy", HOOKS, failurePolicy="Ignore"),
    ),
    example(
        "policy",
        DANGER,
        "no longer `Deny`",
        spec("ValidatingAdmissionPolicyBinding", HOOKS, validationActions=["Deny"]),
        spec("ValidatingAdmissionPolicyBinding", HOOKS, validationActions=["Warn"]),
    ),
    example("policy", DANGER, "no longer do what", spec("EnvoyFilter", NETWORKING), None),
    example("policy", WARNING, "what only its text", None, spec("EnvoyFilter", NETWORKING)),
    example(
        "policy",
        WARNING,
        "other proxies do something",
        spec("EnvoyFilter", NETWORKING, configPatches=["a"]),
        spec("EnvoyFilter", NETWORKING, configPatches=["b"]),
    ),
    example("policy", WARNING, "may be referred to", grant("a"), grant("a", "b")),
    example("policy", NOTICE, "may no longer be referred to", grant("a", "b"), grant("a")),
    example(
        "mesh",
        WARNING,
        "`ambient` → nothing",
        make("Namespace", metadata={"labels": {"istio.io/dataplane-mode": "ambient"}}),
        make("Namespace"),
    ),
    example(
        "mesh",
        WARNING,
        "nothing → `waypoint`",
        service(80),
        service(80)
        | {"metadata": {"name": "it", "labels": {"istio.io/use-waypoint": "waypoint"}}},
    ),
    # Webhooks.
    example(
        "webhook", WARNING, "lets pass", webhook("a"), webhook("a", failurePolicy="Ignore")
    ),
    example("webhook", WARNING, "blocks", webhook("a", failurePolicy="Ignore"), webhook("a")),
    example("webhook", WARNING, "about other objects", webhook("a"), webhook("a", rules=[])),
    example("webhook", WARNING, "`b` is gone", webhook("a", "b"), webhook("a")),
    example("webhook", NOTICE, "`a` is new", None, webhook("a")),
    # Where the platform answers.
    example("route", WARNING, "no longer for `a`", route("a"), route("b")),
    example("route", NOTICE, "now for `b`", route("a"), route("a", "b")),
    example(
        "route",
        WARNING,
        "another gateway",
        route("a", parentRefs=[1]),
        route("a", parentRefs=[2]),
    ),
    example(
        "route", NOTICE, "answers otherwise", route("a", rules=[1]), route("a", rules=[2])
    ),
    example("service", WARNING, "no longer listens on `443`", service(80, 443), service(80)),
    example("service", NOTICE, "now listens on `443`", service(80), service(80, 443)),
    example(
        "service",
        WARNING,
        "reachable from outside",
        service(80),
        service(80, type="LoadBalancer"),
    ),
    example(
        "service",
        WARNING,
        "other pods",
        service(80, selector={"a": "1"}),
        service(80, selector={"a": "2"}),
    ),
    # Argo CD.
    example(
        "argo",
        DANGER,
        "another place",
        application(destination={"namespace": "a"}),
        application(destination={"namespace": "b"}),
    ),
    example(
        "argo",
        WARNING,
        "another source",
        application(source={"path": "a"}),
        application(source={"path": "b"}),
    ),
    example(
        "argo",
        DANGER,
        "`prune` is on now: what left the repository while it was off is deleted too",
        application(syncPolicy={"automated": {"prune": False}}),
        application(syncPolicy={"automated": {"prune": True}}),
    ),
    example(
        "argo",
        WARNING,
        "`prune` is off now: what leaves the repository stays, rights too",
        application(syncPolicy={"automated": {"prune": True}}),
        application(syncPolicy={"automated": {"prune": False}}),
    ),
    example(
        "argo",
        WARNING,
        "`allowEmpty` is on now",
        application(syncPolicy={"automated": {"prune": True, "allowEmpty": False}}),
        application(syncPolicy={"automated": {"prune": True, "allowEmpty": True}}),
    ),
    example(
        "argo",
        WARNING,
        "syncs by itself",
        application(),
        application(syncPolicy={"automated": {}}),
    ),
    example(
        "argo",
        NOTICE,
        "differences",
        application(),
        application(ignoreDifferences=[{"kind": "A"}]),
    ),
    example(
        "argo",
        WARNING,
        "permits more by `sourceRepos`: `b`",
        project(sourceRepos=["a"]),
        project(sourceRepos=["a", "b"]),
    ),
    example(
        "argo",
        NOTICE,
        "permits less by `sourceRepos`: `b`",
        project(sourceRepos=["a", "b"]),
        project(sourceRepos=["a"]),
    ),
    example(
        "argo",
        NOTICE,
        "permits less by `namespaceResourceWhitelist`",
        project(),
        project(namespaceResourceWhitelist=[]),
    ),
    example(
        "argo",
        WARNING,
        "permits more by `clusterResourceBlacklist`",
        project(clusterResourceBlacklist=["a"]),
        project(),
    ),
    example(
        "argo", WARNING, "`syncWindows`", project(), project(syncWindows=[{"kind": "deny"}])
    ),
    # Pods.
    example(
        "elyra",
        WARNING,
        "another bucket",
        elyra_hook({"cos_bucket": "elyra-{namespace}"}),
        elyra_hook({"cos_bucket": "other-{namespace}"}),
    ),
    example("image", NOTICE, "another tag", image("a:1"), image("a:2")),
    example("image", NOTICE, "another digest", image("a:1@sha256:b"), image("a:1@sha256:c")),
    example(
        "image",
        NOTICE,
        "another registry",
        image("quay.io/a/b:1"),
        image("mirror.example.com:5000/kubeflow/a/b:1"),
    ),
    example("image", WARNING, "another image", image("a/b:1"), image("a/c:1")),
    example("image", WARNING, "no digest any more", image("a:1@sha256:b"), image("a:1")),
    example("restart", NOTICE, "one after the other", image("a:1"), image("a:2")),
    example(
        "restart",
        WARNING,
        "stop before",
        deployment(strategy={"type": "Recreate"}),
        deployment(strategy={"type": "Recreate"}, template={"spec": {}}),
    ),
    example(
        "restart",
        WARNING,
        "its only pod stops",
        deployment(kind="StatefulSet", replicas=1),
        deployment(kind="StatefulSet", replicas=1, template={"spec": {}}),
    ),
    example("size", NOTICE, "`2` → `3`", deployment(), deployment(replicas=3)),
    example("size", WARNING, "`2` → `0`", deployment(), deployment(replicas=0)),
    example(
        "size",
        NOTICE,
        "resources of container `app`",
        deployment(container={"resources": {"limits": {"cpu": "1"}}}),
        deployment(container={"resources": {"limits": {"cpu": "2"}}}),
    ),
    example(
        "privilege",
        DANGER,
        "`privileged in app`",
        deployment(),
        deployment(container={"securityContext": {"privileged": True}}),
    ),
    example(
        "privilege",
        INFO,
        "without `runAsUser 0 in app`",
        deployment(container={"securityContext": {"runAsUser": 0}}),
        deployment(),
    ),
)

# Changes in which a rule must find nothing: the same in other words, or of another rule.
HARMLESS = (
    ("rbac", change(role(("get list", "pods")), role(("get", "pods"), ("list", "pods")))),
    ("rbac", change(role(("*", "*")), role(("*", "*"), ("get", "pods")))),
    ("rbac", change(None, role(("get", "pods")))),
    (
        "policy",
        change(authorization(caller("a"), caller("b")), authorization(caller("a", "b"))),
    ),
    ("policy", change(authorization(caller("a", "b")), authorization(caller("b", "a")))),
    ("policy", change(network("a", "b"), network("b", "a"))),
    ("recreate", change(claim("1Gi"), claim("2Gi"))),
    ("recreate", change(deployment(), deployment(replicas=3))),
    ("recreate", change(make("ConfigMap", data={"a": "1"}), make("ConfigMap"))),
    ("volume", change(claim("1Gi"), claim("1024Mi"))),
    (
        "crd",
        change(
            crd(strings(a="string")),
            crd({"properties": {}, "x-kubernetes-preserve-unknown-fields": True}),
        ),
    ),
    ("route", change(route("a", "b"), route("b", "a"))),
    ("restart", change(deployment(), deployment(replicas=3))),
    ("policy", change(authorization(caller("a"), action="DENY"), None, pruned=False)),
    ("rbac", change(binding("edit", "a"), None, pruned=False)),
)
