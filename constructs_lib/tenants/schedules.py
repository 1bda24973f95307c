"""Keep recurring runs from starting in another profile.

Their controller asks the API server of Pipelines for each run, as an account that may create
runs everywhere, in the experiment that the ScheduledWorkflow names; the run is where that
experiment is.
Source: controller.go of backend/src/crd/controller/scheduledworkflow, Pipelines 2.5.0 to
2.16.1.
"""

from typing import Final

from constructs import Construct

from ..config import TenantRules, api_user
from ..config.components import KUBEFLOW_NAMESPACE
from ..config.components.pipelines import API
from ..schemas import SCHEDULED_WORKFLOW
from .policy import BY_ADMINISTRATOR, Demand, Kinds, TenantPolicy

NAME: Final = "schedules"

_WRITER: Final = api_user(KUBEFLOW_NAMESPACE, API)


def guard_schedules(scope: Construct, rules: TenantRules) -> None:
    """Refuse in profiles recurring runs whose experiment somebody else than Pipelines named.

    Its API server has asked whether its own user may create runs there.
    """
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[Kinds(group=SCHEDULED_WORKFLOW.group, resources=(SCHEDULED_WORKFLOW.plural,))],
        demands=[
            Demand(
                expression=f"""
                    object.?spec.?experimentId.orValue('') == '' ||
                    request.operation == 'UPDATE' &&
                    object.?spec.?experimentId == oldObject.?spec.?experimentId ||
                    request.userInfo.username == '{_WRITER}' ||
                    {BY_ADMINISTRATOR}
                """,
                message=(
                    "the experiment of a recurring run decides in whose profile it runs; "
                    "create the recurring run by the page or the SDK of Pipelines"
                ),
            )
        ],
    )
