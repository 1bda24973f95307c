"""Create admission webhooks of workloads, and their certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..config import Cluster
from ..kube import Manifest, cluster_scoped, declare
from .workload import Endpoint

_CERT_MANAGER: Final = "cert-manager.io/v1"
# The port of a Service that the API server calls by default.
_HTTPS: Final = 443
INJECT_CA: Final = "cert-manager.io/inject-ca-from"


class ServingCertificate(Construct):
    """A certificate for a Service, self-signed and renewed by cert-manager into a Secret.

    dns_names, common_name: if upstream's differ from the Service's. with_issuer: whether the
    issuer is made with it, or with another certificate.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        issuer: str,
        secret: str,
        endpoint: Endpoint,
        authority: bool,
        labels: Mapping[str, str] | None = None,
        dns_names: Sequence[str] = (),
        common_name: str | None = None,
        with_issuer: bool = True,
    ) -> None:
        super().__init__(scope, id)
        self.secret = secret
        self.injection = {INJECT_CA: f"{endpoint.namespace}/{name}"}
        short = f"{endpoint.service}.{endpoint.namespace}.svc"
        if with_issuer:
            Manifest(
                self,
                "Issuer",
                api_version=_CERT_MANAGER,
                kind="Issuer",
                metadata=ApiObjectMetadata(name=issuer, labels=labels),
                body={"spec": {"selfSigned": {}}},
            )
        spec: dict[str, Any] = {
            "dnsNames": list(dns_names) or [short, endpoint.host],
            "issuerRef": {"kind": "Issuer", "name": issuer},
            "secretName": secret,
        }
        if authority:
            spec |= {"commonName": common_name or short, "isCA": True}
        elif common_name:
            spec["commonName"] = common_name
        Manifest(
            self,
            "Certificate",
            api_version=_CERT_MANAGER,
            kind="Certificate",
            metadata=ApiObjectMetadata(name=name, labels=labels),
            body={"spec": spec},
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """The requests that a webhook receives from the API server."""

    group: str
    version: str
    resource: str
    operations: tuple[str, ...]

    def to_k8s(self) -> k8s.RuleWithOperations:
        """Return the rule as cdk8s writes it."""
        return k8s.RuleWithOperations(
            api_groups=[self.group],
            api_versions=[self.version],
            operations=list(self.operations),
            resources=[self.resource],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """A webhook of a workload, and the requests that it covers.

    namespaces: labels of the covered namespaces; all if None.
    objects: labels of the covered objects; all if None.
    passes_over: in their place, a label and its value of excluded objects.
    never: labels of excluded objects, whatever their value.
    not_by: excluded users, by what excludes them.
    with_labels: in their place, labels that an object must have, whatever their value.
    namespaces_without: in place of `namespaces`, labels of excluded namespaces, whatever their
    value. again: call it again if another webhook has changed the object after it, as
    upstream does for a mutating one.
    dry_runs: whether it has side effects, but none in a dry run, as upstream writes for some.
    optional: admit requests unchanged while the workload is unavailable.
    timeout: seconds for a response, Kubernetes' by default.
    writes_failure: whether to write that requests are refused while the workload is
    unavailable; upstream omits it in some cases, which is Kubernetes' default.
    """

    name: str
    path: str
    watched: Watched
    namespaces: Mapping[str, str] | None = None
    objects: Mapping[str, str] | None = None
    passes_over: tuple[str, str] | None = None
    never: tuple[str, ...] = ()
    not_by: Mapping[str, str] = field(default_factory=dict)
    with_labels: tuple[str, ...] = ()
    namespaces_without: tuple[str, ...] = ()
    again: bool = False
    dry_runs: bool = False
    optional: bool = False
    timeout: int | None = None
    review_versions: tuple[str, ...] = ("v1",)
    writes_failure: bool = True

    def fields(self, endpoint: Endpoint) -> dict[str, Any]:
        """Return the fields that mutating and validating webhooks share."""
        failure = "Ignore" if self.optional else "Fail"
        return {
            "name": self.name,
            "admission_review_versions": list(self.review_versions),
            "client_config": _client(endpoint, self.path),
            "failure_policy": failure if self.writes_failure else None,
            "side_effects": "NoneOnDryRun" if self.dry_runs else "None",
            "rules": [self.watched.to_k8s()],
            "namespace_selector": _with(self.namespaces)
            or _without(None, self.namespaces_without),
            "object_selector": _with(self.objects)
            or _having(self.with_labels)
            or _without(self.passes_over, self.never),
            "match_conditions": [
                k8s.MatchCondition(
                    name=name, expression=f'request.userInfo.username != "{user}"'
                )
                for name, user in self.not_by.items()
            ]
            or None,
            "timeout_seconds": self.timeout,
        }


class MutatingWebhook(Construct):
    """Lets a workload change objects before they are stored; fails closed by default.

    certificate: the workload's; None if it manages its own. cluster: where it runs.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        endpoint: Endpoint,
        webhooks: Sequence[Webhook],
        certificate: ServingCertificate | None = None,
        labels: Mapping[str, str] | None = None,
        cluster: Cluster = Cluster(),
    ) -> None:
        super().__init__(scope, id)
        cluster_scoped(
            declare(
                k8s.KubeMutatingWebhookConfiguration,
                self,
                "Resource",
                metadata=_metadata(name, certificate, labels, cluster),
                webhooks=[
                    k8s.MutatingWebhook(
                        **hook.fields(endpoint),
                        reinvocation_policy="IfNeeded" if hook.again else None,
                    )
                    for hook in webhooks
                ],
            )
        )


class ValidatingWebhook(Construct):
    """Lets a workload refuse objects; fails closed by default.

    certificate: the workload's; None if it manages its own. cluster: where it runs.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        endpoint: Endpoint,
        webhooks: Sequence[Webhook],
        certificate: ServingCertificate | None = None,
        labels: Mapping[str, str] | None = None,
        cluster: Cluster = Cluster(),
    ) -> None:
        super().__init__(scope, id)
        cluster_scoped(
            declare(
                k8s.KubeValidatingWebhookConfiguration,
                self,
                "Resource",
                metadata=_metadata(name, certificate, labels, cluster),
                webhooks=[k8s.ValidatingWebhook(**hook.fields(endpoint)) for hook in webhooks],
            )
        )


def _metadata(
    name: str,
    certificate: ServingCertificate | None,
    labels: Mapping[str, str] | None,
    cluster: Cluster,
) -> k8s.ObjectMeta:
    injection = certificate.injection if certificate else {}
    annotations = {**injection, **cluster.of_webhooks}
    return k8s.ObjectMeta(name=name, labels=labels, annotations=annotations or None)


def _client(endpoint: Endpoint, path: str) -> k8s.WebhookClientConfig:
    return k8s.WebhookClientConfig(
        service=k8s.ServiceReference(
            name=endpoint.service,
            namespace=endpoint.namespace,
            path=path,
            port=None if endpoint.port == _HTTPS else endpoint.port,
        )
    )


def _with(labels: Mapping[str, str] | None) -> k8s.LabelSelector | None:
    return k8s.LabelSelector(match_labels=labels) if labels else None


def _having(labels: Sequence[str]) -> k8s.LabelSelector | None:
    expressions = [k8s.LabelSelectorRequirement(key=key, operator="Exists") for key in labels]
    return k8s.LabelSelector(match_expressions=expressions) if expressions else None


def _without(label: tuple[str, str] | None, never: Sequence[str]) -> k8s.LabelSelector | None:
    expressions = [
        k8s.LabelSelectorRequirement(key=key, operator="DoesNotExist") for key in never
    ]
    if label is not None:
        key, value = label
        expressions.append(
            k8s.LabelSelectorRequirement(key=key, operator="NotIn", values=[value])
        )
    return k8s.LabelSelector(match_expressions=expressions) if expressions else None
