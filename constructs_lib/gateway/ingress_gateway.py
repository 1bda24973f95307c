"""The proxy behind kgateway, which authenticates requests and routes them to apps."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..catalog import Images, istio_proxy
from ..config import (
    Ambient,
    Autoscaling,
    Cluster,
    Hardening,
    Ingress,
    Monitoring,
    Pods,
    Resources,
)
from ..config.components import MetricsPort
from ..config.headers import GROUPS_HEADER, USER_HEADER
from ..config.mesh import (
    INGRESS_PODS,
    INGRESS_SERVICE_ACCOUNT,
    NETWORK,
)
from ..config.services import CLUSTER_DOMAIN
from ..kube import declare, int_or_string, namespace_of, note_made, one_mesh, quantity
from ..workloads import (
    Endpoint,
    Security,
    autoscaler,
    disruption_budget,
    field_path,
    http_probe,
    own_user_context,
    placement,
    requirements,
    topology_spread,
    variables,
)
from .ingress_policies import IngressPolicies, OpenToAll, TokenIssuer

NAME: Final = "istio-ingressgateway"
METRICS: Final = MetricsPort(
    name=NAME, pods=INGRESS_PODS, number=15020, path="/stats/prometheus", in_mesh=False
)
INGRESS_PORT: Final = 80

# As Istio runs it.
_USER: Final = 1337
_HTTP: Final = 8080
_HEALTH: Final = 15021
_CONFINED: Final = Security(no_escalation=True, drop_all=True, read_only_root=True)


class IngressGateway(Construct):
    """An Istio proxy in Kubeflow's own namespace, and its policies.

    It is a Deployment of our own because a namespace without injection cannot have
    one injected, and outside the ambient mesh because kgateway calls it in plain HTTP.
    Its policies select it by label: Istio ignores `targetRefs` on such a proxy, which would
    admit everyone. Source: istio-ingressgateway of common/istio-1-22/istio-install.

    tokens: the trusted token issuers. ingress: its size, and the extension provider in Istio's
    mesh config that authorizes requests without a token.
    dex, cookie, origins: as `IngressPolicies` has them.
    proxies: the number of proxies in front whose statements on the client's address and TLS
    are trusted; kgateway is one. pods: its placement.
    cluster_domain: the cluster's domain in DNS, as Config has it. cluster: where it runs.
    monitoring: who reads its metrics; None for nobody.
    Raises ValueError in another namespace than the mesh's `ingress_namespace`: the apps would
    refuse every request.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        mesh: Ambient,
        images: Images = Images(),
        tokens: Sequence[TokenIssuer],
        ingress: Ingress = Ingress(),
        user_header: str = USER_HEADER,
        dex: bool = True,
        cookie: str | None = None,
        origins: Sequence[str] | None = None,
        proxies: int = 1,
        pods: Pods = Pods(),
        hardening: Hardening = Hardening(),
        cluster_domain: str = CLUSTER_DOMAIN,
        cluster: Cluster = Cluster(),
        monitoring: Monitoring | None = None,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, mesh)
        note_made(self, NAME)
        self._namespace = namespace_of(self)
        self._cluster_domain = cluster_domain
        self._monitoring = monitoring
        self._user = None if cluster.assigns_users else _USER
        if mesh.ingress_namespace != self._namespace:
            raise ValueError(
                f"the ingress gateway is in namespace {self._namespace!r}, but the apps admit "
                f"one in {mesh.ingress_namespace!r}; set "
                f"Ambient(ingress_namespace={self._namespace!r})"
            )
        image = images.located(istio_proxy(mesh.istio))
        several = ingress.least(pods) > 1
        declare(
            k8s.KubeServiceAccount,
            self,
            "ServiceAccount",
            metadata=k8s.ObjectMeta(name=INGRESS_SERVICE_ACCOUNT, labels=INGRESS_PODS),
        )
        declare(
            k8s.KubeDeployment,
            self,
            "Deployment",
            metadata=k8s.ObjectMeta(name=NAME, labels=INGRESS_PODS),
            spec=k8s.DeploymentSpec(
                replicas=ingress.fixed(pods),
                selector=k8s.LabelSelector(match_labels=INGRESS_PODS),
                strategy=k8s.DeploymentStrategy(
                    rolling_update=k8s.RollingUpdateDeployment(
                        max_surge=int_or_string("100%"),
                        max_unavailable=int_or_string(0),
                    )
                ),
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(
                        labels={
                            **INGRESS_PODS,
                            "istio.io/dataplane-mode": "none",
                            "sidecar.istio.io/inject": "false",
                            **mesh.chosen_revision,
                            **({NETWORK: mesh.network} if mesh.network else {}),
                        },
                        annotations={
                            "proxy.istio.io/config": json.dumps(
                                _settings(mesh, proxies), separators=(",", ":")
                            ),
                            **self._found_by(monitoring),
                        },
                    ),
                    spec=self._pod(image, mesh, pods, ingress.resources, several=several),
                ),
            ),
        )
        if isinstance(ingress.replicas, Autoscaling):
            autoscaler(self, name=NAME, labels=INGRESS_PODS, bounds=ingress.replicas)
        if several and hardening.disruption_budgets == "replicated":
            disruption_budget(self, name=NAME, selector=INGRESS_PODS)
        self.endpoint = self._service()
        OpenToAll(self, "Open", selector=INGRESS_PODS)
        IngressPolicies(
            self,
            "Policies",
            app=INGRESS_PODS["app"],
            tokens=tokens,
            provider=ingress.provider,
            headers=(user_header, GROUPS_HEADER),
            dex=dex,
            cookie=cookie,
            origins=origins,
            cluster_domain=cluster_domain,
        )

    @staticmethod
    def _found_by(monitoring: Monitoring | None) -> Mapping[str, str]:
        if monitoring is None or monitoring.discovery == "operator":
            return {}
        return METRICS.annotations

    def _service(self) -> Endpoint:
        declare(
            k8s.KubeService,
            self,
            "Service",
            metadata=k8s.ObjectMeta(name=NAME, labels=INGRESS_PODS),
            spec=k8s.ServiceSpec(
                type="ClusterIP",
                selector=INGRESS_PODS,
                ports=[
                    k8s.ServicePort(
                        name="status-port",
                        port=_HEALTH,
                        target_port=int_or_string(_HEALTH),
                    ),
                    # The protocol makes kgateway upgrade to websockets.
                    k8s.ServicePort(
                        name="http2",
                        port=INGRESS_PORT,
                        target_port=int_or_string(_HTTP),
                        app_protocol="kubernetes.io/ws",
                    ),
                ],
            ),
        )
        return Endpoint(
            service=NAME,
            namespace=self._namespace,
            port=INGRESS_PORT,
            cluster_domain=self._cluster_domain,
        )

    def _pod(
        self, image: str, mesh: Ambient, pods: Pods, resources: Resources, *, several: bool
    ) -> k8s.PodSpec:
        probe = http_probe("/healthz/ready", _HEALTH, delay=1, period=2)
        owner = f"kubernetes://apis/apps/v1/namespaces/{self._namespace}/deployments/{NAME}"
        fields = {
            "NODE_NAME": "spec.nodeName",
            "POD_NAME": "metadata.name",
            "POD_NAMESPACE": "metadata.namespace",
            "INSTANCE_IP": "status.podIP",
            "HOST_IP": "status.hostIP",
            "SERVICE_ACCOUNT": "spec.serviceAccountName",
            "ISTIO_META_NODE_NAME": "spec.nodeName",
        }
        texts = {
            "PILOT_CERT_PROVIDER": "istiod",
            "CA_ADDR": mesh.discovery_address,
            "ISTIO_META_WORKLOAD_NAME": NAME,
            "ISTIO_META_OWNER": owner,
            "ISTIO_META_MESH_ID": mesh.trust_domain,
            "TRUST_DOMAIN": mesh.trust_domain,
            "ISTIO_META_UNPRIVILEGED_POD": "true",
            "ISTIO_META_CLUSTER_ID": mesh.cluster_id,
            **({"ISTIO_META_NETWORK": mesh.network} if mesh.network else {}),
        }
        computed = {name: field_path(path) for name, path in fields.items()}
        computed["ISTIO_CPU_LIMIT"] = k8s.EnvVarSource(
            # Argo CD would see the API server's default divisor as a change.
            resource_field_ref=k8s.ResourceFieldSelector(
                resource="limits.cpu", divisor=quantity("1")
            )
        )
        return k8s.PodSpec(
            service_account_name=INGRESS_SERVICE_ACCOUNT,
            # It authenticates to istiod by the token among its volumes, whose audience is
            # istiod.
            automount_service_account_token=False,
            **placement(pods),
            topology_spread_constraints=topology_spread(pods, INGRESS_PODS)
            if several
            else None,
            security_context=k8s.PodSecurityContext(
                run_as_non_root=True,
                run_as_user=self._user,
                run_as_group=self._user,
                seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
            ),
            containers=[
                k8s.Container(
                    name="istio-proxy",
                    image=image,
                    args=[
                        "proxy",
                        "router",
                        "--domain",
                        f"$(POD_NAMESPACE).svc.{self._cluster_domain}",
                        "--proxyLogLevel=warning",
                        "--proxyComponentLogLevel=misc:error",
                        "--log_output_level=default:info",
                    ],
                    env=variables("istio-proxy", {**texts, **computed}, pods.env or {}),
                    ports=[
                        k8s.ContainerPort(container_port=_HEALTH),
                        k8s.ContainerPort(container_port=_HTTP),
                        *self._metrics_port(),
                        k8s.ContainerPort(container_port=15090, name="http-envoy-prom"),
                    ],
                    readiness_probe=probe,
                    resources=requirements(resources),
                    security_context=own_user_context(_CONFINED),
                    volume_mounts=[
                        k8s.VolumeMount(name=name, mount_path=path, read_only=read_only)
                        for name, path, read_only in _MOUNTS
                    ],
                )
            ],
            volumes=_volumes(mesh),
        )

    def _metrics_port(self) -> list[k8s.ContainerPort]:
        if self._monitoring is None:
            return []
        return [k8s.ContainerPort(container_port=METRICS.number, name=METRICS.port_name)]


_MOUNTS: Final = (
    ("workload-socket", "/var/run/secrets/workload-spiffe-uds", None),
    ("credential-socket", "/var/run/secrets/credential-uds", None),
    ("workload-certs", "/var/run/secrets/workload-spiffe-credentials", None),
    ("istio-envoy", "/etc/istio/proxy", None),
    ("config-volume", "/etc/istio/config", None),
    ("istiod-ca-cert", "/var/run/secrets/istio", None),
    ("istio-token", "/var/run/secrets/tokens", True),
    ("istio-data", "/var/lib/istio/data", None),
    ("podinfo", "/etc/istio/pod", None),
)


def _settings(mesh: Ambient, proxies: int) -> dict[str, Any]:
    """Return the proxy config, since Istio's ConfigMap is not in its namespace.

    X-Forwarded-Proto from kgateway tells whether the browser used TLS.
    """
    topology = {"gatewayTopology": {"numTrustedProxies": proxies}}
    if mesh.discovery_address == Ambient().discovery_address:
        return topology
    return {**topology, "discoveryAddress": mesh.discovery_address}


def _volumes(mesh: Ambient) -> list[k8s.Volume]:
    empty = (
        "workload-socket",
        "credential-socket",
        "workload-certs",
        "istio-envoy",
        "istio-data",
    )
    token = k8s.ServiceAccountTokenProjection(
        audience="istio-ca", expiration_seconds=43200, path="istio-token"
    )
    return [
        *(k8s.Volume(name=name, empty_dir=k8s.EmptyDirVolumeSource()) for name in empty),
        k8s.Volume(
            name="istiod-ca-cert",
            config_map=k8s.ConfigMapVolumeSource(name="istio-ca-root-cert"),
        ),
        k8s.Volume(
            name="config-volume",
            config_map=k8s.ConfigMapVolumeSource(name=mesh.settings, optional=True),
        ),
        k8s.Volume(
            name="istio-token",
            projected=k8s.ProjectedVolumeSource(
                sources=[k8s.VolumeProjection(service_account_token=token)]
            ),
        ),
        k8s.Volume(
            name="podinfo",
            downward_api=k8s.DownwardApiVolumeSource(
                items=[
                    k8s.DownwardApiVolumeFile(
                        path=path,
                        field_ref=k8s.ObjectFieldSelector(field_path=f"metadata.{path}"),
                    )
                    for path in ("labels", "annotations")
                ]
            ),
        ),
    ]
