"""Pipelines as Workflows of the shape that Pipelines 2.3.0 compiles, with one step.

Source: backend/src/v2/compiler/argocompiler of kubeflow/pipelines 2.3.0: argo.go, container.go
and dag.go. What a driver returns is a patch of the step's pod: initPodSpecPatch and
extendPodSpecPatch in backend/src/v2/driver/driver.go.
"""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from constructs_lib.kube import Object

# Compiled in (argo.go).
_DRIVER: Final = {
    "limits": {"cpu": "500m", "memory": "512Mi"},
    "requests": {"cpu": "100m", "memory": "64Mi"},
}
_LAUNCHER: Final = {
    "limits": {"cpu": "500m", "memory": "128Mi"},
    "requests": {"cpu": "100m"},
}
_SCRATCH: Final = ("gcs", "s3", "minio", ".local", ".cache", ".config")
_V2: Final = {"pipelines.kubeflow.org/v2_component": "true"}


def pipeline(
    name: str, namespace: str, *, labels: Mapping[str, str] = MappingProxyType({})
) -> Object:
    """Return a pipeline with one step, `train`, as the API server submits it.

    labels: that the step itself adds.
    """
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {
            "entrypoint": "entrypoint",
            "podMetadata": {"annotations": dict(_V2), "labels": dict(_V2)},
            # The runner of a profile, instead of the compiler's `pipeline-runner`.
            "serviceAccountName": "default-editor",
            "arguments": {
                "parameters": [
                    {"name": "components-train", "value": '{"executorLabel":"exec-train"}'},
                    {"name": "implementations-train", "value": '{"image":"python:3.12"}'},
                    {"name": "components-root", "value": '{"dag":{"tasks":{"train":{}}}}'},
                ]
            },
            "templates": [
                _container_driver(name),
                _executor(),
                _implementation(labels),
                _root(),
                _dag_driver(name),
                _entrypoint(),
            ],
        },
    }


def patched(
    *,
    limits: Mapping[str, str] | None = None,
    node_selector: Mapping[str, str] | None = None,
    tolerations: Sequence[Mapping[str, str]] = (),
) -> str:
    """Return what the driver of a step patches its pod with."""
    container: dict[str, Any] = {
        "name": "main",
        "image": "python:3.12",
        "command": ["/kfp-launcher/launch", "--pipeline_name", "p", "--", "python3"],
    }
    if limits:
        container["resources"] = {"limits": dict(limits)}
    patch: dict[str, Any] = {"containers": [container]}
    if node_selector:
        patch["nodeSelector"] = dict(node_selector)
    if tolerations:
        patch["tolerations"] = [dict(each) for each in tolerations]
    return json.dumps(patch)


def _told(*names: str, **defaults: str) -> dict[str, Any]:
    """Return the inputs of a template: the required ones, and those with a default."""
    optional = [
        {"name": name.replace("_", "-"), "default": value} for name, value in defaults.items()
    ]
    return {"parameters": [*({"name": name} for name in names), *optional]}


def _written(**defaults: str | None) -> dict[str, Any]:
    """Return the outputs of a driver, which it writes to files; None is required."""
    parameters = []
    for key, value in defaults.items():
        name = key.replace("_", "-")
        default = {} if value is None else {"default": value}
        path = {"path": f"/tmp/outputs/{name}"}
        parameters.append({"name": name, "valueFrom": {**path, **default}})
    return {"parameters": parameters}


def _given(**values: str) -> dict[str, Any]:
    """Return the arguments of a task."""
    return {
        "parameters": [
            {"name": name.replace("_", "-"), "value": value} for name, value in values.items()
        ]
    }


def _input(name: str) -> str:
    return f"{{{{inputs.parameters.{name}}}}}"


def _output(task: str, name: str) -> str:
    return f"{{{{tasks.{task}.outputs.parameters.{name}}}}}"


def _workflow(name: str) -> str:
    return f"{{{{workflow.parameters.{name}}}}}"


def _driver(kind: str, pipeline: str, *inputs: str) -> dict[str, Any]:
    asked = [part for name in inputs for part in (f"--{name}", _input(name))]
    return {
        "image": "gcr.io/ml-pipeline/kfp-driver",
        "command": ["driver"],
        "args": ["--type", kind, "--pipeline_name", pipeline, *asked],
        "resources": _DRIVER,
    }


def _container_driver(pipeline: str) -> Object:
    return {
        "name": "system-container-driver",
        "inputs": _told(
            *("component", "task", "container", "parent-dag-id"),
            iteration_index="-1",
            kubernetes_config="",
        ),
        "outputs": _written(pod_spec_patch="", cached_decision="false", condition="true"),
        "container": _driver("CONTAINER", pipeline, "component", "task", "container"),
    }


def _executor() -> Object:
    return {
        "name": "system-container-executor",
        "inputs": _told("pod-spec-patch", cached_decision="false"),
        "dag": {
            "tasks": [
                {
                    "name": "executor",
                    "template": "system-container-impl",
                    "arguments": _given(pod_spec_patch=_input("pod-spec-patch")),
                    "when": f"{_input('cached-decision')} != true",
                }
            ]
        },
    }


def _implementation(labels: Mapping[str, str]) -> Object:
    volumes = ("kfp-launcher", *(f"{name.replace('.', 'dot-')}-scratch" for name in _SCRATCH))
    paths = ("/kfp-launcher", *(f"/{name}" for name in _SCRATCH))
    mounts = [
        {"name": name, "mountPath": path} for name, path in zip(volumes, paths, strict=True)
    ]
    overridden = "should-be-overridden-during-runtime"
    return {
        "name": "system-container-impl",
        "metadata": {"labels": dict(labels)},
        "inputs": _told("pod-spec-patch"),
        "podSpecPatch": _input("pod-spec-patch"),
        "volumes": [{"name": name, "emptyDir": {}} for name in volumes],
        "initContainers": [
            {
                "name": "kfp-launcher",
                "image": "gcr.io/ml-pipeline/kfp-launcher",
                "command": ["launcher-v2", "--copy", "/kfp-launcher/launch"],
                "volumeMounts": mounts[:1],
                "resources": _LAUNCHER,
            }
        ],
        "container": {
            "image": f"gcr.io/ml-pipeline/{overridden}",
            "command": [overridden],
            "volumeMounts": mounts,
        },
    }


def _root() -> Object:
    driver = "train-driver"
    return {
        "name": "root",
        "inputs": _told("parent-dag-id"),
        "dag": {
            "tasks": [
                {
                    "name": driver,
                    "template": "system-container-driver",
                    "arguments": _given(
                        component=_workflow("components-train"),
                        task='{"componentRef":{"name":"comp-train"}}',
                        container=_workflow("implementations-train"),
                        parent_dag_id=_input("parent-dag-id"),
                    ),
                },
                {
                    "name": "train",
                    "template": "system-container-executor",
                    "depends": f"{driver}.Succeeded",
                    "arguments": _given(
                        pod_spec_patch=_output(driver, "pod-spec-patch"),
                        cached_decision=_output(driver, "cached-decision"),
                    ),
                },
            ]
        },
    }


def _dag_driver(pipeline: str) -> Object:
    return {
        "name": "system-dag-driver",
        "inputs": _told(
            "component",
            runtime_config="",
            task="",
            parent_dag_id="0",
            iteration_index="-1",
            driver_type="DAG",
        ),
        "outputs": _written(execution_id=None, iteration_count="0", condition="true"),
        "container": _driver("ROOT_DAG", pipeline, "component", "task", "runtime-config"),
    }


def _entrypoint() -> Object:
    driver = "root-driver"
    return {
        "name": "entrypoint",
        "dag": {
            "tasks": [
                {
                    "name": driver,
                    "template": "system-dag-driver",
                    "arguments": _given(
                        component=_workflow("components-root"),
                        runtime_config="{}",
                        driver_type="ROOT_DAG",
                    ),
                },
                {
                    "name": "root",
                    "template": "root",
                    "depends": f"{driver}.Succeeded",
                    "arguments": _given(
                        parent_dag_id=_output(driver, "execution-id"), condition=""
                    ),
                },
            ]
        },
    }
