import re
from decimal import Decimal

import pytest

from constructs_lib.kube import Requested, requested

GIB = 1024**3


def container(requests=None, limits=None, **fields):
    given = {"requests": requests, "limits": limits}
    resources = {name: amounts for name, amounts in given.items() if amounts}
    return {"name": "app", "resources": resources, **fields}


def workload(*containers, kind="Deployment", first=(), **spec):
    """Return a workload of pods with these containers, and these to start before them."""
    pod = {"containers": list(containers), "initContainers": list(first)}
    return {
        "apiVersion": "apps/v1",
        "kind": kind,
        "metadata": {"name": "app", "namespace": "team"},
        "spec": {"template": {"spec": pod}, **spec},
    }


def autoscaler(name="app", namespace="team"):
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "app", "namespace": namespace},
        "spec": {
            "minReplicas": 3,
            "maxReplicas": 9,
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
        },
    }


HALF = container({"cpu": "500m", "memory": "1Gi"})


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_each_pod_of_a_workload_counts(kind):
    found = requested([workload(HALF, HALF, kind=kind, replicas=3)])

    assert found == Requested(pods=3, cpu=Decimal(3), memory=Decimal(6 * GIB))


def test_a_workload_without_a_number_has_one_pod():
    assert requested([workload(HALF)]).pods == 1


@pytest.mark.parametrize(
    ("objects", "pods"),
    [
        ([workload(HALF), autoscaler()], 3),
        ([workload(HALF), autoscaler(namespace="other")], 1),
        ([workload(HALF), autoscaler("another")], 1),
        ([workload(HALF, kind="StatefulSet"), autoscaler()], 1),
    ],
)
def test_an_autoscaler_counts_with_its_minimum(objects, pods):
    assert requested(objects).pods == pods


def test_a_limit_is_a_request_where_there_is_none():
    found = requested([workload(container({"cpu": "1"}, {"cpu": "2", "memory": "1Gi"}))])

    assert found == Requested(pods=1, cpu=Decimal(1), memory=Decimal(GIB))


@pytest.mark.parametrize("resources", [{}, {"cpu": "1"}, {"memory": "1Gi"}])
def test_a_container_that_requests_no_cpu_or_memory_is_told(resources):
    assert requested([workload(HALF, container(resources), replicas=2)]).silent == 2


@pytest.mark.parametrize(
    ("first", "cpu"),
    [
        (container({"cpu": "100m"}), "0.5"),
        (container({"cpu": "2"}), "2"),
        (container({"cpu": "2"}, restartPolicy="Always"), "2.5"),
    ],
)
def test_a_container_that_ends_counts_where_it_requests_more(first, cpu):
    assert requested([workload(HALF, first=[first])]).cpu == Decimal(cpu)


def test_devices_are_counted_by_name():
    gpu = container({"cpu": "1"}, {"nvidia.com/gpu": "2", "ephemeral-storage": "1Gi"})

    assert requested([workload(gpu, replicas=2)]).devices == {"nvidia.com/gpu": 4}


def claim(size):
    resources = {"requests": {"storage": size}}
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "data"},
        "spec": {"resources": resources},
    }


@pytest.mark.parametrize("amount", ["128e6", "1.28E8", "+128e+6", "128M", 128_000_000])
def test_every_form_of_a_quantity_counts(amount):
    found = requested([workload(container({"cpu": 1, "memory": amount})), claim(amount)])

    assert found.memory == found.volumes == Decimal(128_000_000)


@pytest.mark.parametrize("replicas", ["2", 1.5, True])
def test_fails_for_a_number_of_pods_that_is_none_and_names_the_object(replicas):
    message = f"Deployment 'app': replicas must be a whole number, got {replicas!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        requested([workload(HALF, replicas=replicas)])


@pytest.mark.parametrize("amount", ["much", "-1", "1e400"])
def test_fails_for_what_is_no_quantity_and_names_the_object(amount):
    with pytest.raises(ValueError, match=f"Deployment 'app': memory must .*got '{amount}'"):
        requested([workload(container({"memory": amount}))])


def test_a_claim_without_a_size_counts_nothing():
    assert requested([{**claim("1Gi"), "spec": {}}]) == Requested()


def test_volumes_of_claims_and_of_their_templates_count():
    kept = workload(HALF, kind="StatefulSet", replicas=2, volumeClaimTemplates=[claim("5Gi")])

    assert requested([kept, claim("20Gi")]).volumes == 30 * GIB


@pytest.mark.parametrize("kind", ["Job", "CronJob", "Pod", "ConfigMap"])
def test_what_ends_or_is_no_workload_does_not_count(kind):
    obj = {"apiVersion": "v1", "kind": kind, "metadata": {"name": "app"}, "spec": {}}

    assert requested([obj]) == Requested()


def test_the_same_kind_of_another_group_does_not_count():
    other = workload(HALF) | {"apiVersion": "example.com/v1"}

    assert requested([other]) == Requested()


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            Requested(pods=2, cpu=Decimal("1.5"), memory=Decimal(GIB), volumes=Decimal(GIB)),
            "2 pods, 1.50 CPU, 1.00 GiB of memory, 1 GiB of volumes, no GPU",
        ),
        (
            Requested(devices={"b.com/gpu": 2, "a.com/tpu": 8}),
            "0 pods, 0.00 CPU, 0.00 GiB of memory, 0 GiB of volumes, 8 a.com/tpu, 2 b.com/gpu",
        ),
        (
            Requested(pods=1, silent=3),
            f"{Requested(pods=1)}; 3 containers request no CPU or no memory",
        ),
        (
            Requested(pods=1, silent=1),
            f"{Requested(pods=1)}; 1 container requests no CPU or no memory",
        ),
    ],
)
def test_it_is_one_line(found, told):
    assert str(found) == told
