"""Every accelerator is requested, placed and counted alike by everything that may use it."""

import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib import Config, Environment, Platform, Profile, Quota
from constructs_lib.accelerators import AnyAccelerator, Devices, JobDefaults, StepDefaults
from constructs_lib.config import COMPONENTS, ModelFormat, Models, ProfileDefaults
from constructs_lib.config.metric_sources import sanitized
from constructs_lib.kube import Object
from constructs_lib.monitoring import Monitoring, Scraper, Usage
from constructs_lib.platform import synthesize
from constructs_lib.queues import DeviceShare, Queue, Queues, Share
from constructs_lib.schemas import CLUSTER_SERVING_RUNTIME, POD_DEFAULT, PROFILE
from constructs_lib.serving import ServingRuntime
from constructs_lib.tenants.policy import literal
from tests.accelerators import KNOWN
from tests.schemas.validation import problems

EXAMPLE = Path(__file__).parents[1] / "examples" / "accelerators.py"


def platform(each: AnyAccelerator) -> Platform:
    """Return a platform where everything that may use an accelerator uses this one."""
    number = Devices(each, max(each.accelerator.counts))
    runtime = ServingRuntime(
        name="fast",
        image="example.com/fast:1",
        formats=(ModelFormat(name="onnx"),),
        accelerator=number,
    )
    queue = Queue(
        name="all",
        cpu=Share("64"),
        memory=Share("256Gi"),
        devices=(DeviceShare(each, number.count),),
    )
    config = Config(
        components=(*COMPONENTS, "kserve"),
        accelerators=(each,),
        models=Models(runtimes=(runtime,)),
        steps=StepDefaults(tolerates=(each,)),
        jobs=JobDefaults(kubernetes="1.36.0"),
        queues=Queues(queues=(queue,)),
        monitoring=Monitoring(
            scraper=Scraper(namespace="monitoring", account="prometheus"),
            platform=("kube-state-metrics", "namespace-labels"),
            usage=Usage(),
        ),
        profiles=ProfileDefaults(pod_defaults=(each.accelerator.pod_default,)),
    )
    team = Profile(name="team", owner="ada@example.com", quota=Quota(accelerators=(number,)))
    return Platform(environments=(Environment("default", config),), profiles=(team,))


class Made:
    """What a platform's files say of its accelerator."""

    def __init__(self, of: Platform) -> None:
        made = synthesize(of)
        self.objects = [obj for objs in made.environments["default"].values() for obj in objs]
        [profile] = of.profiles
        file = made.files[f"kubeflow/profiles/{profile.name}.yaml"]
        self.team = list(yaml.safe_load_all(file))

    def named(self, kind: str, name: str) -> Object:
        found = [
            obj
            for obj in (*self.objects, *self.team)
            if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
        ]
        [one] = found
        return one

    @property
    def form(self) -> dict[str, Any]:
        data = self.named("ConfigMap", "jupyter-web-app-config")["data"]
        return dict(yaml.safe_load(data["spawner_ui_config.yaml"])["spawnerFormDefaults"])

    @property
    def workflow_defaults(self) -> dict[str, Any]:
        data = self.named("ConfigMap", "workflow-controller-configmap")["data"]
        return dict(yaml.safe_load(data["workflowDefaults"])["spec"])

    @property
    def job_policy(self) -> dict[str, str]:
        spec = self.named("MutatingAdmissionPolicy", "kubeflow-job-defaults")["spec"]
        return {each["name"]: each["expression"] for each in spec["variables"]}


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return {name: Made(platform(each)) for name, (each, *_) in KNOWN.items()}


pytestmark = pytest.mark.slow

ROWS = pytest.mark.parametrize("row", KNOWN)


@ROWS
def test_the_form_requests_the_resource(made, row):
    vendors = made[row].form["gpus"]["value"]["vendors"]

    assert [vendor["limitsKey"] for vendor in vendors] == [KNOWN[row][1]]


@ROWS
def test_the_form_selects_the_nodes(made, row):
    [group] = made[row].form["affinityConfig"]["options"]
    required = group["affinity"]["nodeAffinity"][
        "requiredDuringSchedulingIgnoredDuringExecution"
    ]
    [term] = required["nodeSelectorTerms"]

    labels = {each["key"]: each["values"] for each in term["matchExpressions"]}
    assert labels == {key: [value] for key, value in KNOWN[row][2].items()}


@ROWS
def test_the_form_tolerates_the_taint(made, row):
    [group] = made[row].form["tolerationGroup"]["options"]

    assert [each["key"] for each in group["tolerations"]] == [KNOWN[row][3]]


@ROWS
def test_groups_and_vendor_have_one_name(made, row):
    form, title = made[row].form, KNOWN[row][0].accelerator.title
    [vendor] = form["gpus"]["value"]["vendors"]

    assert vendor["uiName"].startswith(title)
    assert form["affinityConfig"]["options"][0]["displayName"] == title
    assert form["tolerationGroup"]["options"][0]["displayName"] == title


@ROWS
def test_the_pod_default_tolerates_the_taint(made, row):
    default = made[row].named("PodDefault", KNOWN[row][0].accelerator.name)

    assert [each["key"] for each in default["spec"]["tolerations"]] == [KNOWN[row][3]]
    assert problems(POD_DEFAULT, default) == []


@ROWS
def test_the_quota_counts_requests_of_the_resource(made, row):
    profile = made[row].named("Profile", "team")
    count = max(KNOWN[row][0].accelerator.counts)

    assert profile["spec"]["resourceQuotaSpec"]["hard"] == {
        f"requests.{KNOWN[row][1]}": str(count)
    }
    assert problems(PROFILE, profile) == []


@ROWS
def test_steps_and_drivers_tolerate_the_taint(made, row):
    keys = [each["key"] for each in made[row].workflow_defaults["tolerations"]]

    assert keys == [KNOWN[row][3]]


@ROWS
def test_trials_and_training_jobs_that_request_it_tolerate_the_taint(made, row):
    tolerations = made[row].job_policy["tolerations"]

    assert f"limits.exists(limits, '{KNOWN[row][1]}' in limits)" in tolerations
    assert f"'key': dyn('{KNOWN[row][3]}')" in tolerations


@ROWS
def test_trials_and_training_jobs_that_request_it_select_its_nodes(made, row):
    _, resource, labels, _ = KNOWN[row]
    asked = f"variables.limits.exists(limits, '{resource}' in limits)"

    assert made[row].job_policy["nodeSelector"].startswith(f"{asked} ? {literal(labels)} :")


@ROWS
def test_the_flavor_of_a_queue_is_of_its_nodes_and_tolerates_the_taint(made, row):
    accelerator, _, labels, key = KNOWN[row]
    flavor = made[row].named("ResourceFlavor", f"kubeflow-{accelerator.accelerator.name}")

    assert flavor["spec"]["nodeLabels"] == labels
    assert [each["key"] for each in flavor["spec"]["tolerations"]] == [key]


@ROWS
def test_a_queue_has_the_resource_in_that_flavor(made, row):
    queue = made[row].named("ClusterQueue", "all")
    accelerator, resource, *_ = KNOWN[row]
    _, group = queue["spec"]["resourceGroups"]

    assert group["coveredResources"] == [resource]
    assert group["flavors"] == [
        {
            "name": f"kubeflow-{accelerator.accelerator.name}",
            "resources": [
                {
                    "name": resource,
                    "nominalQuota": str(max(accelerator.accelerator.counts)),
                }
            ],
        }
    ]


@ROWS
def test_a_runtime_requests_it_on_its_nodes(made, row):
    runtime = made[row].named("ClusterServingRuntime", "fast")
    [container] = runtime["spec"]["containers"]
    count = str(max(KNOWN[row][0].accelerator.counts))

    assert container["resources"]["limits"][KNOWN[row][1]] == count
    assert runtime["spec"]["nodeSelector"] == KNOWN[row][2]
    assert [each["key"] for each in runtime["spec"]["tolerations"]] == [KNOWN[row][3]]
    assert problems(CLUSTER_SERVING_RUNTIME, runtime) == []


@ROWS
def test_usage_counts_the_resource(made, row):
    rules = made[row].named("PrometheusRule", "kubeflow-usage")

    assert f'resource=~"{sanitized(KNOWN[row][1])}"' in str(rules)


def test_the_example_is_placed_as_it_says(yaml_snapshot):
    example = runpy.run_path(str(EXAMPLE))["platform"]
    made = Made(example())
    defaults = [obj for obj in made.team if obj["kind"] == "PodDefault"]

    assert [
        made.form,
        *defaults,
        made.named("Profile", "team-vision"),
        made.named("ConfigMap", "workflow-controller-configmap"),
    ] == yaml_snapshot
