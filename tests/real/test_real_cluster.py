"""What only a real cluster can show: packets, starting order, images, and people at work.

`make verify-real-cluster` makes a cluster of kind, has Argo CD fill it and asks it. It takes
Docker, the internet, 16 GiB of memory, 30 GiB of disk and an hour.
"""

import json

import pytest

from constructs_lib.catalog import Images

from ..cluster.processes import answers, fetch, free_ports, running, wait_for
from .cluster import unhealthy
from .platform import HOST, OWNER, PROFILE
from .pods import ANSWERED, DROPPED, asks, name_of, of_kubeflow, statuses, waiting
from .run import outcome
from .visitor import Visitor

REDIRECTED = "ambient.istio.io/redirection"
MODE = "istio.io/dataplane-mode"
SERVICE = "ml-pipeline.kubeflow.svc.cluster.local"


def test_the_starting_order_ends_with_everything_synced_and_healthy(real):
    assert unhealthy(real) == {}


def test_every_image_can_be_pulled_and_every_container_starts(real):
    assert waiting(of_kubeflow(real)) == {}


def test_every_container_runs_under_its_security_context(real):
    """One that may not write where it must, or lacks a capability, ends with an error."""
    failed = {
        f"{name_of(pod)} {status['name']}": ended["reason"]
        for pod in of_kubeflow(real)
        for status in statuses(pod)
        if (ended := status["state"].get("terminated")) and ended["exitCode"] != 0
    }

    assert failed == {}


def test_probes_reach_pods_in_the_mesh(real):
    """The kubelet's come from an address that the CNI plugin gives them, and past ztunnel."""
    unready = [
        name_of(pod)
        for pod in of_kubeflow(real)
        if pod["status"]["phase"] == "Running"
        for condition in pod["status"]["conditions"]
        if condition["type"] == "Ready" and condition["status"] != "True"
    ]

    assert unready == []


def test_the_cni_plugin_captures_every_pod_of_the_mesh(real):
    enrolled = {
        obj["metadata"]["name"]
        for obj in real.listed("namespaces")
        if obj["metadata"].get("labels", {}).get(MODE) == "ambient"
    }
    pods = [
        pod
        for pod in real.listed("pods", "--all-namespaces")
        if pod["metadata"]["namespace"] in enrolled
        and pod["status"]["phase"] == "Running"
        and pod["metadata"].get("labels", {}).get(MODE) != "none"
    ]
    past = [
        name_of(pod)
        for pod in pods
        if pod["metadata"].get("annotations", {}).get(REDIRECTED) != "enabled"
    ]

    assert "kubeflow" in enrolled
    assert past == []


@pytest.fixture(scope="session")
def connections(owner, real):
    """Return the lines in which ztunnels tell of connections, after somebody was there."""
    owner.open("/")
    lines = real.log("--selector=app=ztunnel", "istio-system").splitlines()
    return [line for line in lines if "access" in line]


def test_calls_inside_the_mesh_are_hbone_with_identities(connections):
    """So the network plugin lets port 15008 through, which policies open for it."""
    caller = "spiffe://cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account"
    encrypted = [
        line for line in connections if ":15008" in line and f'src.identity="{caller}"' in line
    ]

    assert encrypted


@pytest.mark.parametrize("namespace", ["default", "auth"], ids=["outside", "in the mesh"])
def test_a_stranger_gets_no_answer(real, namespace):
    assert asks(real, namespace, SERVICE, 8888) != ANSWERED


def test_the_network_plugin_drops_what_no_policy_names(real):
    """At the pod's own address: what comes that far is closed by ztunnel, and not dropped."""
    [pod, *_] = real.listed("pods", "--namespace=kubeflow", "--selector=app=ml-pipeline")

    assert asks(real, "default", pod["status"]["podIP"], 8888) == DROPPED


def test_a_visitor_without_a_session_is_sent_to_the_login(real):
    page = Visitor(HOST, real.address).open("/")

    assert any("/dex/" in url for url in page.visited)


def test_the_first_user_logs_in_and_sees_the_dashboard(owner):
    page = owner.open("/")

    assert page.status == 200
    assert "Kubeflow Central Dashboard" in page.body


def test_the_dashboard_knows_the_owner_of_the_profile(owner):
    env = owner.ask("/api/workgroup/env-info")

    assert (env["user"], env["namespaces"][0]["namespace"]) == (OWNER, PROFILE)


def test_a_notebook_is_made_by_the_form_and_opens(owner, real):
    owner.open("/jupyter/")
    owner.ask(f"/jupyter/api/namespaces/{PROFILE}/notebooks", form("real"))
    place = f"--namespace={PROFILE}"
    ready = "--for=condition=Ready"
    wait_for(lambda: real.there("pod", "real-0", place), "the notebook's pod", seconds=300)
    real.kubectl("wait", "pod/real-0", place, ready, "--timeout=20m")
    page = owner.open(f"/notebook/{PROFILE}/real/lab")

    assert page.status == 200
    assert "JupyterLab" in page.body


def form(name):
    """Return what the form of notebooks sends for a small one without volumes of its own."""
    return {
        "name": name,
        "namespace": PROFILE,
        "image": Images().named("jupyter-scipy"),
        "imagePullPolicy": "IfNotPresent",
        "serverType": "jupyter",
        "customImageCheck": False,
        "cpu": "0.5",
        "cpuLimit": "0.6",
        "memory": "1.0Gi",
        "memoryLimit": "1.2Gi",
        "gpus": {"num": "none"},
        "tolerationGroup": "none",
        "affinityConfig": "none",
        "configurations": [],
        "shm": True,
        "environment": "{}",
        "datavols": [],
    }


def test_a_pipeline_runs_to_its_end(owner):
    assert outcome(owner, PROFILE) == "SUCCEEDED"


def test_another_profile_cannot_be_looked_into(owner):
    listed = owner.open("/pipeline/apis/v2beta1/experiments?namespace=kubeflow")

    assert listed.status in (401, 403)


def test_ztunnel_has_every_policy_that_selects_pods(real, tmp_path):
    wanted = {
        obj["metadata"]["name"]
        for obj in real.listed("authorizationpolicies", "--namespace=kubeflow")
        if not obj["spec"].keys() & {"targetRef", "targetRefs"}
    }
    [pod, *_] = real.listed("pods", "--namespace=istio-system", "--selector=app=ztunnel")
    [port] = free_ports(1)
    command = [
        *("kubectl", f"--kubeconfig={real.config}", "--namespace=istio-system"),
        *("port-forward", f"pod/{pod['metadata']['name']}", f"{port}:15000"),
    ]
    dump = f"http://127.0.0.1:{port}/config_dump"
    with running(command, folder=tmp_path, ready=lambda: answers(dump)):
        told = json.loads(fetch(dump))["policies"]

    assert wanted - {each["name"] for each in told if each["namespace"] == "kubeflow"} == set()
