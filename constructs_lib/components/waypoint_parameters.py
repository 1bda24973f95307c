"""Write the overlays that istiod applies to the objects of a waypoint."""

import json
from typing import Any

from ..config import Autoscaling, Hardening, Waypoints
from ..workloads import placed


def waypoint_parameters(waypoints: Waypoints, hardening: Hardening) -> dict[str, str]:
    """Return the ConfigMap's data: overlays by object, merged into Istio's own; none if empty.

    An autoscaler and a disruption budget are created if their key is present
    (supportedOverlays of pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go).
    """
    pod: dict[str, Any] = placed(waypoints.pods)
    if waypoints.resources:
        resources = waypoints.resources.to_spec()
        pod["containers"] = [{"name": "istio-proxy", "resources": resources}]
    spec: dict[str, Any] = {"template": {"spec": pod}} if pod else {}
    found: dict[str, Any] = {}
    if isinstance(bounds := waypoints.replicas, Autoscaling):
        found["horizontalPodAutoscaler"] = {"spec": _bounds(bounds)}
    elif bounds is not None:
        spec["replicas"] = bounds
    if spec:
        found["deployment"] = {"spec": spec}
    if waypoints.least > 1 and hardening.disruption_budgets == "replicated":
        found["podDisruptionBudget"] = {"spec": {"maxUnavailable": 1}}
    return {key: json.dumps(value, sort_keys=True) for key, value in sorted(found.items())}


def _bounds(bounds: Autoscaling) -> dict[str, Any]:
    target = {"type": "Utilization", "averageUtilization": bounds.cpu}
    return {
        "minReplicas": bounds.minimum,
        "maxReplicas": bounds.maximum,
        "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": target}}],
    }
