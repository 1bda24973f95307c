"""A pipeline of one step, as Pipelines' SDK would compile it, and its run."""

from typing import Any, Final

from constructs_lib.catalog import Images

from ..cluster.processes import wait_for
from .visitor import Visitor

_API: Final = "/pipeline/apis/v2beta1"
_ENDED: Final = ("SUCCEEDED", "FAILED", "CANCELED", "SKIPPED")
# The image of the step is pulled first.
_PATIENCE: Final = 900.0


def specification() -> dict[str, Any]:
    """Return the pipeline: `kfp` 2.11's intermediate representation."""
    container = {
        "image": Images().named("busybox"),
        "command": ["sh", "-c", "echo hello > /tmp/hello && cat /tmp/hello"],
    }
    task = {
        "cachingOptions": {"enableCache": False},
        "componentRef": {"name": "comp-hello"},
        "taskInfo": {"name": "hello"},
    }
    return {
        "pipelineInfo": {"name": "hello"},
        "root": {"dag": {"tasks": {"hello": task}}},
        "components": {"comp-hello": {"executorLabel": "exec-hello"}},
        "deploymentSpec": {"executors": {"exec-hello": {"container": container}}},
        "schemaVersion": "2.1.0",
        "sdkVersion": "kfp-2.11.0",
    }


def outcome(visitor: Visitor, profile: str) -> str:
    """Run it in a profile, as its owner's page does; return the state that it ends in."""
    experiment = visitor.ask(
        f"{_API}/experiments", {"display_name": "real", "namespace": profile}
    )
    run = visitor.ask(
        f"{_API}/runs",
        {
            "display_name": "hello",
            "experiment_id": experiment["experiment_id"],
            "pipeline_spec": specification(),
        },
    )
    state = ""

    def ended() -> bool:
        nonlocal state
        state = visitor.ask(f"{_API}/runs/{run['run_id']}")["state"]
        return state in _ENDED

    wait_for(ended, "the end of the run", seconds=_PATIENCE)
    return state
