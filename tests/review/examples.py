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


def models(prefix: str = "", **settings: str) -> Object:
    told = {"settings.json": json.dumps(settings or {"prefix": prefix})}
    return make("ConfigMap", metadata={"name": "model-routes"}, data=told)


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
    example("deleted", WARNING, "Argo CD prunes no CRD", crd({}), None),
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
        "its owner `a@example.com` and the users that the dashboard added keep their access",
        make("Profile", "kubeflow.org/v1", spec={"owner": {"name": "a@example.com"}}),
        None,
        pruned=False,
    ),
    example(
        "deleted",
        DANGER,
        "the users that the dashboard added",
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
        "`kubeflow-edit` remains granted to `User a`",
        binding("kubeflow-edit", "a", kind="RoleBinding"),
        None,
        pruned=False,
    ),
    example(
        "deleted",
        DANGER,
        "it still allows `principals a`",
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
        "only labels",
        make("ConfigMap"),
        make("ConfigMap", metadata={"labels": {"a": "b"}}),
    ),
    # Immutable fields.
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
        "replaces it (`Force=true`)",
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
        "drops `.spec.b`",
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
    example("crd", WARNING, "`v1` → `v2`", crd({}), crd({}, stored="v2")),
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
        "adds `create` on `pods`",
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
        "removes `list` on `pods`",
        role(("get list", "pods")),
        role(("get", "pods")),
    ),
    example("rbac", DANGER, "`get` on `*`", role(("get", "pods")), role(("get", "*"))),
    example("rbac", DANGER, "`get` on `secrets`", role(), role(("get", "secrets"))),
    example("rbac", WARNING, "named `x`", role(), role(("get", "secrets", "x"))),
    example("rbac", DANGER, "`impersonate`", role(), role(("impersonate", "users"))),
    example("rbac", WARNING, "`*` on `pods`", role(), role(("*", "pods"))),
    example("rbac", WARNING, "`create` on `secrets`", role(), role(("create", "secrets"))),
    example("rbac", WARNING, "aggregated to `edit`", role(), role(edit="true")),
    example("rbac", NOTICE, "no longer aggregated to `edit`", role(edit="true"), role()),
    example("rbac", WARNING, "its subjects get `get`", None, role(("get", "secrets"))),
    example("rbac", WARNING, "`get` on `pods`", None, role(("get", "pods"), edit="true")),
    example(
        "rbac",
        WARNING,
        "aggregates different roles",
        role() | {"aggregationRule": {"clusterRoleSelectors": [1]}},
        role() | {"aggregationRule": {"clusterRoleSelectors": [2]}},
    ),
    example(
        "rbac",
        WARNING,
        "grants `edit` to `User b`",
        binding("edit", "a"),
        binding("edit", "a", "b"),
    ),
    example("rbac", WARNING, "grants `edit` to `User a`", None, binding("edit", "a")),
    example(
        "rbac",
        NOTICE,
        "revokes `edit` from `User b`",
        binding("edit", "a", "b"),
        binding("edit", "a"),
    ),
    example("rbac", NOTICE, "revokes `edit` from `User a`", binding("edit", "a"), None),
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
    example("policy", DANGER, "everyone", authorization(caller("a")), authorization({})),
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
        "its DENY rules no longer",
        authorization(caller("a"), action="DENY"),
        None,
    ),
    example(
        "policy",
        DANGER,
        "its CUSTOM rules no longer",
        authorization({}, action="CUSTOM"),
        None,
    ),
    example("policy", DANGER, "allowed no one", authorization(), None),
    example("policy", NOTICE, "allows no one", None, authorization()),
    example("policy", WARNING, "no other ALLOW", authorization(caller("a")), None),
    example("policy", WARNING, "opened for `principals a`", None, authorization(caller("a"))),
    example(
        "policy",
        WARNING,
        "its target",
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
    example("policy", WARNING, "opened: allows connections", network("a"), network("a", "b")),
    example("policy", NOTICE, "closed: denies connections", network("a", "b"), network("a")),
    example(
        "policy", WARNING, "opened: allows connections", network("a"), network(ingress=[{}])
    ),
    example(
        "policy",
        WARNING,
        "opened: allows connections",
        network(),
        network(policyTypes=["Egress"]),
    ),
    example(
        "policy",
        WARNING,
        "different pods",
        network("a"),
        network("a", podSelector={"matchLabels": {"app": "x"}}),
    ),
    example("policy", WARNING, "its pods accept every connection unless", network("a"), None),
    example("policy", NOTICE, "its pods accept only", None, network("a")),
    example("policy", WARNING, "its pods may connect anywhere unless", outgoing("a"), None),
    example("policy", NOTICE, "its pods open only connections", None, outgoing("a")),
    example(
        "policy", WARNING, "opened: allows connections", outgoing("a"), outgoing("a", "b")
    ),
    example(
        "policy",
        WARNING,
        "opened: allows connections",
        outgoing("a"),
        outgoing("a", egress=[{}]),
    ),
    example("policy", NOTICE, "closed: denies connections", outgoing("a", "b"), outgoing("a")),
    example("policy", WARNING, "opened: allows connections", outgoing("a"), network("a")),
    example("policy", WARNING, "opened: may accept", mutual("STRICT"), mutual("PERMISSIVE")),
    example(
        "policy",
        WARNING,
        "opened: may accept",
        mutual("STRICT"),
        mutual("STRICT", **{"80": "DISABLE"}),
    ),
    example(
        "policy",
        NOTICE,
        "closed: refuses",
        mutual("PERMISSIVE"),
        mutual("STRICT"),
    ),
    example("policy", DANGER, "opened: may accept", mutual("STRICT"), None),
    example("policy", WARNING, "trusts tokens of `b`", tokens("a"), tokens("a", "b")),
    example("policy", NOTICE, "no longer trusts tokens of `b`", tokens("a", "b"), tokens("a")),
    example("policy", WARNING, "differently", tokens("a"), tokens("a", jwks="https://other")),
    example("policy", WARNING, "no longer validates", tokens("a"), None),
    example(
        "policy", DANGER, "that it denied", spec("ValidatingAdmissionPolicy", HOOKS), None
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
        WARNING,
        "no longer get what it adds",
        spec("MutatingAdmissionPolicy", HOOKS),
        None,
    ),
    example(
        "policy",
        DANGER,
        "without `Deny`",
        spec("ValidatingAdmissionPolicyBinding", HOOKS, validationActions=["Deny"]),
        spec("ValidatingAdmissionPolicyBinding", HOOKS, validationActions=["Warn"]),
    ),
    example(
        "policy", DANGER, "removed from the proxies", spec("EnvoyFilter", NETWORKING), None
    ),
    example("policy", WARNING, "adds patches", None, spec("EnvoyFilter", NETWORKING)),
    example(
        "policy",
        WARNING,
        "its patches change",
        spec("EnvoyFilter", NETWORKING, configPatches=["a"]),
        spec("EnvoyFilter", NETWORKING, configPatches=["b"]),
    ),
    example("policy", WARNING, "opened: allows references", grant("a"), grant("a", "b")),
    example("policy", NOTICE, "no longer allows references", grant("a", "b"), grant("a")),
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
        "webhook",
        WARNING,
        "admits requests",
        webhook("a"),
        webhook("a", failurePolicy="Ignore"),
    ),
    example(
        "webhook",
        WARNING,
        "denies requests",
        webhook("a", failurePolicy="Ignore"),
        webhook("a"),
    ),
    example("webhook", WARNING, "different objects", webhook("a"), webhook("a", rules=[])),
    example("webhook", WARNING, "`b` is removed", webhook("a", "b"), webhook("a")),
    example("webhook", NOTICE, "`a` is new", None, webhook("a")),
    # Where the platform answers.
    example("route", WARNING, "removes hosts `a`", route("a"), route("b")),
    example("route", NOTICE, "adds hosts `b`", route("a"), route("a", "b")),
    example(
        "route",
        WARNING,
        "different gateway",
        route("a", parentRefs=[1]),
        route("a", parentRefs=[2]),
    ),
    example("route", NOTICE, "paths, targets", route("a", rules=[1]), route("a", rules=[2])),
    example(
        "route",
        WARNING,
        "models changes: `/serving` → `/models`",
        models("/serving"),
        models("/models"),
    ),
    example(
        "route",
        WARNING,
        "the host or path of models changes: `/serving` → `*.models.example.com`",
        models("/serving"),
        models(domain="models.example.com"),
    ),
    example("route", WARNING, "delete them with", models("/serving"), None),
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
        "different pods",
        service(80, selector={"a": "1"}),
        service(80, selector={"a": "2"}),
    ),
    # Argo CD.
    example(
        "argo",
        DANGER,
        "destination",
        application(destination={"namespace": "a"}),
        application(destination={"namespace": "b"}),
    ),
    example(
        "argo",
        WARNING,
        "`source` changes",
        application(source={"path": "a"}),
        application(source={"path": "b"}),
    ),
    example(
        "argo",
        DANGER,
        "`prune` is now on: objects that left the repository while it was off are deleted",
        application(syncPolicy={"automated": {"prune": False}}),
        application(syncPolicy={"automated": {"prune": True}}),
    ),
    example(
        "argo",
        WARNING,
        "`prune` is now off: objects that leave the repository stay in the cluster",
        application(syncPolicy={"automated": {"prune": True}}),
        application(syncPolicy={"automated": {"prune": False}}),
    ),
    example(
        "argo",
        WARNING,
        "`allowEmpty` is now on",
        application(syncPolicy={"automated": {"prune": True, "allowEmpty": False}}),
        application(syncPolicy={"automated": {"prune": True, "allowEmpty": True}}),
    ),
    example(
        "argo",
        WARNING,
        "syncs automatically",
        application(),
        application(syncPolicy={"automated": {}}),
    ),
    example(
        "argo",
        NOTICE,
        "`ignoreDifferences`",
        application(),
        application(ignoreDifferences=[{"kind": "A"}]),
    ),
    example(
        "argo",
        WARNING,
        "`sourceRepos` now permits: `b`",
        project(sourceRepos=["a"]),
        project(sourceRepos=["a", "b"]),
    ),
    example(
        "argo",
        NOTICE,
        "`sourceRepos` no longer permits: `b`",
        project(sourceRepos=["a", "b"]),
        project(sourceRepos=["a"]),
    ),
    example(
        "argo",
        NOTICE,
        "`namespaceResourceWhitelist` no longer permits",
        project(),
        project(namespaceResourceWhitelist=[]),
    ),
    example(
        "argo",
        WARNING,
        "`clusterResourceBlacklist` now permits",
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
        "the bucket of Elyra changes",
        elyra_hook({"cos_bucket": "elyra-{namespace}"}),
        elyra_hook({"cos_bucket": "other-{namespace}"}),
    ),
    example(
        "queue",
        WARNING,
        "starts no more work",
        spec("ClusterQueue", "kueue.x-k8s.io/v1beta2", stopPolicy="None"),
        spec("ClusterQueue", "kueue.x-k8s.io/v1beta2", stopPolicy="Hold"),
    ),
    example(
        "queue",
        NOTICE,
        "its cohort changes",
        spec("ClusterQueue", "kueue.x-k8s.io/v1beta2", cohortName="one"),
        spec("ClusterQueue", "kueue.x-k8s.io/v1beta2", cohortName="two"),
    ),
    example(
        "velero",
        WARNING,
        "copies made from now on are kept for another time",
        make("Schedule", "velero.io/v1", spec={"template": {"ttl": "336h"}}),
        make("Schedule", "velero.io/v1", spec={"template": {"ttl": "24h"}}),
    ),
    example("image", NOTICE, "the tag changes", image("a:1"), image("a:2")),
    example(
        "image", NOTICE, "the digest changes", image("a:1@sha256:b"), image("a:1@sha256:c")
    ),
    example(
        "image",
        NOTICE,
        "the registry changes",
        image("quay.io/a/b:1"),
        image("mirror.example.com:5000/kubeflow/a/b:1"),
    ),
    example("image", WARNING, "the image changes", image("a/b:1"), image("a/c:1")),
    example(
        "image", WARNING, "no longer pinned by digest", image("a:1@sha256:b"), image("a:1")
    ),
    example("restart", NOTICE, "rolling update", image("a:1"), image("a:2")),
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
        "lose privileges: `runAsUser 0 in app`",
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
