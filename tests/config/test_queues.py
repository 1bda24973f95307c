import pytest

from constructs_lib import (
    Config,
    Environment,
    Platform,
    PodDefault,
    Profile,
    ProfileDefaults,
    Toleration,
)
from constructs_lib.accelerators import (
    Accelerator,
    GoogleTpu,
    JobDefaults,
    Nvidia,
    StepDefaults,
)
from constructs_lib.queues import DeviceShare, Queue, Queues, Share, WorkloadPriority

SLICE = Nvidia("a100", mig="1g.5gb")
TPU = GoogleTpu("v5e", "2x4")
MANY = {f"example.com/{number}": "" for number in range(9)}
WIDE = Accelerator(name="npu", title="NPU", resource="example.com/npu", node_labels=MANY)


def queue(name="research", **settings):
    return Queue(**{"name": name, "cpu": Share("8"), "memory": Share("32Gi"), **settings})


def queues(*given, **settings):
    return Queues(queues=given or (queue(),), **settings)


def config(*given, work=("training",), **settings):
    return Config(
        accelerators=(SLICE, TPU, WIDE), queues=queues(*given, work=work), **settings
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Queues(queues=()), "Queues has no queue; name one"),
        (lambda: queues(queue(), queue()), "queue 'research' is given twice"),
        (
            lambda: queues(queue(cohort="all"), queue("teaching")),
            "queue 'research' is alone in cohort 'all', where nobody lends or borrows",
        ),
        (
            lambda: queues(
                queue(cohort="all", cpu=Share("8", borrows="9")), queue("two", cohort="all")
            ),
            "borrows '9' of 'cpu', but the other queues of cohort 'all' lend 8 in all",
        ),
        (
            lambda: queues(
                queue(cohort="all", cpu=Share("8", borrows="5")),
                queue("two", cohort="all", cpu=Share("8", lends="1500m")),
                queue("three", cohort="all", cpu=Share("8", lends="2.5")),
            ),
            "borrows '5' of 'cpu', but the other queues of cohort 'all' lend 4 in all",
        ),
        (
            lambda: queues(
                queue(cohort="all", devices=(DeviceShare(SLICE, 4, lends=2),)),
                queue("two", cohort="all"),
            ),
            "lends '2' of 'nvidia.com/mig-1g.5gb', which no other queue of cohort 'all' has",
        ),
        (
            lambda: queues(work=("notebooks",)),
            "'notebooks' cannot wait in queues, since a notebook's labels reach its pod, but",
        ),
        (lambda: queues(work=("models",)), "'models' cannot wait in queues, since KServe has"),
        (
            lambda: queues(work=("trials",)),
            "work of queues must be training or pipelines, got 'trials'",
        ),
        (lambda: queues(work="training"), "Queues: work must be a tuple of texts"),
        (lambda: queues(work=("training",) * 2), "work of queues 'training' is given twice"),
        (
            lambda: queues(priorities=(WorkloadPriority(name="p", value=2**31),)),
            "value of workload priority 'p' must be a number of 32 bits",
        ),
        (
            lambda: queues(priorities=(WorkloadPriority(name="p", value=1),) * 2),
            "workload priority 'p' is given twice",
        ),
        (
            lambda: queues(tolerations=tuple(Toleration(key=f"k{n}") for n in range(9))),
            "tolerations of Queues are 9, but a flavor of Kueue has 8 at most",
        ),
    ],
)
def test_queues_that_do_not_add_up_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Config(queues=queues(queue(devices=(DeviceShare(SLICE, 4),)))),
            "queue 'research' names accelerator 'a100-1g-5gb', which its Config does not",
        ),
        (
            lambda: config(queue(devices=(DeviceShare(TPU, 4),))),
            "may use 4 of accelerator 'tpu-v5e-2x4', below one pod, which requests 8 at least",
        ),
        (
            lambda: config(queue(devices=(DeviceShare(SLICE, 0),))),
            "may use 0 of accelerator 'a100-1g-5gb', below one pod, which requests 1 at least",
        ),
        (
            lambda: config(
                queue(cohort="all", devices=(DeviceShare(TPU, 4, borrows=2),)),
                queue("two", cohort="all", devices=(DeviceShare(TPU, 8),)),
            ),
            "may use 6 of accelerator 'tpu-v5e-2x4', below one pod",
        ),
        (
            lambda: config(queue(devices=(DeviceShare(WIDE, 1),))),
            "node_labels of accelerator 'npu' are 9, but a flavor of Kueue has 8 at most",
        ),
        (
            lambda: config(queue(cpu=Share("50m"))),
            "queue 'research' may use 0.05 of 'cpu', below one pod of '100m'",
        ),
        (
            lambda: config(
                queue(memory=Share("0")), profiles=ProfileDefaults(container_defaults=None)
            ),
            "queue 'research' may use 0 of 'memory', below one pod of '1'",
        ),
        (
            lambda: config(components=("profiles",)),
            "has 'training', but component 'training-operator' or 'trainer' is not installed",
        ),
        (
            lambda: config(components=("profiles",), work=("pipelines",)),
            "has 'pipelines', but component 'pipelines' is not installed",
        ),
    ],
)
def test_queues_of_what_is_not_there_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "own",
    [DeviceShare(TPU, 0), DeviceShare(TPU, 0, borrows=8)],
    ids=["all that others lend", "what one pod needs"],
)
def test_a_queue_may_live_on_what_it_borrows(own):
    made = config(
        queue(cohort="all", devices=(own,)),
        queue("two", cohort="all", devices=(DeviceShare(TPU, 8),)),
    )

    assert made.queues


@pytest.mark.parametrize(
    ("made", "of_profile", "message"),
    [
        (Config(), "research", "profile 'team' names queue 'research', but environment "),
        (config(), "other", "names queue 'other', but environment 'default' has 'research'"),
        (
            config(work=("pipelines",)),
            None,
            "profile 'team' has no queue in environment 'default', where pods of pipelines",
        ),
    ],
    ids=["no queues", "another", "no queue for steps"],
)
def test_a_profile_without_its_queue_is_refused(made, of_profile, message):
    team = Profile(name="team", owner="ada@example.com", queue=of_profile)

    with pytest.raises(ValueError, match=message):
        Platform(environments=(Environment("default", made),), profiles=(team,))


LABEL = {"kueue.x-k8s.io/queue-name": "kubeflow"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Config(steps=StepDefaults(labels=LABEL)),
            "of steps would have Kueue hold single pods",
        ),
        (
            lambda: Config(jobs=JobDefaults(kubernetes="1.36.0", labels=LABEL)),
            "of jobs would have Kueue hold single pods",
        ),
        (
            lambda: PodDefault(name="queued", description="Queued", labels=LABEL),
            "of PodDefault 'queued' would have Kueue hold single pods; leave it out",
        ),
        (lambda: Config(labels=LABEL), "on every object would change how controllers treat"),
    ],
    ids=["steps", "jobs", "notebooks", "everything"],
)
def test_labels_of_kueue_do_not_reach_single_pods(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_steps_wait_only_where_pipelines_do():
    steps = StepDefaults(labels={"example.com/work": "step"})

    assert config(steps=steps).queued_steps == steps
    assert config(steps=steps, work=("pipelines",)).queued_steps.labels == {
        "example.com/work": "step",
        **LABEL,
    }
