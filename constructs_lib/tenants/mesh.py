"""Keep pods and Services of tenants in the mesh and behind their waypoint."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..config import GATEWAY_LABELS, TenantRules
from ..config.mesh import IN_MESH
from ..releases import TrainingJobs
from ..schemas import TRAIN_JOB, training_jobs
from .policy import Demand, Kinds, TenantPolicy, any_of, one_of

MEMBERS: Final = "mesh"
TEMPLATES: Final = "mesh-templates"

# Labels that a controller copies to a pod must not make it a waypoint either.
_COPIED: Final = {**IN_MESH, **dict.fromkeys(GATEWAY_LABELS, ())}
_MESSAGE: Final = (
    f"pods and Services of a profile stay in the mesh and behind its waypoint; "
    f"leave out the labels and annotations {', '.join(IN_MESH)}"
)

# Where each training job has the pods of its roles.
_REPLICAS: Final = {
    "JAXJob": "jax",
    "MPIJob": "mpi",
    "MXJob": "mx",
    "PaddleJob": "paddle",
    "PyTorchJob": "pytorch",
    "TFJob": "tf",
    "XGBoostJob": "xgb",
}
_WORKFLOWS: Final = ("cronworkflows", "workflows", "workflowtemplates")
_MODELS: Final = ("inferencegraphs", "inferenceservices", "servingruntimes")
_TRAIN_JOBS: Final = Kinds(group=TRAIN_JOB.group, resources=(TRAIN_JOB.plural,))
# Of an InferenceService; each makes a Deployment and a Service.
_SERVERS: Final = ("predictor", "transformer", "explainer")


def guard_mesh(
    scope: Construct,
    rules: TenantRules,
    *,
    jobs: TrainingJobs,
    models: bool = False,
    trainer: bool = False,
) -> None:
    """Refuse settings that move pods or Services of profiles out of the mesh or waypoint.

    A notebook outside the mesh is open to everyone, without any check. Settings that
    controllers copy to pods are also refused in the object that the user writes, so that the
    user sees the reason. jobs: the release's training jobs. models, trainer: whether KServe
    and Trainer, which copy them too, are installed.
    """
    labelled = any_of(GATEWAY_LABELS, "variables.labels")
    plurals = (kind.plural for kind in training_jobs(jobs))
    TenantPolicy(
        scope,
        name=MEMBERS,
        rules=rules,
        kinds=[Kinds(group="", resources=("pods", "services"))],
        variables={
            "fixed": _table(IN_MESH),
            # Istio's template takes the waypoint's own pods out of the mesh; who may write
            # such pods is decided in waypoint.py.
            "labels": "object.metadata.?labels.orValue({})",
            "waypoint": f"request.resource.resource == 'pods' && {labelled}",
        },
        demands=[
            Demand(
                expression=f"variables.waypoint ||\n{_stays('object.metadata')}",
                message=_MESSAGE,
            ),
            Demand(
                expression="""
                    request.resource.resource != 'pods' ||
                    !object.spec.?hostNetwork.orValue(false)
                """,
                message="a pod in its node's network is in no mesh; leave out hostNetwork",
            ),
        ],
    )
    TenantPolicy(
        scope,
        name=TEMPLATES,
        rules=rules,
        kinds=[
            Kinds(group="kubeflow.org", resources=("notebooks", "poddefaults", *plurals)),
            Kinds(group="argoproj.io", resources=_WORKFLOWS),
            *([Kinds(group="serving.kserve.io", resources=_MODELS)] if models else ()),
            *([_TRAIN_JOBS] if trainer else ()),
        ],
        variables={
            "fixed": _table(_COPIED),
            "workflow": "object.spec.?workflowSpec.orValue(object.spec)",
            "steps": """
                [dyn(variables.workflow.?templates.orValue([])),
                 dyn([variables.workflow.?templateDefaults.orValue({})])]
            """,
            "replicas": f"""
                {one_of([_REPLICAS[kind] for kind in jobs.kinds])}
                  .map(job, object.spec[?job + 'ReplicaSpecs'].orValue({{}}))
            """,
        },
        demands=[
            Demand(expression=_stays("object.metadata"), message=_MESSAGE),
            # A PodDefault's own labels and annotations are those that it puts on pods.
            Demand(
                expression=(
                    f"request.resource.resource != 'poddefaults' ||\n{_stays('object.spec')}"
                ),
                message=_MESSAGE,
            ),
            Demand(
                expression=_stays("variables.workflow.?podMetadata.orValue({})"),
                message=_MESSAGE,
            ),
            Demand(
                expression=(
                    "variables.steps.all(steps, steps == null || steps.all(step,\n"
                    f"{_stays('step.?metadata.orValue({})')}))"
                ),
                message=_MESSAGE,
            ),
            Demand(
                expression=(
                    "variables.replicas.all(replicas, replicas.all(role,\n"
                    f"{_stays('replicas[role].?template.?metadata.orValue({})')}))"
                ),
                message=_MESSAGE,
            ),
            *(_of_models() if models else ()),
            *(_of_train_jobs() if trainer else ()),
        ],
    )


def _of_models() -> tuple[Demand, ...]:
    """Return the demands about what KServe puts on pods and Services besides.

    Source: pkg/controller/v1beta1/inferenceservice/components of kserve/kserve v0.13.1.
    """
    servers = (
        "request.resource.resource != 'inferenceservices' ||\n"
        f"{one_of(_SERVERS)}.all(server,\n{_stays('dyn(object.spec[?server].orValue({}))')})"
    )
    # Since v0.15 a runtime also has pods on other nodes.
    pods = "dyn(object.spec), dyn(object.spec).?workerSpec.orValue({})"
    runtime = f"request.resource.resource != 'servingruntimes' ||\n{_stays(pods)}"
    return (
        Demand(expression=servers, message=_MESSAGE),
        Demand(expression=runtime, message=_MESSAGE),
    )


def _of_train_jobs() -> tuple[Demand, ...]:
    """Return the demands about what Trainer puts on JobSets, Jobs and pods.

    Up to Trainer 2.1 a job overrides pods, since 2.2 it patches its runtime: the JobSet, its
    Jobs and their pods. Both are checked, since the definition and the policy are not applied
    at the same moment.
    Source: pkg/runtime/core of kubeflow/trainer v2.1.0 and v2.2.0.
    """
    is_one = f"request.resource.resource != '{TRAIN_JOB.plural}'"
    overrides = (
        f"{is_one} || object.spec.?podTemplateOverrides.orValue([]).all(each,\n"
        f"{_stays('each.?metadata.orValue({})')})"
    )
    job = "job.?template.?metadata.orValue({})"
    pod = "job.?template.?spec.?template.?metadata.orValue({})"
    patches = (
        f"{is_one} || object.spec.?runtimePatches.orValue([])\n"
        "  .map(each, each.?trainingRuntimeSpec.?template.orValue({})).all(set,\n"
        f"{_stays('set.?metadata.orValue({})')} &&\n"
        "set.?spec.?replicatedJobs.orValue([]).all(job,\n"
        f"{_stays(f'{job}, {pod}')}))"
    )
    return (
        Demand(expression=f"{is_one} ||\n{_stays('object.spec')}", message=_MESSAGE),
        Demand(expression=overrides, message=_MESSAGE),
        Demand(expression=patches, message=_MESSAGE),
    )


def _table(fixed: Mapping[str, Sequence[str]]) -> str:
    """Return as CEL the values that a label or annotation may have."""
    rows = ",\n".join(f"  '{key}': {one_of(values)}" for key, values in fixed.items())
    return f"{{\n{rows}\n}}"


def _stays(metadata: str) -> str:
    """Return the CEL expression that labels and annotations do not affect the mesh.

    Definitions that preserve unknown fields also keep null, a YAML key without a value.
    """
    return (
        f"[{metadata}].all(told, told == null ||\n"
        "  [told.?labels.orValue({}), told.?annotations.orValue({})].all(found,\n"
        "    found == null || found.all(key,\n"
        "      !(key in variables.fixed) || found[key] in variables.fixed[key])))"
    )
