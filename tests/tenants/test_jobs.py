from constructs_lib.accelerators import Amd, JobDefaults, Nvidia
from constructs_lib.config import NodeAffinity, Pods, Toleration
from constructs_lib.tenants import JobPolicy

NAME = "kubeflow-job-defaults"
MIG = Nvidia("a100", mig="1g.5gb", node_labels={"pool": "mig"})
BIG, SMALL = (Nvidia(name, node_labels={"pool": name}) for name in ("h100", "l4"))
USERS = Pods(
    node_selector={"pool": "users"},
    tolerations=(Toleration(key="pool", value="users"),),
    pull_secrets=("registry",),
    affinity=(NodeAffinity(key="zone", values=("a",)),),
    priority_class="users",
)


def spec(chart, find, accelerators=(), pods=USERS, **settings):
    jobs = JobDefaults(kubernetes="1.36.0", **settings)
    JobPolicy(chart, "Policy", jobs=jobs, pods=pods, accelerators=accelerators)
    return find("MutatingAdmissionPolicy", NAME)["spec"]


def variables(spec):
    return {each["name"]: each["expression"] for each in spec["variables"]}


def test_manifests(chart, find, yaml_snapshot):
    known = (MIG, BIG, Amd("mi300x"))
    made = spec(chart, find, known, labels={"example.com/work": "job"}, tolerates=(BIG,))

    assert made == yaml_snapshot


def test_accelerators_of_one_resource_are_chosen_by_the_pods_own_labels(chart, find):
    nodes = variables(spec(chart, find, (BIG, SMALL)))["nodeSelector"]

    assert "'nvidia.com/gpu' in limits) ? {} :" in nodes


def test_a_toleration_that_every_pod_has_is_written_once(chart, find):
    told = variables(spec(chart, find, (MIG, BIG), pods=Pods(), tolerates=(BIG,)))

    assert told["tolerations"].count("nvidia.com/gpu") == 1


def test_a_toleration_of_two_accelerators_is_written_once(chart, find):
    told = variables(spec(chart, find, (MIG, BIG), pods=Pods()))

    assert told["tolerations"].count("'key'") == 1
    assert (
        "'nvidia.com/mig-1g.5gb' in limits || 'nvidia.com/gpu' in limits"
        in told["tolerations"]
    )


def test_a_resource_of_two_accelerators_is_asked_for_once(chart, find):
    told = variables(spec(chart, find, (BIG, SMALL), pods=Pods()))

    assert told["tolerations"].count("'nvidia.com/gpu' in limits") == 1


def test_the_class_of_jobs_has_precedence_over_that_of_profiles(chart, find):
    made = spec(chart, find, priority_class="jobs")

    assert "value: 'jobs'" in str(made["mutations"])
    assert "value: 'users'" not in str(made["mutations"])


def test_without_a_class_and_an_affinity_neither_is_added(chart, find):
    added = str(spec(chart, find, (MIG,), pods=Pods())["mutations"])

    assert "priorityClassName" not in added
    assert "/spec/affinity" not in added
