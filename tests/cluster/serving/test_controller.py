"""KServe's real controller, under its own account, turns models into pods that are Ready."""

import time
from collections.abc import Iterator

import pytest

from constructs_lib.releases import RELEASES
from constructs_lib.serving import Hosts
from dashboards.metrics import shown_of

from ..client import connected
from ..output import environment_of_models
from ..processes import LOOPBACK, fetch, settled, wait_for
from .models import BUCKET_URI, IRIS, graph, model
from .platform import ACCOUNT, FAMILIES, GROUP, TEAM, Serving
from .platform import serving as running_serving

PREDICTOR = f"{IRIS}-predictor"
RESTRICTED = {
    "runAsUser": 1000,
    "runAsNonRoot": True,
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}
CONFIG = "inferenceservice-config"
ITSELF = f"system:serviceaccount:kubeflow:{ACCOUNT}"
RUNTIMES = f"/apis/{GROUP}/v1alpha1/clusterservingruntimes"
INFERENCE_SERVICES = f"/apis/{GROUP}/v1beta1/namespaces/{TEAM}/inferenceservices"


@pytest.fixture(
    scope="module",
    params=[each for each in RELEASES if each.kserve in FAMILIES],
    ids=lambda each: f"KServe {each.kserve}",
)
def serving(request, tmp_path_factory) -> Iterator[Serving]:
    """Give a cluster of its own in which a release's KServe serves models."""
    with running_serving(tmp_path_factory.mktemp("serving"), request.param) as running:
        yield running


@pytest.fixture(scope="module")
def iris(serving: Serving) -> Serving:
    """Give the cluster with a model of scikit-learn in it, once that is Ready."""
    serving.server.apply([model()])
    serving.wait_until_ready(IRIS)
    return serving


@pytest.fixture(scope="module")
def pod(iris):
    return iris.pod(PREDICTOR)


@pytest.fixture(scope="module")
def container(pod):
    [found] = pod["spec"]["containers"]
    return found


@pytest.fixture(scope="module")
def initializer(pod):
    [found] = pod["spec"]["initContainers"]
    return found


def test_a_model_becomes_ready(iris):
    conditions = iris.conditions(IRIS)

    # Which KServe states since 0.16.
    assert conditions.pop("Stopped", "False") == "False"
    assert conditions == {
        "IngressReady": "True",
        "PredictorReady": "True",
        "Ready": "True",
    }


def test_the_url_that_is_shown_is_that_of_the_host_by_which_a_model_is_reached(iris):
    release, hosts = iris.release, Hosts("models.example.com")
    with_hosts = environment_of_models(release, hosts)["kserve"]
    [told] = [obj for obj in with_hosts if obj["metadata"]["name"] == CONFIG]
    [before] = [obj for obj in iris.shipped("ConfigMap") if obj["metadata"]["name"] == CONFIG]
    iris.server.apply([told], force=True)
    iris.server.apply([model("rose")])
    iris.wait_until_ready("rose")
    try:
        url = iris.server.read(f"{INFERENCE_SERVICES}/rose")["status"]["url"]
        assert url == f"https://rose--{TEAM}.models.example.com"
    finally:
        iris.server.delete(model("rose"))
        iris.server.apply([before], force=True)


def test_the_platforms_runtime_is_chosen(iris, container):
    [runtime] = [
        each["spec"]
        for each in iris.shipped("ClusterServingRuntime")
        if each["metadata"]["name"] == "kserve-sklearnserver"
    ]
    [wanted] = runtime["containers"]

    assert container["image"] == wanted["image"]
    assert f"--model_name={IRIS}" in container["args"]


def test_a_models_container_is_restricted(container):
    assert container["securityContext"] == RESTRICTED


def test_its_files_are_fetched_by_the_platforms_initializer(iris, initializer):
    [fetcher] = iris.shipped("ClusterStorageContainer")

    assert initializer["image"] == fetcher["spec"]["container"]["image"]
    assert initializer["args"] == [BUCKET_URI, "/mnt/models"]


def test_the_initializer_is_restricted(initializer):
    assert initializer["securityContext"] == RESTRICTED


def test_the_pod_is_admitted_where_every_pod_must_be_restricted(iris, pod):
    namespace = iris.server.read(f"/api/v1/namespaces/{TEAM}")["metadata"]["labels"]

    assert namespace["pod-security.kubernetes.io/enforce"] == "restricted"
    assert pod["status"]["phase"] == "Running"


@pytest.mark.parametrize("metric", shown_of("kserve-controller"))
def test_the_controller_serves_the_metrics_that_dashboards_show(iris, metric):
    served = fetch(f"http://{LOOPBACK}:{iris.metrics}/metrics")

    assert f"# TYPE {metric} " in served


def test_the_pod_says_where_its_metrics_are(pod):
    annotations = pod["metadata"]["annotations"]

    assert annotations["prometheus.kserve.io/port"] == "8080"
    assert annotations["prometheus.kserve.io/path"] == "/metrics"


def test_the_pods_account_is_the_profiles_default(pod):
    assert pod["spec"]["serviceAccountName"] == "default"


def test_the_service_is_one_that_a_waypoint_decides_about(iris):
    spec = iris.read("v1/services", PREDICTOR)["spec"]
    [port] = spec["ports"]

    assert spec["clusterIP"] != "None"
    assert {key: port[key] for key in ("name", "port", "protocol", "targetPort")} == {
        "name": "http",
        "port": 80,
        "protocol": "TCP",
        "targetPort": 8080,
    }


def test_the_address_that_a_model_names_is_its_service(iris):
    status = iris.read("v1beta1/inferenceservices", IRIS, GROUP)["status"]

    assert status["address"]["url"] == f"http://{PREDICTOR}.{TEAM}.svc.cluster.local"


def test_a_model_scales_by_an_autoscaler(iris):
    scaled = iris.read("v2/horizontalpodautoscalers", PREDICTOR, "autoscaling")["spec"]

    assert (scaled["minReplicas"], scaled["maxReplicas"]) == (1, 1)


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("networking.k8s.io", "v1/ingresses"),
        ("networking.istio.io", "v1/virtualservices"),
        ("gateway.networking.k8s.io", "v1/httproutes"),
    ],
)
def test_the_controller_makes_no_way_in(iris, group, kind):
    assert iris.listed(kind, group) == []


def test_the_service_is_not_written_again_when_a_model_is_looked_at_again(iris):
    def looks():
        return iris.said().count("Reconciling inference service")

    before, times = iris.read("v1/services", PREDICTOR)["metadata"], looks()
    iris.server.kubectl("label", "inferenceservice", IRIS, "-n", TEAM, "example.com/again=now")
    wait_for(lambda: looks() > times, "another look")
    # An endless update shows within a second.
    time.sleep(2)

    assert iris.read("v1/services", PREDICTOR)["metadata"] == before


def test_a_graphs_router_is_refused_where_every_pod_must_be_restricted(iris):
    """KServe calls the graph Ready all the same, and has no field for the router's rights."""
    iris.server.apply([graph("only", IRIS)])
    iris.wait_until_ready("only", "v1alpha1/inferencegraphs")

    def reasons():
        status = iris.read("v1/deployments", "only", "apps")["status"]
        return " ".join(each["message"] for each in status.get("conditions", ()))

    wait_for(lambda: "violates PodSecurity" in reasons(), "the reason at the router")


def test_a_model_with_a_logger_and_a_batcher_becomes_ready(serving):
    logger, batcher = {"url": "http://sink", "mode": "all"}, {"maxBatchSize": 4}
    serving.server.apply([model("logged", logger=logger, batcher=batcher)])

    serving.wait_until_ready("logged")
    [_, agent] = serving.pod("logged-predictor")["spec"]["containers"]
    assert agent["securityContext"] == RESTRICTED


def test_a_model_that_is_deleted_goes_with_what_it_was_made_of(serving):
    serving.server.apply([model("brief")])
    serving.wait_until_ready("brief")
    serving.server.delete(model("brief"))

    def left():
        kinds = (("v1/deployments", "apps"), ("v1/services", ""))
        return [
            obj["metadata"]["name"]
            for kind, group in (*kinds, ("v1beta1/inferenceservices", GROUP))
            for obj in serving.listed(kind, group)
            if obj["metadata"]["name"].startswith("brief")
        ]

    assert settled(left, []) == []


def test_a_model_is_stopped_and_served_again_since_0_16(serving):
    if not serving.release.serving.stops_models:
        pytest.skip("KServe stops no model before 0.16")
    name, stop = "paused", f"{GROUP}/stop"
    serving.server.apply([model(name)])
    serving.wait_until_ready(name)

    def told(word):
        serving.server.kubectl(
            "annotate", "inferenceservice", name, "-n", TEAM, "--overwrite", f"{stop}={word}"
        )

    def deployments():
        names = [obj["metadata"]["name"] for obj in serving.listed("v1/deployments", "apps")]
        return [each for each in names if each.startswith(name)]

    told("true")
    wait_for(lambda: deployments() == [], "no Deployment of a model that is stopped")
    told("false")
    serving.wait_until_ready(name)


@pytest.mark.parametrize("key", ["istio.io/use-waypoint", "istio.io/dataplane-mode"])
@pytest.mark.parametrize("leaves", [model, graph], ids=["model", "graph"])
def test_a_model_that_leaves_the_mesh_is_refused(serving, leaves, key):
    wrong = leaves(key.rpartition("/")[2], labels={key: "none"})
    with connected(serving.server) as client:
        answer = client.apply(wrong, dry_run=True)

    assert not answer.accepted
    assert "stay in the mesh" in answer.reason


def test_the_policy_that_refuses_them_fits_their_kinds(serving):
    """Kubernetes' own controller compares its expressions with the kinds' schemas."""
    path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies"

    def checked():
        return serving.server.read(f"{path}/kubeflow-tenant-mesh-templates").get("status", {})

    wait_for(lambda: "observedGeneration" in checked(), "the controller's word about it")

    assert checked().get("typeChecking", {}) == {}


def test_a_model_that_names_its_mode_as_kserve_0_15_did_becomes_ready(serving):
    annotations = {f"{GROUP}/deploymentMode": "RawDeployment"}
    serving.server.apply([model("named", annotations=annotations)])

    serving.wait_until_ready("named")


def test_a_model_that_asks_for_knative_is_told_that_there_is_none(serving):
    annotations = {f"{GROUP}/deploymentMode": "Serverless"}
    serving.server.apply([model("knative", annotations=annotations)])

    wait_for(
        lambda: any(
            each.startswith("ServerlessModeRejected") for each in serving.events("knative")
        ),
        "the reason at the model",
    )
    assert serving.conditions("knative").get("Ready") != "True"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (model("Iris"), "lowercase"),
        (model("wrong", minReplicas=3, maxReplicas=1), "MinReplicas"),
    ],
    ids=["its name", "its replicas"],
)
def test_kserve_refuses_a_wrong_model(serving, wrong, reason):
    with connected(serving.server) as client:
        answer = client.post(f"{INFERENCE_SERVICES}?dryRun=All", wrong)

    assert not answer.accepted
    assert reason in answer.reason


def test_kserve_takes_a_container_beside_the_model_since_0_15(serving):
    """It is for a transformer in the model's own pod."""
    beside = model("two", containers=[{"name": "transformer-container", "image": "a:v1"}])
    with connected(serving.server) as client:
        answer = client.post(f"{INFERENCE_SERVICES}?dryRun=All", beside)

    assert answer.accepted is serving.release.model_caches


def test_kserve_refuses_a_runtime_that_contests_another(serving):
    [runtime, *_] = serving.shipped("ClusterServingRuntime")
    twice = runtime | {"metadata": {"name": "another"}}
    with connected(serving.server) as client:
        answer = client.post(f"{RUNTIMES}?dryRun=All", twice)

    assert not answer.accepted
    assert runtime["metadata"]["name"] in answer.reason


def test_the_source_of_a_model_kept_on_nodes_never_changes(serving):
    """Its webhook answers although nothing keeps models on nodes here."""
    if not serving.release.model_caches or serving.release.serving.cache_webhook:
        pytest.skip("KServe's own controller is not asked")
    path = f"/apis/{GROUP}/v1alpha1/localmodelcaches"
    spec = {"modelSize": "1Gi", "nodeGroups": ["gpu"], "sourceModelUri": "hf://a/b"}
    cache = {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "LocalModelCache",
        "metadata": {"name": "llm"},
        "spec": spec,
    }
    with connected(serving.server) as client:
        made = client.post(path, cache)
        moved = made.body | {"spec": spec | {"sourceModelUri": "hf://a/c"}}
        answer = client.send("PUT", f"{path}/llm", moved)
        deleted = client.send("DELETE", f"{path}/llm")

    assert [each.reason for each in (made, deleted) if not each.accepted] == []
    assert "StorageUri is immutable" in answer.reason


def test_its_own_rights_are_enough_to_lead(serving):
    """Only in a pod it competes for the lead: these are the calls by which it would."""
    name = "kserve-controller-manager-leader-lock"
    leases = "/apis/coordination.k8s.io/v1/namespaces/kubeflow/leases"
    lease = {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {"name": name},
        "spec": {"holderIdentity": "one"},
    }
    with connected(serving.server) as client:
        made = client.post(leases, lease, user=ITSELF)
        read = client.send("GET", f"{leases}/{name}", user=ITSELF)
        kept = client.send("PUT", f"{leases}/{name}", read.body, user=ITSELF)

    assert [answer.reason for answer in (made, read, kept) if not answer.accepted] == []


def test_its_own_rights_are_enough(iris):
    """This one comes last, when the controller has done all that the others ask for."""
    assert [line for line in iris.said().splitlines() if ITSELF in line] == []
