"""GPUs that are divided, a TPU, queues, and a cluster whose every node has a taint."""

from datetime import timedelta

from constructs_lib import (
    Ambient,
    Config,
    Environment,
    NodeGroup,
    Notebooks,
    PipelinesSettings,
    Platform,
    PodDefault,
    Pods,
    Profile,
    ProfileDefaults,
    Quota,
    Spawner,
    Toleration,
    TolerationGroup,
    Waypoints,
    run,
)
from constructs_lib.accelerators import Devices, GoogleTpu, Nvidia, StepDefaults
from constructs_lib.queues import (
    DeviceShare,
    Preemption,
    Queue,
    Queues,
    Share,
    WorkloadPriority,
)

# What nodes offer, once for the form, PodDefaults, quotas and pipelines.
SPLIT = {"1g.5gb": 3, "4g.20gb": 1}
SMALL_GPU = Nvidia("a100", mig="1g.5gb", split=SPLIT, node_labels={"pool": "a100-split"})
BIG_GPU = Nvidia("a100", mig="4g.20gb", split=SPLIT, node_labels={"pool": "a100-split"})
TPU = GoogleTpu("v5e", "2x4", images=("registry.example.com/jax-tpu:1.0",))

# No node is without a taint: these are for the platform's pods, and for what users run.
PLATFORM_NODES = Pods(
    node_selector={"pool": "platform"},
    tolerations=(Toleration(key="pool", value="platform"),),
)
USERS_TAINT = (Toleration(key="pool", value="users"),)
# Without a node selector, which a step on a GPU could not take back.
USERS_NODES = Pods(tolerations=USERS_TAINT)

# Training jobs wait for their share; what a team leaves idle, the other may borrow.
QUEUES = Queues(
    queues=(
        Queue(
            name="vision",
            cpu=Share("64"),
            memory=Share("256Gi"),
            devices=(DeviceShare(SMALL_GPU, 8, borrows=2), DeviceShare(TPU, 8)),
            cohort="everyone",
            preemption=Preemption(within="lower-priority", reclaim="any"),
        ),
        Queue(
            name="teaching",
            cpu=Share("16", lends="8"),
            memory=Share("64Gi"),
            devices=(DeviceShare(SMALL_GPU, 4, borrows=0, lends=2),),
            cohort="everyone",
        ),
    ),
    priorities=(WorkloadPriority(name="urgent", value=1000, description="Deadlines"),),
    tolerations=USERS_TAINT,
)


def platform() -> Platform:
    """Return a platform on such nodes, with a team that may use ten small GPUs and a TPU."""
    form = Spawner(
        node_groups=(NodeGroup(key="users", name="No accelerator", labels={"pool": "users"}),),
        default_node_group="users",
        toleration_groups=(
            TolerationGroup(key="users", name="No accelerator", tolerations=USERS_TAINT),
        ),
        default_toleration_group="users",
    )
    config = Config(
        host="kubeflow.example.com",
        # The first release that places waypoints.
        mesh=Ambient(istio="1.26.3"),
        pods=PLATFORM_NODES,
        accelerators=(SMALL_GPU, BIG_GPU, TPU),
        notebooks=Notebooks(spawner=form),
        profiles=ProfileDefaults(
            pods=USERS_NODES,
            waypoints=Waypoints(pods=USERS_NODES),
            pod_defaults=(
                # For trials, training jobs and TensorBoards, which have no form with nodes.
                PodDefault(
                    name="users",
                    description="Run on nodes without an accelerator",
                    tolerations=USERS_TAINT,
                ),
                SMALL_GPU.accelerator.pod_default,
                TPU.accelerator.pod_default,
            ),
        ),
        pipelines=PipelinesSettings(run_logs="kept"),
        steps=StepDefaults(
            labels={"example.com/work": "pipeline"},
            keep_succeeded=timedelta(hours=2),
            delete_pods="OnPodSuccess",
            parallelism=100,
            profile_parallelism=10,
        ),
        queues=QUEUES,
    )
    team = Profile(
        name="team-vision",
        owner="ada@example.com",
        quota=Quota({"pods": "200"}, accelerators=(Devices(SMALL_GPU, 10), Devices(TPU, 8))),
        queue="vision",
    )
    return Platform(environments=(Environment("default", config),), profiles=(team,))


if __name__ == "__main__":
    raise SystemExit(run(platform))
