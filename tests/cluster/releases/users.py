"""What users have in their profiles when the platform under them is upgraded."""

from typing import Any, Final

from ..profiles import contributor, made_of, profile

Object = dict[str, Any]

TEAMS: Final = ("alpha", "beta")

_POD: Final = {"containers": [{"name": "main", "image": "registry.example.com/main:1"}]}
_RUNS: Final = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"}


def profiles() -> list[Object]:
    """Return the profiles, as their owners register them."""
    return [profile(name, f"{name}@example.com") for name in TEAMS]


def inside(name: str) -> list[Object]:
    """Return what is in a profile: its controller's objects, a contributor's and users'."""
    made = made_of(profile(name, f"{name}@example.com"))
    return [*made, *contributor(name, "guest@example.com"), *_work(name)]


def _work(namespace: str) -> list[Object]:
    return [
        _of(
            "v1",
            "PersistentVolumeClaim",
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
