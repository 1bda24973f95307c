"""What was read of two namespaces, one of a profile, and what is recorded of it."""

from collections.abc import Mapping
from typing import Final

# Series as promtool writes them, minute by minute: `0+60x20` counts a core's seconds.
Series = Mapping[str, str]
# Recorded values, by their labels as promtool writes them.
Recorded = Mapping[str, float]

GI: Final = 2**30
AT: Final = 20

_ALWAYS: Final = f"1x{AT}"
# The pod went after five minutes.
_GONE: Final = "1x5 stale"


def _pod(namespace: str, pod: str, *, phase: str = "Running", there: str = _ALWAYS) -> Series:
    of_it = f'namespace="{namespace}",pod="{pod}"'
    others = {"Pending", "Running", "Succeeded"} - {phase}
    return {
        f'kube_pod_status_phase{{{of_it},phase="{phase}"}}': there,
        **{
            f'kube_pod_status_phase{{{of_it},phase="{each}"}}': there.replace("1x", "0x")
            for each in sorted(others)
        },
    }


def _notebook(namespace: str, pod: str, name: str, *, there: str = _ALWAYS) -> Series:
    labels = f'namespace="{namespace}",pod="{pod}",label_notebook_name="{name}"'
    return {f"kube_pod_labels{{{labels}}}": there}


def _uses(namespace: str, pod: str, container: str, *, cores: int, gi: int) -> Series:
    of_it = f'namespace="{namespace}",pod="{pod}",container="{container}"'
    return {
        f"container_cpu_usage_seconds_total{{{of_it}}}": f"0+{60 * cores}x{AT}",
        f"container_memory_working_set_bytes{{{of_it}}}": f"{gi * GI}x{AT}",
    }


def _requests(
    namespace: str, pod: str, container: str, *, node: str = "n1", there: str = "", **of: int
) -> Series:
    of_it = f'namespace="{namespace}",pod="{pod}",container="{container}",node="{node}"'
    units = {"cpu": ("core", 1), "memory": ("byte", GI)}
    found = {}
    for resource, value in of.items():
        unit, factor = units.get(resource, ("integer", 1))
        labels = f'{of_it},resource="{resource}",unit="{unit}"'
        found[f"kube_pod_container_resource_requests{{{labels}}}"] = (
            f"{value * factor}{there or f'x{AT}'}"
        )
    return found


READ: Final[Series] = {
    'kube_namespace_labels{namespace="team",'
    'label_app_kubernetes_io_part_of="kubeflow-profile"}': _ALWAYS,
    'kube_namespace_labels{namespace="shop"}': _ALWAYS,
    'kube_namespace_annotations{namespace="team",annotation_owner="ada@example.com"}': _ALWAYS,
    # A notebook of two containers.
    **_pod("team", "nb-0"),
    **_notebook("team", "nb-0", "nb"),
    **_uses("team", "nb-0", "nb", cores=2, gi=4),
    **_uses("team", "nb-0", "sidecar", cores=1, gi=1),
    **_requests("team", "nb-0", "nb", cpu=3, memory=8, nvidia_com_gpu=2),
    **_requests("team", "nb-0", "sidecar", cpu=1, memory=1),
    # What cAdvisor reports of the pod as a whole.
    **_uses("team", "nb-0", "", cores=3, gi=5),
    'DCGM_FI_DEV_GPU_UTIL{namespace="team",pod="nb-0",container="nb",gpu="0"}': f"75x{AT}",
    'DCGM_FI_DEV_GPU_UTIL{namespace="team",pod="nb-0",container="nb",gpu="1"}': f"25x{AT}",
    # A GPU that no pod has.
    'DCGM_FI_DEV_GPU_UTIL{gpu="2"}': f"0x{AT}",
    # A run's step, of which kube-state-metrics has two series after its restart.
    **_pod("team", "step"),
    **_uses("team", "step", "main", cores=4, gi=2),
    **_requests("team", "step", "main", cpu=4, memory=2, amd_com_gpu=1),
    'kube_pod_container_resource_requests{namespace="team",pod="step",container="main",'
    'node="n1",resource="cpu",unit="core",instance="before"}': f"4x{AT}",
    # A step that ended, and one that no node has room for.
    **_pod("team", "ended", phase="Succeeded"),
    **_requests("team", "ended", "main", cpu=16, memory=16, nvidia_com_gpu=8),
    **_pod("team", "waits", phase="Pending"),
    **_requests("team", "waits", "main", node="", cpu=16, memory=16, nvidia_com_gpu=8),
    # A notebook that was stopped: its claim stays.
    **_pod("team", "old-0", there=_GONE),
    **_notebook("team", "old-0", "old", there=_GONE),
    **_requests("team", "old-0", "old", there="x5 stale", cpu=1, memory=1, nvidia_com_gpu=1),
    'container_memory_working_set_bytes{namespace="team",pod="old-0",container="old"}': (
        f"{GI}x5 stale"
    ),
    'kube_persistentvolumeclaim_resource_requests_storage_bytes{namespace="team",'
    'persistentvolumeclaim="nb-workspace"}': f"{10 * GI}x{AT}",
    'kube_persistentvolumeclaim_resource_requests_storage_bytes{namespace="team",'
    'persistentvolumeclaim="old-workspace"}': f"{5 * GI}x{AT}",
    # A namespace of no profile, with a pod that claims to be a notebook.
    **_pod("shop", "nb-0"),
    **_notebook("shop", "nb-0", "nb"),
    **_uses("shop", "nb-0", "nb", cores=9, gi=9),
    **_requests("shop", "nb-0", "nb", cpu=9, memory=9, nvidia_com_gpu=9),
    'DCGM_FI_DEV_GPU_UTIL{namespace="shop",pod="nb-0",container="nb",gpu="3"}': f"99x{AT}",
    'kube_persistentvolumeclaim_resource_requests_storage_bytes{namespace="shop",'
    'persistentvolumeclaim="goods"}': f"{9 * GI}x{AT}",
}

_TEAM: Final = 'namespace="team"'
_NB: Final = f'{_TEAM}, notebook="nb"'

RECORDED: Final[Mapping[str, Recorded]] = {
    "namespace:kubeflow_profile:info": {_TEAM: 1},
    "namespace_pod:kubeflow_notebook:info": {f'{_NB}, pod="nb-0"': 1},
    "namespace:kubeflow_cpu_usage_cores:sum": {_TEAM: 7},
    "namespace:kubeflow_cpu_requests_cores:sum": {_TEAM: 8},
    "namespace:kubeflow_memory_working_set_bytes:sum": {_TEAM: 7 * GI},
    "namespace:kubeflow_memory_requests_bytes:sum": {_TEAM: 11 * GI},
    "namespace_resource:kubeflow_accelerator_requests:sum": {
        f'{_TEAM}, resource="nvidia_com_gpu"': 2,
        f'{_TEAM}, resource="amd_com_gpu"': 1,
    },
    "namespace:kubeflow_gpu_utilization_ratio:avg": {_TEAM: 0.5},
    "namespace:kubeflow_volume_requests_bytes:sum": {_TEAM: 15 * GI},
    "namespace_notebook:kubeflow_cpu_usage_cores:sum": {_NB: 3},
    "namespace_notebook:kubeflow_cpu_requests_cores:sum": {_NB: 4},
    "namespace_notebook:kubeflow_memory_working_set_bytes:sum": {_NB: 5 * GI},
    "namespace_notebook:kubeflow_memory_requests_bytes:sum": {_NB: 9 * GI},
    "namespace_notebook_resource:kubeflow_accelerator_requests:sum": {
        f'{_NB}, resource="nvidia_com_gpu"': 2
    },
    "namespace_notebook:kubeflow_gpu_utilization_ratio:avg": {_NB: 0.5},
}
