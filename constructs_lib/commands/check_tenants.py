"""List objects in profiles that the admission policies would refuse at their next update."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..config import ENFORCED, GATEWAY_LABELS, PROFILES, Platform
from ..delivery.external import run_external
from ..tenants import PREFIX
from .terminal import working

HELP: Final = (
    "list objects in profiles that the admission policies would refuse; change nothing"
)
EXAMPLES: Final = (("--context production", "ask the cluster of that context"),)
EXITS: Final = {
    0: "nothing would be refused",
    1: "some objects would be refused, one a line; or an error",
}

# Kinds that the policies check by content. Endpoints and the waypoint's own objects are
# checked by author, and their authors rewrite them all the time.
_KINDS: Final = (
    "cronworkflows.argoproj.io",
    "inferencegraphs.serving.kserve.io",
    "inferenceservices.serving.kserve.io",
    "ingresses.networking.k8s.io",
    "jaxjobs.kubeflow.org",
    "mpijobs.kubeflow.org",
    "mxjobs.kubeflow.org",
    "notebooks.kubeflow.org",
    "paddlejobs.kubeflow.org",
    "poddefaults.kubeflow.org",
    "pods",
    "pvcviewers.kubeflow.org",
    "pytorchjobs.kubeflow.org",
    "scheduledsparkapplications.sparkoperator.k8s.io",
    "services",
    "servingruntimes.serving.kserve.io",
    "sparkapplications.sparkoperator.k8s.io",
    "tfjobs.kubeflow.org",
    "trainjobs.trainer.kubeflow.org",
    "workflows.argoproj.io",
    "workflowtemplates.argoproj.io",
    "xgboostjobs.kubeflow.org",
)
_TOKENS: Final = "type=kubernetes.io/service-account-token"
# Fields that the API server sets, and refuses in a second object.
_CHOSEN: Final = ("clusterIP", "clusterIPs", "healthCheckNodePort", "nodeName")

Object = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the option for the cluster."""
    parser.add_argument(
        "--context", help="a context of the kubeconfig (default: the current one)"
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print a line for each object that would be refused; return 1 where there is one.

    The API server checks a copy of each object in a dry run. It uses only the policies that
    are applied: `TenantRules(enforcement="warn")` applies them without effect.
    """
    del platform
    kubectl = ["kubectl", *(["--context", options.context] if options.context else [])]
    with working("asking the cluster"):
        findings = list(_findings(kubectl))
    for line in findings:
        print(line)
    if not findings:
        print("nothing in profiles would be refused")
    return 1 if findings else 0


def _findings(kubectl: Sequence[str]) -> Iterator[str]:
    policies = _read(kubectl, "get", "validatingadmissionpolicies", "-o", "name").split()
    if not any(f"/{PREFIX}" in name for name in policies):
        raise ValueError(
            "the cluster has no admission policy of profiles yet; apply an environment with "
            "TenantRules(enforcement='warn') first, which refuses nothing"
        )
    served = _read(kubectl, "api-resources", "--namespaced", "--verbs=list", "-o", "name")
    kinds = ",".join(kind for kind in _KINDS if kind in served.split())
    label = ",".join(f"{key}={value}" for key, value in PROFILES.items())
    for namespace in _read(kubectl, "get", "namespaces", "-l", label, "-o", "name").split():
        name = namespace.partition("/")[2]
        yield from _violations(kubectl, name)
        secrets = ("get", "secrets", "-n", name, "--field-selector", _TOKENS, "-o", "name")
        for secret in _read(kubectl, *secrets).split():
            yield f"{name}: {secret}: a permanent token, which outlives its creator's access"
        found = json.loads(_read(kubectl, "get", kinds, "-n", name, "-o", "json"))
        for obj in found["items"]:
            if not _of_the_waypoint(obj):
                reasons = _judged(kubectl, obj)
                yield from (f"{name}: {_called(obj)}: {reason}" for reason in reasons)


def _violations(kubectl: Sequence[str], namespace: str) -> Iterator[str]:
    """Yield the pods that break the Pod Security Standard which profiles enforce."""
    label = (f"{ENFORCED}=baseline", "--overwrite", "--dry-run=server")
    _, _, said = _run(kubectl, "label", "namespace", namespace, *label)
    for line in said.splitlines():
        if line.startswith("Warning: "):
            yield f"{namespace}: {line.removeprefix('Warning: ')}"


def _judged(kubectl: Sequence[str], obj: Object) -> Iterator[str]:
    """Yield why the API server would refuse a copy of an object, or warns about it."""
    create = ("create", "--dry-run=server", "-f", "-")
    _, _, said = _run(kubectl, *create, data=json.dumps(_copy(obj)))
    for line in said.splitlines():
        _, found, rest = line.partition(f"'{PREFIX}")
        if found:
            policy, _, reason = rest.partition("'")
            yield f"{reason.rpartition(': ')[2]} ({PREFIX}{policy})"


def _copy(obj: Object) -> Object:
    """Return an object as its author would write it, with another name."""
    metadata = obj["metadata"]
    spec = {key: value for key, value in obj.get("spec", {}).items() if key not in _CHOSEN}
    if obj["kind"] == "Service":
        spec["ports"] = [
            {key: value for key, value in port.items() if key != "nodePort"}
            for port in spec.get("ports", ())
        ]
    return {
        "apiVersion": obj["apiVersion"],
        "kind": obj["kind"],
        "metadata": {
            "generateName": "check-",
            "namespace": metadata["namespace"],
            "labels": metadata.get("labels", {}),
            "annotations": metadata.get("annotations", {}),
        },
        "spec": spec,
    }


def _of_the_waypoint(obj: Object) -> bool:
    labels: Mapping[str, str] = obj["metadata"].get("labels", {})
    return any(key in labels for key in GATEWAY_LABELS)


def _called(obj: Object) -> str:
    return f"{obj['kind'].lower()}/{obj['metadata']['name']}"


def _read(kubectl: Sequence[str], *arguments: str) -> str:
    code, told, refused = _run(kubectl, *arguments)
    if code:
        raise ValueError(f"`kubectl {' '.join(arguments)}` failed: {refused.strip()}")
    return told


def _run(kubectl: Sequence[str], *arguments: str, data: str = "") -> tuple[int, str, str]:
    """Return kubectl's exit code, output, and its warnings and errors."""
    program, *options = kubectl
    done = run_external(program, *options, *arguments, data=data.encode())
    return done.returncode, done.stdout.decode(), done.stderr.decode()
