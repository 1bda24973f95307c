import pytest

from constructs_lib.accelerators import GoogleTpu, JobDefaults, Nvidia
from constructs_lib.config import Config, Pods, ProfileDefaults, TenantRules, Toleration

NEWEST = "1.36.0"
A100 = Nvidia("a100")
PLACED = ProfileDefaults(pods=Pods(tolerations=(Toleration(key="pool"),)))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"kubernetes": "1.33.9"},
            "JobDefaults needs Kubernetes 1.34.0 or newer, got '1.33.9'",
        ),
        ({"kubernetes": "1.36"}, "Kubernetes's version must look like '1.34.0', got '1.36'"),
        ({"labels": {"a b": "c"}}, "labels of jobs has key 'a b'"),
        (
            {"labels": {"training.kubeflow.org/job-name": "mine"}},
            "label 'training.kubeflow.org/job-name' of jobs is one that the mesh or a contr",
        ),
        (
            {"labels": {"job-name": "mine"}},
            "label 'job-name' of jobs is one that the mesh or a controller of jobs reads",
        ),
        (
            {"labels": {"sidecar.istio.io/inject": "true"}},
            "label 'sidecar.istio.io/inject' of jobs is one that the mesh",
        ),
        ({"priority_class": "Low!"}, "priority class of jobs must be lower-case letters"),
        (
            {"tolerates": (Nvidia("a100", tolerations=()),)},
            "accelerator 'a100' in tolerates has no tolerations, since its nodes have no",
        ),
        ({"tolerates": (A100, A100)}, "tolerated accelerator 'a100' is given twice"),
    ],
)
def test_fails_for_defaults_that_no_job_could_have(settings, message):
    with pytest.raises(ValueError, match=message):
        JobDefaults(**{"kubernetes": NEWEST, **settings})


@pytest.mark.parametrize(
    ("jobs", "settings", "message"),
    [
        (
            JobDefaults(kubernetes=NEWEST, labels={"a": "b"}),
            {"components": ("profiles", "central-dashboard")},
            "JobDefaults are for trials and training jobs, but of components 'katib', ",
        ),
        (JobDefaults(kubernetes=NEWEST), {}, "JobDefaults would change no pod: there are no"),
        (
            JobDefaults(kubernetes=NEWEST, tolerates=(A100,)),
            {"accelerators": (GoogleTpu("v5e", "1x1"),)},
            "JobDefaults.tolerates names accelerator 'a100', which its Config does not offer",
        ),
        (
            JobDefaults(kubernetes=NEWEST, priority_class="low"),
            {},
            "priority_class 'low' of JobDefaults is refused in profiles",
        ),
    ],
)
def test_fails_for_defaults_beside_what_makes_them_void(jobs, settings, message):
    with pytest.raises(ValueError, match=message):
        Config(jobs=jobs, **settings)


@pytest.mark.parametrize(
    "settings",
    [
        {"accelerators": (A100,)},
        {"profiles": PLACED},
        {"profiles": PLACED, "components": ("profiles", "central-dashboard", "katib")},
    ],
)
def test_defaults_that_change_pods_are_taken(settings):
    assert Config(jobs=JobDefaults(kubernetes=NEWEST), **settings)


def test_a_class_that_profiles_admit_is_taken():
    rules = TenantRules(priority_classes=("low",))

    assert Config(jobs=JobDefaults(kubernetes=NEWEST, priority_class="low"), tenants=rules)


@pytest.mark.parametrize(
    ("kubernetes", "version"),
    [("1.34.0", "v1beta1"), ("1.35.4", "v1beta1"), ("1.36.0", "v1"), ("2.0.0", "v1")],
)
def test_the_policy_has_the_version_that_the_cluster_serves(kubernetes, version):
    assert JobDefaults(kubernetes=kubernetes).version == version
