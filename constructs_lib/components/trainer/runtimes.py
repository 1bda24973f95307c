"""Define the runtimes that TrainJobs of every profile may name."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ...catalog import Images
from ...kube import Manifest, cluster_scoped
from ...releases import TrainerFacts
from ...schemas import CLUSTER_TRAINING_RUNTIME

_KIND: Final = CLUSTER_TRAINING_RUNTIME
_FRAMEWORK: Final = f"{_KIND.group}/framework"
# By it Trainer finds the jobs that a TrainJob says something of.
_STEP: Final = f"{_KIND.group}/trainjob-ancestor-step"
_MPI_USER: Final = {"runAsUser": 1000}
_WORKSPACE: Final = "/workspace"
_VOLUME: Final = "initializer"
# JobSet makes it of each job, and mounts it by its name.
_CLAIM: Final = {
    "metadata": {"name": _VOLUME},
    "spec": {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "20Gi"}},
    },
}


class Runtimes(Construct):
    """Upstream's ClusterTrainingRuntimes: of frameworks, and three of torchtune.

    images: of their pods, which the kubelet pulls for a profile.
    Source: manifests/base/runtimes of kubeflow/trainer v2.1.0.
    """

    def __init__(
        self, scope: Construct, id: str, *, images: Images, facts: TrainerFacts
    ) -> None:
        super().__init__(scope, id)
        self._images = images
        # Newer ones start a process for each accelerator, or one, without being told.
        self._torch = {} if facts.patches else {"numProcPerNode": "auto"}
        self._claims = facts.patches
        for framework in ("deepspeed", "mlx"):
            self._runtime(
                f"{framework}-distributed",
                framework,
                _mpi(images.named(f"trainer/{framework}-runtime")),
            )
        self._distributed("torch", self._torch)
        for framework in ("jax", "xgboost") if facts.patches else ():
            self._distributed(framework, {})
        self._torchtune("llama3.2-1b", "meta-llama/Llama-3.2-1B-Instruct", "llama3_2/1B_full")
        self._torchtune("llama3.2-3b", "meta-llama/Llama-3.2-3B-Instruct", "llama3_2/3B_full")
        self._torchtune(
            "qwen2.5-1.5b", "Qwen/Qwen2.5-1.5B-Instruct", "qwen2_5/1.5B_full", merges=True
        )

    def _runtime(self, name: str, framework: str, spec: Mapping[str, Any]) -> None:
        cluster_scoped(
            Manifest(
                self,
                name,
                api_version=f"{_KIND.group}/{_KIND.storage}",
                kind=_KIND.kind,
                metadata=ApiObjectMetadata(name=name, labels={_FRAMEWORK: framework}),
                body={"spec": spec},
            )
        )

    def _distributed(self, framework: str, settings: Mapping[str, Any]) -> None:
        image = self._images.named(f"trainer/{framework}-runtime")
        job = _job("node", {"image": image, "name": "node"}, "trainer")
        policy = {"numNodes": 1, framework: settings}
        self._runtime(f"{framework}-distributed", framework, _trained(policy, [job]))

    def _torchtune(
        self, model: str, source: str, recipe: str, *, merges: bool = False
    ) -> None:
        """Define how a model is fine-tuned: both of its inputs are fetched first.

        merges: whether its tokenizer has a vocabulary and merges, in place of one file.
        """
        name = f"torchtune-{model}"
        # Of the profile, unless JobSet makes one of each job.
        claim = "" if self._claims else name
        tokenizer = (
            ["vocab.json", "tokenizer.merges_file=/workspace/model/merges.txt"]
            if merges
            else ["original/tokenizer.model"]
        )
        node = {
            "command": [
                "tune",
                "run",
                "--rdzv_endpoint=localhost:29500",
                "full_finetune_distributed",
                "--config",
                recipe,
                "dataset=torchtune.datasets.instruct_dataset",
                "dataset.source=parquet",
                f"dataset.data_dir={_WORKSPACE}/dataset/data",
                f"output_dir={_WORKSPACE}/output",
                f"tokenizer.path={_WORKSPACE}/model/{tokenizer[0]}",
                *tokenizer[1:],
                f"checkpointer.checkpoint_dir={_WORKSPACE}/model",
            ],
            "image": self._images.named("trainer/torchtune-trainer"),
            "name": "node",
            "resources": {"limits": {"nvidia.com/gpu": 2}},
        }
        first = [
            self._fetched(what, f"hf://{uri}", claim)
            for what, uri in (("dataset", "tatsu-lab/alpaca"), ("model", source))
        ]
        last = _job("node", node, "trainer", claim=claim)
        last["dependsOn"] = [{"name": job["name"], "status": "Complete"} for job in first]
        policy = {"numNodes": 1, "torch": self._torch}
        spec = _trained(policy, [*first, last])
        if self._claims:
            spec["template"]["spec"]["volumeClaimPolicies"] = [{"templates": [_CLAIM]}]
        self._runtime(name, "torchtune", spec)

    def _fetched(self, what: str, uri: str, claim: str) -> dict[str, Any]:
        name = f"{what}-initializer"
        container = {
            "env": [{"name": "STORAGE_URI", "value": uri}],
            "image": self._images.named(f"trainer/{name}"),
            "name": name,
        }
        return _job(name, container, name, claim=claim)


def _trained(policy: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"mlPolicy": policy, "template": {"spec": {"replicatedJobs": jobs}}}


def _job(
    name: str,
    container: Mapping[str, Any],
    step: str | None = None,
    *,
    claim: str | None = None,
) -> dict[str, Any]:
    """Return a job of a runtime.

    step: what a TrainJob calls it. claim: of the volume that the jobs of a runtime share; ""
    for one that JobSet makes.
    """
    pod: dict[str, Any] = {"containers": [container]}
    if claim is not None:
        mount = {"mountPath": _WORKSPACE, "name": _VOLUME}
        pod["containers"] = [{**container, "volumeMounts": [mount]}]
        if claim:
            source = {"claimName": claim}
            pod["volumes"] = [{"name": _VOLUME, "persistentVolumeClaim": source}]
    template: dict[str, Any] = {"spec": {"template": {"spec": pod}}}
    if step:
        template["metadata"] = {"labels": {_STEP: step}}
    return {"name": name, "template": template}


def _mpi(image: str) -> dict[str, Any]:
    """Return how an image is run by MPI: a launcher reaches the other nodes by SSH."""
    launcher = {"image": image, "name": "node", "securityContext": _MPI_USER}
    node = {
        **launcher,
        "args": ["-De", "-f", "/home/mpiuser/.sshd_config"],
        "command": ["/usr/sbin/sshd"],
        "readinessProbe": {"initialDelaySeconds": 5, "tcpSocket": {"port": 2222}},
    }
    policy = {
        "mpi": {
            "mpiImplementation": "OpenMPI",
            "numProcPerNode": 1,
            "runLauncherAsNode": True,
            "sshAuthMountPath": "/home/mpiuser/.ssh",
        },
        "numNodes": 1,
    }
    spec = _trained(policy, [_job("launcher", launcher, "trainer"), _job("node", node)])
    spec["template"]["spec"] |= {
        "network": {"publishNotReadyAddresses": True},
        "successPolicy": {"operator": "All", "targetReplicatedJobs": ["launcher"]},
    }
    return spec
