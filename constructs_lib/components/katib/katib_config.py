"""Write Katib's configuration files: images of experiments, and trial templates."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from ...catalog import Images
from ...config import (
    EarlyStopping,
    Experiments,
    MetricsCollector,
    Suggestion,
    SuggestionVolume,
    TrialTemplate,
)
from ...config.components import KATIB
from ...releases import Release
from ...schemas import TRAIN_JOB

WEBHOOK: Final = KATIB.rule("katib-controller")

_TRAINING_JOBS: Final = ("TFJob", "PyTorchJob", "MPIJob", "XGBoostJob", "MXJob")
_TRAIN_JOBS: Final = f"{TRAIN_JOB.kind}.{TRAIN_JOB.storage}.{TRAIN_JOB.group}"


def katib_config(
    experiments: Experiments,
    images: Images,
    *,
    training_jobs: bool,
    train_jobs: bool,
    elects: bool,
) -> str:
    """Return `katib-config.yaml`; its keys are the controller's own.

    training_jobs: whether trials may be jobs of the training operator. train_jobs: whether
    they may be jobs of Trainer.
    elects: whether several controllers elect a leader.
    """
    trials = [*((_TRAIN_JOBS,) if train_jobs else ()), "Job.v1.batch"]
    if training_jobs:
        trials += [f"{kind}.v1.kubeflow.org" for kind in trial_jobs(images.release)]
    controller = {"webhookPort": WEBHOOK.port, "trialResources": trials}
    if elects:
        controller["enableLeaderElection"] = True
    config = {
        "apiVersion": "config.kubeflow.org/v1beta1",
        "kind": "KatibConfig",
        "init": {"controller": controller},
        "runtime": {
            "metricsCollectors": [
                {"kind": collector.kind, **_started(collector, images)}
                for collector in experiments.collectors
            ],
            "suggestions": [
                {
                    "algorithmName": suggestion.algorithm,
                    **_started(suggestion, images),
                    **_claim(suggestion.volume),
                }
                for suggestion in experiments.suggestions
            ],
            "earlyStoppings": [
                {"algorithmName": stopping.algorithm, **_started(stopping, images)}
                for stopping in experiments.early_stoppings
            ],
        },
    }
    return _text(config)


def trial_jobs(release: Release) -> tuple[str, ...]:
    """Return the kinds of training jobs that trials may be."""
    return tuple(kind for kind in _TRAINING_JOBS if kind in release.training.kinds)


def trial_templates(
    experiments: Experiments, images: Images, *, training_jobs: bool
) -> Mapping[str, str]:
    """Return the page's trial templates by name; arguments as for katib_config."""
    return {
        template.name: _text(_trial(template, images))
        for template in experiments.templates
        if training_jobs or template.workers is None
    }


def _started(what: MetricsCollector | Suggestion | EarlyStopping, images: Images) -> Any:
    amounts = {"requests": dict(what.requests), "limits": dict(what.limits)}
    given = {kind: amount for kind, amount in amounts.items() if amount}
    resources = {"resources": given} if given else {}
    return {"image": images.located(what.image), **resources}


def _claim(volume: SuggestionVolume | None) -> Mapping[str, Any]:
    if volume is None:
        return {}
    spec: dict[str, Any] = {
        "accessModes": [volume.access_mode],
        "resources": {"requests": {"storage": volume.size}},
    }
    if volume.storage_class is not None:
        spec["storageClassName"] = volume.storage_class
    return {"persistentVolumeClaimSpec": spec}


def _trial(template: TrialTemplate, images: Images) -> Mapping[str, Any]:
    image = images.located(template.image)
    container = {"image": image, "command": list(template.command)}
    if template.workers is None:
        pod = {
            "containers": [{"name": "training-container", **container}],
            "restartPolicy": "Never",
        }
        return {
            "apiVersion": "batch/v1",
            "kind": "Job",
            "spec": {"template": {"spec": pod}},
        }
    # The operator requires this container name.
    pod = {"containers": [{"name": "pytorch", **container}]}
    counts = {"Master": 1, "Worker": template.workers}
    replicas = {
        role: {"replicas": count, "restartPolicy": "OnFailure", "template": {"spec": pod}}
        for role, count in counts.items()
    }
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": "PyTorchJob",
        "spec": {"pytorchReplicaSpecs": replicas},
    }


class _Dumper(yaml.CSafeDumper):
    """Writes repeated pods in full, without YAML aliases, for people to read and edit."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - every value alike
        return True


def _text(value: Mapping[str, Any]) -> str:
    return yaml.dump(dict(value), Dumper=_Dumper, sort_keys=False, width=1000)
