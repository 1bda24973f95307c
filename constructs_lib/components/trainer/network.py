"""Close Trainer's namespace to all but the API server, in a mesh of sidecars."""

from collections.abc import Mapping
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...config.components import TRAINER, IngressRule
from ...kube import declare, tcp_port
from ...mesh import SameNamespace
from ...releases import Release
from .names import trainer_facts

# Istio adds it to pods with a sidecar, and upstream selects them by it.
_CANONICAL: Final = "service.istio.io/canonical-name"
_TRAINER: Final = TRAINER.rule("trainer-webhook")
_JOB_SET: Final = TRAINER.rule("jobset-webhook")


class TrainerNetwork(Construct):
    """Opens the port of each webhook, and lets the namespace talk to itself.

    release: by which upstream selects JobSet's pods by labels of their own.
    Source: common/kubeflow-namespace/base/kubeflow-system of kubeflow/manifests 26.03.
    """

    def __init__(self, scope: Construct, id: str, *, release: Release) -> None:
        super().__init__(scope, id)
        SameNamespace(self, "neighbours")
        self._open(_TRAINER, {_CANONICAL: "trainer"})
        self._open(
            _JOB_SET,
            {**_JOB_SET.pods, "app.kubernetes.io/name": "jobset"}
            if trainer_facts(release).patches
            else {_CANONICAL: "jobset-controller-manager"},
        )

    def _open(self, rule: IngressRule, pods: Mapping[str, str]) -> None:
        declare(
            k8s.KubeNetworkPolicy,
            self,
            rule.name,
            metadata=k8s.ObjectMeta(name=rule.name),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels=pods),
                policy_types=["Ingress"],
                ingress=[k8s.NetworkPolicyIngressRule(ports=[tcp_port(rule.port)])],
            ),
        )
