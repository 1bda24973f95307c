"""Whether users get their notebooks and their profiles."""

from typing import Final

from constructs_lib.config import WAYPOINT
from constructs_lib.config.components import NOTEBOOK_CONTROLLER, PROFILE_WAYPOINTS, PROFILES

from .metrics import EDGE
from .model import Dashboard, Panel, Query, Row
from .promql import added, of, rate

# Not by `notebook_running`: it counts stopped notebooks and never falls to 0.
_NOTEBOOKS: Final = (
    "on (namespace, pod) group_left (label_notebook_name) "
    "max by (namespace, pod, label_notebook_name) "
    '(kube_pod_labels{label_notebook_name!=""})'
)
_RUNNING: Final = 'max by (namespace, pod) (kube_pod_status_phase{phase="Running"})'
_NOT_READY: Final = 'max by (namespace, pod) (kube_pod_status_ready{condition="false"})'
_OWN: Final = 'component="profile_controller"'
_TO_PROFILES: Final = of(
    "istio_requests_total",
    EDGE,
    where='destination_service_namespace!~"kubeflow|auth|oauth2-proxy|unknown"',
)

DASHBOARD: Final = Dashboard(
    name="notebooks",
    title="Notebooks and profiles",
    sentence="For complaints such as: my notebook does not start, or my profile is closed.",
    rows=(
        Row(
            "Notebooks",
            (
                Panel(
                    title="Running notebooks",
                    sentence=(
                        "Notebooks whose pod runs, by profile; the controller's own count is "
                        "not used, since it includes stopped notebooks."
                    ),
                    queries=(
                        Query(
                            f"sum by (namespace) ({_RUNNING} * {_NOTEBOOKS})",
                            "{{namespace}}",
                            of=(NOTEBOOK_CONTROLLER.name,),
                        ),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Notebooks that are not ready",
                    sentence=(
                        "Notebooks whose pod is not ready: starting for a few minutes is "
                        "normal, longer is a lack of nodes, an image or a quota."
                    ),
                    queries=(
                        Query(
                            f"{_NOT_READY} * {_NOTEBOOKS} == 1",
                            "{{namespace}}/{{label_notebook_name}}",
                            of=(NOTEBOOK_CONTROLLER.name,),
                        ),
                    ),
                ),
                Panel(
                    title="Created notebooks",
                    sentence=(
                        "Notebooks that the controller created in the last hour, by profile; "
                        "a restart of one is not among them."
                    ),
                    queries=(
                        Query(
                            added(
                                of("notebook_create_total", "notebook-controller"),
                                "exported_namespace",
                            ),
                            "{{exported_namespace}}",
                        ),
                    ),
                ),
                Panel(
                    title="Notebooks that could not be created",
                    sentence=(
                        "Attempts of the controller that failed in the last hour, by profile: "
                        "any is a quota, an admission webhook or a missing right."
                    ),
                    queries=(
                        Query(
                            added(
                                of("notebook_create_failed_total", "notebook-controller"),
                                "exported_namespace",
                            ),
                            "{{exported_namespace}}",
                        ),
                    ),
                ),
                Panel(
                    title="Requests to profiles",
                    sentence=(
                        "Requests through the gateway to what runs in each profile: "
                        "notebooks, TensorBoards, volume viewers and models; who does not "
                        "work sends none."
                    ),
                    queries=(
                        Query(
                            rate(_TO_PROFILES, "destination_service_namespace"),
                            "{{destination_service_namespace}}",
                            of=(PROFILES.name,),
                        ),
                    ),
                    unit="reqps",
                    width=16,
                ),
            ),
        ),
        Row(
            "Profiles",
            (
                Panel(
                    title="Errors of the profile controller",
                    sentence=(
                        "Its failures in the last hour, by what it tried: while they last, a "
                        "new profile or a change of one is incomplete."
                    ),
                    queries=(
                        Query(
                            added(
                                of("request_kf_failure", "profile-controller", where=_OWN),
                                "kind",
                                "severity",
                            ),
                            "{{kind}} ({{severity}})",
                        ),
                    ),
                ),
                Panel(
                    title="Deleted and refused profiles",
                    sentence=(
                        "Profiles that were deleted in the last hour, and those that were "
                        "refused because the namespace belongs to another."
                    ),
                    queries=(
                        Query(
                            added(of("request_kf", "profile-controller", where=_OWN), "kind"),
                            "{{kind}}",
                        ),
                    ),
                ),
                Panel(
                    title="Waypoints of profiles",
                    sentence=(
                        "Available pods of each profile's waypoint: at 0 the mesh closes the "
                        "profile."
                    ),
                    queries=(
                        Query(
                            "sum by (namespace) (kube_deployment_status_replicas_available"
                            f'{{deployment="{WAYPOINT}"}})',
                            "{{namespace}}",
                            of=(PROFILE_WAYPOINTS.name,),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
