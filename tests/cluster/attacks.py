"""List what a tenant must not do in a profile, and what the platform itself does there.

Each is one request to the API server by a user, and the policy that decides on it. The
platform's own are of the objects that its controllers' sources say: profile-controller, KFAM,
notebook-controller, tensorboard-controller and pvcviewer-controller of kubeflow/kubeflow
v1.9.2, Katib 0.17, training-operator 1.8, Argo Workflows 3.4 and Pipelines 2.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .output import release

Object = dict[str, Any]

NAMESPACE: Final = "guarded"
BOB: Final = "bob@example.com"
# A site may give more than Kubeflow does: Kubernetes' own role of an editor.
CAROL: Final = "carol@example.com"
NOTEBOOKS: Final = "system:serviceaccount:kubeflow:notebook-controller-service-account"
VIEWERS: Final = "system:serviceaccount:kubeflow:pvcviewer-controller-manager"
TENSORBOARDS: Final = (
    "system:serviceaccount:kubeflow:tensorboard-controller-controller-manager"
)
TRAINING: Final = "system:serviceaccount:kubeflow:training-operator"
ARGO: Final = "system:serviceaccount:kubeflow:argo"
KATIB: Final = "system:serviceaccount:kubeflow:katib-controller"
EDITOR: Final = f"system:serviceaccount:{NAMESPACE}:default-editor"
ISTIOD: Final = "system:serviceaccount:istio-system:istiod"
DEPLOYMENTS: Final = "system:serviceaccount:kube-system:deployment-controller"
REPLICA_SETS: Final = "system:serviceaccount:kube-system:replicaset-controller"
STATEFUL_SETS: Final = "system:serviceaccount:kube-system:statefulset-controller"
PIPELINES: Final = "system:serviceaccount:kubeflow:ml-pipeline"
JOBS: Final = "system:serviceaccount:kube-system:job-controller"
SLICES: Final = "system:serviceaccount:kube-system:endpointslice-controller"
CONTROLLERS: Final = "system:kube-controller-manager"

GATEWAY_NAME: Final = "gateway.networking.k8s.io/gateway-name"
HEADERS: Final = "notebooks.kubeflow.org/http-headers-request-set"
REWRITE: Final = "notebooks.kubeflow.org/http-rewrite-uri"


@dataclass(frozen=True)
class Request:
    """One request: the deciding policy, a description, the user and the object.

    The administrator is the default user.
    """

    policy: str
    name: str
    user: str | None
    path: str
    body: Object | None
    method: str = "POST"

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.policy}: {self.name}"


def make(
    policy: str,
    name: str,
    plural: str,
    body: Object,
    *,
    user: str | None = BOB,
    group: str = "",
    version: str = "v1",
) -> Request:
    """Return the dry-run request that creates an object."""
    api = f"/apis/{group}/{version}" if group else f"/api/{version}"
    metadata = {"name": "sample", **body.get("metadata", {})}
    whole = {
        "apiVersion": f"{group}/{version}" if group else version,
        "kind": KINDS[plural],
        **body,
        "metadata": metadata,
    }
    path = f"{api}/namespaces/{NAMESPACE}/{plural}?dryRun=All"
    return Request(policy, name, user, path, whole)


KINDS: Final = {
    "cronjobs": "CronJob",
    "cronworkflows": "CronWorkflow",
    "daemonsets": "DaemonSet",
    "deployments": "Deployment",
    "endpoints": "Endpoints",
    "endpointslices": "EndpointSlice",
    "horizontalpodautoscalers": "HorizontalPodAutoscaler",
    "ingresses": "Ingress",
    "jobs": "Job",
    "notebooks": "Notebook",
    "poddefaults": "PodDefault",
    "poddisruptionbudgets": "PodDisruptionBudget",
    "pods": "Pod",
    "pvcviewers": "PVCViewer",
    "pytorchjobs": "PyTorchJob",
    "replicasets": "ReplicaSet",
    "replicationcontrollers": "ReplicationController",
    "scheduledworkflows": "ScheduledWorkflow",
    "secrets": "Secret",
    "serviceaccounts": "ServiceAccount",
    "services": "Service",
    "statefulsets": "StatefulSet",
    "virtualservices": "VirtualService",
    "workflows": "Workflow",
}


def pod(
    *, labels: Mapping[str, str] | None = None, annotations: Object | None = None, **spec: Any
) -> Object:
    """Return a plain pod, or its template, with the given fields."""
    containers = [{"name": "main", "image": "example.com/main:v1"}]
    return {
        "metadata": {"labels": labels or {"app": "sample"}, "annotations": annotations or {}},
        "spec": {"containers": containers, **spec},
    }


def workload(template: Object, **more: Any) -> Object:
    """Return a workload's body for pods of a template."""
    selector = {"matchLabels": dict(template["metadata"]["labels"])}
    return {"spec": {"selector": selector, "template": template, **more}}


def service(*, labels: Object | None = None, **spec: Any) -> Object:
    """Return a Service's body."""
    ports = [{"port": 80}]
    return {
        "metadata": {"labels": labels or {}},
        "spec": {"selector": {"app": "sample"}, "ports": ports, **spec},
    }


def notebook(**annotations: str) -> Object:
    """Return a Notebook with annotations, its two for routes by their short names."""
    keys = {"headers": HEADERS, "rewrite": REWRITE}
    return {
        "metadata": {"annotations": {keys[key]: text for key, text in annotations.items()}},
        "spec": {"template": {"spec": pod()["spec"]}},
    }


def route(
    *,
    prefix: str = f"/notebook/{NAMESPACE}/sample/",
    headers: Mapping[str, str] | None = None,
    rewrite: str | None = None,
    **rule: Any,
) -> Object:
    """Return a VirtualService as notebook-controller writes it."""
    host = f"sample.{NAMESPACE}.svc.cluster.local"
    return {
        "spec": {
            "hosts": ["*"],
            "gateways": ["kubeflow/kubeflow-gateway"],
            "http": [
                {
                    "headers": {"request": {"set": dict(headers or {})}},
                    "match": [{"uri": {"prefix": prefix}}],
                    "rewrite": {"uri": rewrite or prefix},
                    "route": [{"destination": {"host": host, "port": {"number": 80}}}],
                    **rule,
                }
            ],
        }
    }


def viewer(**networking: Any) -> Object:
    """Return a volume viewer as the volumes page makes it."""
    told = {"targetPort": 8080, "basePrefix": "/pvcviewers", "rewrite": "/", **networking}
    return {"spec": {"pvc": "data", "podSpec": pod()["spec"], "networking": told}}


def ingress(**annotations: str) -> Object:
    """Return an Ingress that wants the platform's host."""
    backend = {"service": {"name": "sample", "port": {"number": 80}}}
    paths = [{"path": "/", "pathType": "Prefix", "backend": backend}]
    rules = [{"host": "kubeflow.example.com", "http": {"paths": paths}}]
    return {"metadata": {"annotations": annotations}, "spec": {"rules": rules}}


def _virtual_service(name: str, body: Object, *, user: str | None = NOTEBOOKS) -> Request:
    group = "networking.istio.io"
    return make("routes", name, "virtualservices", body, user=user, group=group)


def _notebook(policy: str, name: str, body: Object) -> Request:
    return make(policy, name, "notebooks", body, group="kubeflow.org")


def _viewer(name: str, body: Object) -> Request:
    return make("viewers", name, "pvcviewers", body, group="kubeflow.org", version="v1alpha1")


def _workload(policy: str, name: str, plural: str, body: Object, **options: str) -> Request:
    return make(policy, name, plural, body, group="apps", **options)


def _job(policy: str, name: str, plural: str, body: Object, **options: str) -> Request:
    return make(policy, name, plural, body, group="batch", **options)


def _connect(name: str, path: str) -> Request:
    whole = f"/api/v1/namespaces/{NAMESPACE}/{path}"
    return Request("waypoint-connections", name, BOB, whole, None)


def _token(policy: str, name: str, account: str, seconds: int, user: str = CAROL) -> Request:
    path = f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts/{account}/token?dryRun=All"
    body = {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "spec": {"expirationSeconds": seconds},
    }
    return Request(policy, name, user, path, body)


def _pod_default(name: str, **spec: Any) -> Request:
    whole = {"spec": {"selector": {"matchLabels": {"app": "sample"}}, **spec}}
    group, version = "kubeflow.org", "v1alpha1"
    return make("mesh-templates", name, "poddefaults", whole, group=group, version=version)


def recurring(name: str, user: str | None = BOB, **spec: str) -> Request:
    """Return the request that creates a recurring run."""
    group, version = "kubeflow.org", "v1beta1"
    plural, whole = "scheduledworkflows", {"spec": {"pipelineId": "4d5", **spec}, "status": {}}
    return make("schedules", name, plural, whole, user=user, group=group, version=version)


FOREIGN: Final = {"experimentId": "2a1f"}
# A release in which the API server of Pipelines starts recurring runs.
_SCHEDULES: Final = (
    (
        recurring("a recurring run in another profile", **FOREIGN),
        recurring("a recurring run in another profile, by a step", EDITOR, **FOREIGN),
    )
    if release().recurring_runs == "api-server"
    else ()
)
JOINS: Final = pod(labels={"app": "sample", GATEWAY_NAME: "waypoint"})
ACTS: Final = pod(serviceAccountName="waypoint")
OUT: Final = {"app": "sample", "istio.io/dataplane-mode": "none"}
OLD_TOKEN: Final = {
    "metadata": {"annotations": {"kubernetes.io/service-account.name": "default-editor"}},
    "type": "kubernetes.io/service-account-token",
}
SLICE: Final = {
    "metadata": {"labels": {"kubernetes.io/service-name": "sample"}},
    "addressType": "IPv4",
    "endpoints": [{"addresses": ["10.244.0.9"]}],
    "ports": [{"port": 8080}],
}
ENDPOINTS: Final = {
    "subsets": [{"addresses": [{"ip": "10.244.0.9"}], "ports": [{"port": 8080}]}]
}
FOREIGN_HEADER: Final = '{"kubeflow-userid": "alice@example.com"}'
MANY_HEADERS: Final = ", ".join(f'"x-{number}": "a"' for number in range(17))

ATTACKS: Final = (
    # An Ingress of any class, or of none, and for every host.
    make(
        "ingress",
        "of Istio's class",
        "ingresses",
        ingress(**{"kubernetes.io/ingress.class": "istio"}),
        group="networking.k8s.io",
    ),
    make("ingress", "of no class", "ingresses", ingress(), group="networking.k8s.io"),
    make(
        "ingress",
        "by an account of the profile",
        "ingresses",
        ingress(),
        user=EDITOR,
        group="networking.k8s.io",
    ),
    # Out of the mesh, past the waypoint.
    make("mesh", "a pod out of the mesh", "pods", pod(labels=OUT)),
    make(
        "mesh",
        "a pod that claims a sidecar",
        "pods",
        pod(annotations={"sidecar.istio.io/status": "{}"}),
    ),
    make(
        "mesh",
        "a pod whose inbound connections pass by",
        "pods",
        pod(annotations={"ambient.istio.io/bypass-inbound-capture": "true"}),
    ),
    make(
        "mesh",
        "a Service without waypoint",
        "services",
        service(labels={"istio.io/use-waypoint": "none"}),
    ),
    make(
        "mesh",
        "a Service behind a foreign waypoint",
        "services",
        service(labels={"istio.io/use-waypoint-namespace": "bob"}),
    ),
    make(
        "mesh",
        "a Service that the gateway calls directly",
        "services",
        service(labels={"istio.io/ingress-use-waypoint": "false"}),
    ),
    _notebook(
        "mesh-templates",
        "a notebook out of the mesh",
        {**notebook(), "metadata": {"labels": OUT}},
    ),
    _notebook(
        "mesh-templates",
        "a notebook that claims a sidecar",
        {**notebook(), "metadata": {"annotations": {"sidecar.istio.io/status": ""}}},
    ),
    make(
        "mesh-templates",
        "a workflow's pods out of the mesh",
        "workflows",
        {"spec": {"podMetadata": {"labels": OUT}}},
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh-templates",
        "a step out of the mesh",
        "workflows",
        {"spec": {"templates": [{"name": "a", "metadata": {"labels": OUT}}]}},
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh-templates",
        "a recurring step out of the mesh",
        "cronworkflows",
        {
            "spec": {
                "schedule": "* * * * *",
                "workflowSpec": {"templates": [{"name": "a", "metadata": {"labels": OUT}}]},
            }
        },
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh-templates",
        "a training job's worker out of the mesh",
        "pytorchjobs",
        {"spec": {"pytorchReplicaSpecs": {"Worker": {"template": pod(labels=OUT)}}}},
        group="kubeflow.org",
    ),
    _pod_default("a PodDefault that takes pods out of the mesh", labels=OUT),
    _pod_default("a PodDefault that makes a waypoint", labels={GATEWAY_NAME: "waypoint"}),
    _notebook(
        "mesh-templates",
        "a notebook that joins the waypoint",
        {**notebook(), "metadata": {"labels": {GATEWAY_NAME: "waypoint"}}},
    ),
    make(
        "mesh-templates",
        "every step of a workflow out of the mesh",
        "workflows",
        {"spec": {"templateDefaults": {"metadata": {"labels": OUT}}}},
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh",
        "a pod that claims another network",
        "pods",
        pod(labels={"topology.istio.io/network": "other"}),
    ),
    make(
        "waypoint",
        "a Service that leads to it",
        "services",
        service(selector={GATEWAY_NAME: "waypoint"}),
    ),
    make(
        "waypoint",
        "an autoscaler of another name",
        "horizontalpodautoscalers",
        {
            "spec": {
                "maxReplicas": 400,
                "scaleTargetRef": {
                    "kind": "Deployment",
                    "name": "waypoint",
                    "apiVersion": "apps/v1",
                },
            }
        },
        group="autoscaling",
        version="v2",
    ),
    # Joining, turning and entering the waypoint.
    make("waypoint-pods", "a pod that joins the waypoint", "pods", JOINS),
    make("waypoint-pods", "a pod with the waypoint's account", "pods", ACTS, user=EDITOR),
    make("waypoint-pods", "a training job's pod that joins", "pods", JOINS, user=TRAINING),
    _workload("waypoint-pods", "a Deployment that joins", "deployments", workload(JOINS)),
    _workload("waypoint-pods", "a ReplicaSet that joins", "replicasets", workload(JOINS)),
    _workload(
        "waypoint-pods",
        "a StatefulSet with its account",
        "statefulsets",
        workload(ACTS, serviceName="sample"),
    ),
    _workload("waypoint-pods", "a DaemonSet that joins", "daemonsets", workload(JOINS)),
    _job(
        "waypoint-pods",
        "a Job that joins",
        "jobs",
        {"spec": {"template": pod(labels=JOINS["metadata"]["labels"], restartPolicy="Never")}},
    ),
    _job(
        "waypoint-pods",
        "a CronJob with its account",
        "cronjobs",
        {
            "spec": {
                "schedule": "* * * * *",
                "jobTemplate": {
                    "spec": {
                        "template": pod(serviceAccountName="waypoint", restartPolicy="Never")
                    }
                },
            }
        },
    ),
    make(
        "waypoint-pods",
        "a ReplicationController that joins",
        "replicationcontrollers",
        {"spec": {"selector": dict(JOINS["metadata"]["labels"]), "template": JOINS}},
    ),
    make(
        "waypoint",
        "a Service in its place",
        "services",
        {**service(), "metadata": {"name": "waypoint"}},
    ),
    make(
        "waypoint",
        "an account in its place",
        "serviceaccounts",
        {"metadata": {"name": "waypoint"}},
        user=EDITOR,
    ),
    _workload(
        "waypoint",
        "a Deployment in its place",
        "deployments",
        {**workload(pod()), "metadata": {"name": "waypoint"}},
    ),
    make(
        "waypoint",
        "an autoscaler of it",
        "horizontalpodautoscalers",
        {
            "metadata": {"name": "waypoint"},
            "spec": {
                "maxReplicas": 1,
                "scaleTargetRef": {
                    "kind": "Deployment",
                    "name": "waypoint",
                    "apiVersion": "apps/v1",
                },
            },
        },
        group="autoscaling",
        version="v2",
    ),
    _connect("a shell in the waypoint", "pods/waypoint-abc-12/exec?command=sh&stdout=true"),
    _connect("attached to it", "pods/waypoint-abc-12/attach?stdout=true"),
    _connect("a port of it", "pods/waypoint-abc-12/portforward?ports=15000"),
    _connect("its administration by proxy", "pods/waypoint-abc-12:15000/proxy/"),
    _connect(
        "its administration by proxy, with a scheme",
        "pods/http:waypoint-abc-12:15000/proxy/config_dump",
    ),
    _connect("a port in another spelling", "pods/waypoint-abc-12:+15020/proxy/stats"),
    _connect("a port with a space", "pods/http:waypoint-abc-12:%2015020/proxy/"),
    _connect("a port by its name", "services/waypoint:HTTP/proxy/"),
    _connect("its Service by proxy", "services/waypoint:15021/proxy/"),
    _token("waypoint-identity", "a token of the waypoint", "waypoint", 600),
    # Envoy's routes.
    _notebook("notebooks", "a variable of Envoy's", notebook(headers='{"x-a":"%NOPE%"}')),
    _notebook("notebooks", "a line break in a name", notebook(headers='{"x\\na":"b"}')),
    _notebook("notebooks", "an underscore", notebook(headers='{"kubeflow_userid":"alice"}')),
    _notebook("notebooks", "another user", notebook(headers=FOREIGN_HEADER)),
    _notebook(
        "notebooks",
        "another user in capitals",
        notebook(headers=FOREIGN_HEADER.replace("userid", "UserID")),
    ),
    _notebook("notebooks", "17 headers", notebook(headers=f"{{{MANY_HEADERS}}}")),
    _notebook("notebooks", "16 kB", notebook(headers=f'{{"x-a":"{"a" * 16_000}"}}')),
    _notebook("notebooks", "no JSON", notebook(headers="x-a: b")),
    _notebook("notebooks", "a rewrite over two lines", notebook(rewrite="/a\nb")),
    _notebook("notebooks", "a rewrite that is no path", notebook(rewrite="a")),
    _viewer("a viewer in the login's place", viewer(basePrefix="/dex")),
    _viewer("a viewer that rewrites over two lines", viewer(rewrite="/a\r\nb")),
    _viewer("a viewer that waits for ever", viewer(timeout="1e9s")),
    _notebook("notebooks", "where a request ends", notebook(headers='{"Content-Length":"0"}')),
    _viewer(
        "a viewer at the root",
        {"spec": {**viewer()["spec"], "networking": {"targetPort": 80}}},
    ),
    _virtual_service("says where a request ends", route(headers={"transfer-encoding": "a"})),
    _virtual_service("says who the user is", route(headers={"kubeflow-userid": "alice"})),
    _virtual_service("says it in capitals", route(headers={"Kubeflow-Groups": "admins"})),
    _virtual_service(
        "names a header with an underscore", route(headers={"kubeflow_userid": "alice"})
    ),
    _virtual_service(
        "asks for a variable of Envoy's", route(headers={"x-a": "%ENVIRONMENT(PATH)%"})
    ),
    _virtual_service("sets a line break", route(headers={"x-a": "a\nb"})),
    _virtual_service("sets 17 headers", route(headers={f"x-{n}": "a" for n in range(17)})),
    _virtual_service("sets 16 kB", route(headers={"x-a": "a" * 16_000})),
    _virtual_service("rewrites over two lines", route(rewrite="/a\nb")),
    _virtual_service("takes the login's path", route(prefix="/dex/"), user=VIEWERS),
    _virtual_service("takes another's notebook", route(prefix="/notebook/alice/nb/")),
    _virtual_service("takes notebooks as a viewer", route(), user=VIEWERS),
    _virtual_service("takes every path", route(match=[])),
    _virtual_service("takes paths by a pattern", route(match=[{"uri": {"regex": ".*"}}])),
    # The node and other people's pods.
    make("pods", "a system's priority", "pods", pod(priorityClassName="system-node-critical")),
    make("pods", "a node by name", "pods", pod(nodeName="node"), user=EDITOR),
    # Services that lead elsewhere.
    make(
        "services",
        "another name",
        "services",
        {"spec": {"type": "ExternalName", "externalName": "ml-pipeline.kubeflow.svc"}},
    ),
    make("services", "no selector", "services", service(selector={})),
    make("services", "a port of every node", "services", service(type="NodePort")),
    make("services", "a load balancer", "services", service(type="LoadBalancer")),
    make(
        "services",
        "an address of another's",
        "services",
        service(externalIPs=["192.0.2.7"]),
        user=EDITOR,
    ),
    make("endpoints", "made by hand", "endpoints", ENDPOINTS),
    make(
        "endpoints",
        "sliced by hand",
        "endpointslices",
        SLICE,
        user=None,
        group="discovery.k8s.io",
    ),
    # Tokens that stay.
    make("token-secrets", "a token in a Secret", "secrets", OLD_TOKEN),
    _token("token-requests", "a token for a year", "default-editor", 31_536_000),
    *_SCHEDULES,
)

PASSES: Final = (
    make("mesh", "a pod", "pods", pod(), user=EDITOR),
    make(
        "mesh",
        "a pod that says what its namespace says",
        "pods",
        pod(labels={"app": "a", "istio.io/dataplane-mode": "ambient"}),
    ),
    make(
        "mesh",
        "a pipeline's step",
        "pods",
        pod(annotations={"sidecar.istio.io/inject": "false"}),
        user=ARGO,
    ),
    make("mesh", "a training job's pod", "pods", pod(), user=TRAINING),
    make("mesh", "a notebook's pod", "pods", pod(), user=STATEFUL_SETS),
    make("mesh", "a Job's pod", "pods", pod(restartPolicy="Never"), user=JOBS),
    make("mesh", "a Service", "services", service(), user=NOTEBOOKS),
    make("mesh", "a headless Service", "services", service(clusterIP="None"), user=TRAINING),
    make("mesh", "a suggestion's Service", "services", service(), user=KATIB),
    _notebook("mesh-templates", "a notebook", notebook()),
    _notebook(
        "notebooks",
        "RStudio's header and rewrite",
        notebook(headers='{"X-RStudio-Root-Path":"/notebook/guarded/sample/"}', rewrite="/"),
    ),
    _notebook(
        "notebooks",
        "16 headers",
        notebook(headers="{" + ", ".join(f'"x-{n}": "a b"' for n in range(16)) + "}"),
    ),
    _notebook("notebooks", "no headers", notebook(headers="{}")),
    _notebook("notebooks", "a value like a name", notebook(headers='{"x-a":"authorization"}')),
    _notebook("notebooks", "several lines", notebook(headers='{\n  "x-a": "b"\n}\n')),
    make(
        "mesh-templates",
        "a workflow with empty keys",
        "workflows",
        {"spec": {"podMetadata": {"labels": None}, "templates": None}},
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh-templates",
        "a workflow without pods' metadata",
        "workflows",
        {"spec": {"podMetadata": None, "templates": [{"name": "a", "metadata": None}]}},
        group="argoproj.io",
        version="v1alpha1",
    ),
    _pod_default("a PodDefault", labels={"access-ml-pipeline": "true"}),
    _workload(
        "waypoint-pods",
        "an administrator who restarts it",
        "deployments",
        {**workload(JOINS), "metadata": {"name": "waypoint"}},
        user=None,
    ),
    make(
        "mesh-templates",
        "a workflow",
        "workflows",
        {
            "spec": {
                "entrypoint": "a",
                "podMetadata": {"labels": {"app": "a"}},
                "templates": [{"name": "a", "metadata": {"labels": {"app": "b"}}}],
            }
        },
        group="argoproj.io",
        version="v1alpha1",
    ),
    make(
        "mesh-templates",
        "a training job",
        "pytorchjobs",
        {"spec": {"pytorchReplicaSpecs": {"Worker": {"template": pod()}}}},
        group="kubeflow.org",
    ),
    _virtual_service("a notebook's", route()),
    _virtual_service(
        "RStudio's",
        route(headers={"X-RStudio-Root-Path": "/notebook/guarded/sample/"}, rewrite="/"),
    ),
    _virtual_service(
        "a TensorBoard's",
        route(prefix=f"/tensorboard/{NAMESPACE}/sample/", rewrite="/", timeout="300s"),
        user=TENSORBOARDS,
    ),
    _virtual_service(
        "a viewer's",
        route(prefix=f"/pvcviewers/{NAMESPACE}/sample/", rewrite="/", timeout="30s"),
        user=VIEWERS,
    ),
    _virtual_service(
        "an administrator's, at a path of its own", route(prefix="/team/"), user=None
    ),
    _viewer("a viewer of the volumes page", viewer()),
    _workload(
        "waypoint-pods",
        "istiod's Deployment",
        "deployments",
        {**workload(JOINS), "metadata": {"name": "waypoint"}},
        user=ISTIOD,
    ),
    _workload(
        "waypoint-pods", "its ReplicaSet", "replicasets", workload(JOINS), user=DEPLOYMENTS
    ),
    make(
        "waypoint-pods",
        "its pod",
        "pods",
        pod(labels={GATEWAY_NAME: "waypoint", **OUT}),
        user=REPLICA_SETS,
    ),
    make(
        "waypoint",
        "istiod's Service",
        "services",
        {**service(), "metadata": {"name": "waypoint"}},
        user=ISTIOD,
    ),
    make(
        "waypoint",
        "an administrator's autoscaler",
        "horizontalpodautoscalers",
        {
            "metadata": {"name": "waypoint"},
            "spec": {
                "maxReplicas": 3,
                "scaleTargetRef": {
                    "kind": "Deployment",
                    "name": "waypoint",
                    "apiVersion": "apps/v1",
                },
            },
        },
        group="autoscaling",
        version="v2",
        user=None,
    ),
    _workload("pods", "a Deployment of a tenant", "deployments", workload(pod())),
    make("services", "a Service with a name for its port", "services", service()),
    make(
        "endpoints",
        "slices of a Service",
        "endpointslices",
        SLICE,
        user=SLICES,
        group="discovery.k8s.io",
    ),
    make("token-secrets", "a password", "secrets", {"stringData": {"key": "value"}}),
    make("token-secrets", "Kubernetes' own", "secrets", OLD_TOKEN, user=CONTROLLERS),
    _token("token-requests", "a token for a day", "default-editor", 86_400),
    recurring("a recurring run by Pipelines", PIPELINES, **FOREIGN),
    recurring("a recurring run of an administrator", None, **FOREIGN),
    recurring("a recurring run in no experiment"),
)
