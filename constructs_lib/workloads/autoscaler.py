"""Write the HorizontalPodAutoscaler of a Deployment."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Autoscaling
from ..kube import declare


def autoscaler(
    scope: Construct, *, name: str, labels: Mapping[str, str], bounds: Autoscaling
) -> None:
    """Let the load decide how many pods a Deployment has; it must not name a number itself."""
    target = k8s.MetricTargetV2(type="Utilization", average_utilization=bounds.cpu)
    cpu = k8s.ResourceMetricSourceV2(name="cpu", target=target)
    declare(
        k8s.KubeHorizontalPodAutoscalerV2,
        scope,
        "Autoscaler",
        metadata=k8s.ObjectMeta(name=name, labels=labels),
        spec=k8s.HorizontalPodAutoscalerSpecV2(
            min_replicas=bounds.minimum,
            max_replicas=bounds.maximum,
            scale_target_ref=k8s.CrossVersionObjectReferenceV2(
                api_version="apps/v1", kind="Deployment", name=name
            ),
            metrics=[k8s.MetricSpecV2(type="Resource", resource=cpu)],
        ),
    )
