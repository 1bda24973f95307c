from typing import Any

import yaml

from constructs_lib.catalog import Images
from constructs_lib.components.katib.katib_config import katib_config, trial_templates
from constructs_lib.config import (
    Experiments,
    MetricsCollector,
    Suggestion,
    SuggestionVolume,
    TrialTemplate,
)
from constructs_lib.releases import V1_10_2

MIRROR = Images(registry="mirror.example.com")


def config(experiments: Experiments = Experiments(), **given: Any) -> dict[str, Any]:
    watched = {"training_jobs": True, "train_jobs": False}
    settings = {**watched, "elects": False, "images": Images()} | given
    return dict(yaml.load(katib_config(experiments, **settings), yaml.CSafeLoader))


def templates(experiments: Experiments = Experiments(), **given: Any) -> dict[str, Any]:
    settings = {"training_jobs": True, "images": Images()} | given
    made = trial_templates(experiments, **settings)
    return {name: yaml.load(text, yaml.CSafeLoader) for name, text in made.items()}


def test_trials_may_be_training_jobs():
    kinds = config()["init"]["controller"]["trialResources"]

    assert kinds == [
        "Job.v1.batch",
        "TFJob.v1.kubeflow.org",
        "PyTorchJob.v1.kubeflow.org",
        "MPIJob.v1.kubeflow.org",
        "XGBoostJob.v1.kubeflow.org",
        "MXJob.v1.kubeflow.org",
    ]


def test_trials_are_of_the_kinds_of_their_release():
    kinds = config(images=Images(release=V1_10_2))["init"]["controller"]["trialResources"]

    assert kinds == [
        "Job.v1.batch",
        "TFJob.v1.kubeflow.org",
        "PyTorchJob.v1.kubeflow.org",
        "MPIJob.v1.kubeflow.org",
        "XGBoostJob.v1.kubeflow.org",
    ]


def test_trials_are_plain_jobs_where_nobody_runs_training_jobs():
    kinds = config(training_jobs=False)["init"]["controller"]["trialResources"]

    assert kinds == ["Job.v1.batch"]


def test_trials_may_be_jobs_of_trainer():
    kinds = config(train_jobs=True, training_jobs=False)["init"]["controller"][
        "trialResources"
    ]

    assert kinds == ["TrainJob.v1alpha1.trainer.kubeflow.org", "Job.v1.batch"]


def test_no_training_job_is_offered_where_nobody_runs_them():
    kinds = {template["kind"] for template in templates(training_jobs=False).values()}

    assert kinds == {"Job"}


def test_the_mirror_holds_every_image_that_is_started():
    runtime = config(images=MIRROR)["runtime"]
    images = [service["image"] for services in runtime.values() for service in services]

    assert len(images) == 15
    assert all(image.startswith("mirror.example.com/kubeflowkatib/") for image in images)


def test_the_mirror_holds_the_images_of_templates():
    made = str(templates(images=MIRROR))

    assert made.count("mirror.example.com/kubeflowkatib/") == made.count("'image'") == 4


def test_what_is_not_asked_for_is_left_to_katib():
    [random, *_] = config()["runtime"]["suggestions"]

    assert random.keys() == {"algorithmName", "image"}


def test_resources_are_asked_for():
    collector = MetricsCollector(
        kind="File", image="own:1", requests={"cpu": "1"}, limits={"memory": "1Gi"}
    )
    [made] = config(Experiments(collectors=(collector,)))["runtime"]["metricsCollectors"]

    assert made["resources"] == {"requests": {"cpu": "1"}, "limits": {"memory": "1Gi"}}


def test_an_algorithm_may_keep_files():
    volume = SuggestionVolume(size="1Gi", access_mode="ReadWriteOnce", storage_class="fast")
    own = Suggestion(algorithm="own", image="own:1", volume=volume)
    [made] = config(Experiments(suggestions=(own,)))["runtime"]["suggestions"]

    assert made["persistentVolumeClaimSpec"] == {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "1Gi"}},
        "storageClassName": "fast",
    }


def test_a_template_without_workers_is_a_job():
    own = TrialTemplate(name="own", image="own:1", command=("train",))
    made = templates(Experiments(templates=(own,)))["own"]

    assert made["spec"]["template"]["spec"] == {
        "containers": [{"name": "training-container", "image": "own:1", "command": ["train"]}],
        "restartPolicy": "Never",
    }


def test_a_template_with_workers_is_a_pytorch_job():
    own = TrialTemplate(name="own", image="own:1", command=("train",), workers=3)
    replicas = templates(Experiments(templates=(own,)))["own"]["spec"]["pytorchReplicaSpecs"]

    assert {role: each["replicas"] for role, each in replicas.items()} == {
        "Master": 1,
        "Worker": 3,
    }


def test_a_template_is_written_for_people_to_edit():
    text = trial_templates(Experiments(), Images(), training_jobs=True)["pytorchJobTemplate"]

    assert "&id" not in text
