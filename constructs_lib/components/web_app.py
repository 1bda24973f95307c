"""Share code of the web apps for notebooks, volumes and TensorBoards."""

from collections.abc import Mapping, Sequence
from typing import Final

from constructs import Construct

from ..access import Rule, ServiceAccount, UserRoles
from ..config import WorkloadDefaults
from ..gateway import KubeflowGateway, page_canary
from ..kube import ConfigMap
from ..mesh import MutualTls
from ..workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from .settings import WebAppSettings

PORT: Final = 5000
# The images' command, for both address families: no variable can change its flag 0.0.0.0.
FOR_BOTH: Final = (
    *("gunicorn", "-w", "3", "--bind", f"[::]:{PORT}"),
    *("--access-logfile", "-", "entrypoint:app"),
)


class WebApp(Construct):
    """A Flask app behind the gateway that acts in the cluster for its user.

    Source: components/crud-web-apps of kubeflow/kubeflow v1.9.2.
    name: of the component; prefix: the path it is served under; parameters: the prefix of
    upstream's parameter names. acts: rights of the app; edit, view: rights of its users.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        prefix: str,
        parameters: str,
        user_role: str,
        acts: Sequence[Rule],
        edit: Sequence[Rule],
        view: Sequence[Rule],
        image: str,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults,
        settings: WebAppSettings,
        more_parameters: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
        volumes: Sequence[ConfigMapVolume] = (),
        mounts: Sequence[Mount] = (),
    ) -> None:
        super().__init__(scope, id)
        labels = {"app": name, "kustomize.component": name}
        self.account = ServiceAccount(
            self, "ServiceAccount", name=f"{name}-service-account", labels=labels
        )
        self.account.grant(
            *acts, role=f"{name}-cluster-role", binding=f"{name}-cluster-role-binding"
        )
        UserRoles(
            self,
            "UserRoles",
            name=f"{name}-kubeflow-{user_role}-ui",
            edit=edit,
            view=view,
            labels=labels,
        )
        secure_cookies = str(settings.secure_cookies).lower()
        # They name the notebooks and volumes of every profile, on the pages' own port.
        measured = (
            defaults.images.release.page_metrics and defaults.hardening.security == "upstream"
        )
        # Upstream fills these into the Deployment at build time and leaves them behind.
        ConfigMap(
            self,
            "Parameters",
            name=f"{name}-parameters",
            labels=labels,
            data={
                f"{parameters}_APP_SECURE_COOKIES": secure_cookies,
                f"{parameters}_CLUSTER_DOMAIN": defaults.cluster_domain,
                f"{parameters}_PREFIX": prefix,
                f"{parameters}_USERID_HEADER": settings.user_header,
                f"{parameters}_USERID_PREFIX": settings.user_prefix,
                **{
                    f"{parameters}_{key}": text
                    for key, text in (more_parameters or {}).items()
                },
                **({f"{parameters}_APP_ENABLE_METRICS": "1"} if measured else {}),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=f"{name}-deployment",
            account=self.account,
            defaults=defaults,
            selector=labels,
            volumes=volumes,
            containers=[
                Container(
                    name=name,
                    image=defaults.page_image(image),
                    command=FOR_BOTH if defaults.cluster.binds_ipv6 else (),
                    env={
                        "APP_PREFIX": prefix,
                        **(more_parameters or {}),
                        "USERID_HEADER": settings.user_header,
                        "USERID_PREFIX": settings.user_prefix,
                        "APP_SECURE_COOKIES": secure_cookies,
                        **(env or {}),
                        **({"METRICS": "1"} if measured else {}),
                        **settings.of_gunicorn,
                    },
                    ports={"": PORT},
                    mounts=tuple(mounts),
                    more_probes=Probes(
                        liveness=http_probe("/healthz/liveness", PORT, delay=10, period=30),
                        readiness=http_probe("/healthz/readiness", PORT, delay=5, period=10),
                    ),
                    restricted=READ_ONLY.as_user(1000),
                    # gunicorn keeps a file for each worker there.
                    writable=("/tmp",),  # noqa: S108
                )
            ],
        )
        self.endpoint = workload.expose(
            service=f"{name}-service",
            name="http",
            port=80,
            target=PORT,
            labels={"run": name},
            service_type="ClusterIP",
        )
        MutualTls(
            self, "MutualTls", name=name, to=self.endpoint, mesh=defaults.mesh, labels=labels
        )
        gateway.route(
            self,
            name=f"{name}-{name}",
            prefix=f"{prefix}/",
            rewrite="/",
            forwarded_prefix=prefix,
            to=self.endpoint,
            labels=labels,
            canary=page_canary(
                self, workload, name=name, gateway=gateway, defaults=defaults, labels=labels
            ),
        )
        gateway.allow_from_gateway(self, name=name, selector={"app": name}, labels=labels)
