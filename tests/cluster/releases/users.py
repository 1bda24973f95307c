"""What users have in their profiles when the platform under them is upgraded."""

from typing import Any, Final

from ..profiles import contributor, made_of, profile
from .sides import Published

Object = dict[str, Any]

TEAMS: Final = ("alpha", "beta")

_POD: Final = {"containers": [{"name": "main", "image": "registry.example.com/main:1"}]}
_CLAIM: Final = "PersistentVolumeClaim"
_RUNS: Final = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"}


def profiles() -> list[Object]:
    """Return the profiles, as their owners register them."""
    return [profile(name, f"{name}@example.com") for name in TEAMS]


def written(name: str, published: Published) -> list[Object]:
    """Return what is in a profile: its controller's objects, a contributor's and users'.

    Of users' objects those whose kind the environment has.
    """
    defined = {
        obj["spec"]["names"]["kind"]
        for obj in published.objects
        if obj["kind"] == "CustomResourceDefinition"
    }
    work = [obj for obj in _work(name) if obj["kind"] in {*defined, _CLAIM}]
    made = made_of(profile(name, f"{name}@example.com"))
    return [*made, *contributor(name, "guest@example.com"), *work]


def _work(namespace: str) -> list[Object]:
    return [
        _of(
            "v1",
            _CLAIM,
            "work",
            namespace,
            accessModes=["ReadWriteOnce"],
            resources={"requests": {"storage": "1Gi"}},
            storageClassName="none",
        ),
        _of("kubeflow.org/v1", "Notebook", "lab", namespace, template={"spec": _POD}),
        _of(
            "kubeflow.org/v1alpha1",
            "PodDefault",
            "token",
            namespace,
            desc="A token",
            selector={"matchLabels": {"token": "true"}},
            env=[{"name": "A", "value": "b"}],
        ),
        _job("PyTorchJob", namespace, pytorchReplicaSpecs="Master"),
        _job("TFJob", namespace, tfReplicaSpecs="Worker"),
        _job("MXJob", namespace, {"jobMode": "MXTrain"}, mxReplicaSpecs="Worker"),
        _job("JAXJob", namespace, jaxReplicaSpecs="Worker"),
        _of(
            "trainer.kubeflow.org/v1alpha1",
            "TrainingRuntime",
            "own",
            namespace,
            mlPolicy={"numNodes": 1, "torch": {}},
            template={
                "spec": {
                    "replicatedJobs": [
                        {"name": "node", "template": {"spec": {"template": {"spec": _POD}}}}
                    ]
                }
            },
        ),
        _of(
            "trainer.kubeflow.org/v1alpha1",
            "TrainJob",
            "tune",
            namespace,
            runtimeRef={"name": "own", "kind": "TrainingRuntime"},
            trainer={"numNodes": 1, "command": ["train"]},
        ),
        _of(
            "kubeflow.org/v1beta1",
            "Experiment",
            "tune",
            namespace,
            maxTrialCount=3,
            objective={"type": "maximize", "objectiveMetricName": "accuracy"},
        ),
        _of(
            "kubeflow.org/v1beta1",
            "ScheduledWorkflow",
            "nightly",
            namespace,
            enabled=True,
            trigger={"cronSchedule": {"cron": "0 0 2 * * *"}},
            workflow={"spec": {"entrypoint": "main", "templates": []}},
        )
        # Its definition requires one, which its controller fills in.
        | {"status": {}},
        _RUNS
        | {
            "metadata": {"name": "run", "namespace": namespace},
            "spec": {
                "entrypoint": "main",
                "templates": [{"name": "main", "container": _POD["containers"][0]}],
            },
        },
        _of(
            "tensorboard.kubeflow.org/v1alpha1",
            "Tensorboard",
            "logs",
            namespace,
            logspath="pvc://work/logs",
        ),
        _of("kubeflow.org/v1alpha1", "PVCViewer", "files", namespace, pvc="work"),
        _of(
            "serving.kserve.io/v1beta1",
            "InferenceService",
            "iris",
            namespace,
            predictor={
                "model": {
                    "modelFormat": {"name": "sklearn"},
                    "storageUri": "s3://models/iris",
                }
            },
        ),
        _of(
            "sparkoperator.k8s.io/v1beta2",
            "SparkApplication",
            "events",
            namespace,
            type="Python",
            sparkVersion="3.5.5",
            mainApplicationFile="local:///opt/events.py",
            driver={"cores": 1},
            executor={"cores": 1},
        ),
    ]


def _job(kind: str, namespace: str, more: Object | None = None, **replicas: str) -> Object:
    """Return a training job with one replica; replicas: of which role, by its field."""
    [(field, role)] = replicas.items()
    spec = {"replicas": 1, "restartPolicy": "Never", "template": {"spec": _POD}}
    return _of(
        "kubeflow.org/v1", kind, "train", namespace, **{field: {role: spec}}, **(more or {})
    )


def _of(version: str, kind: str, name: str, namespace: str, **spec: Any) -> Object:
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": spec}
