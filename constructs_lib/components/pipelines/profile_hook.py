"""Create each profile's objects for pipelines: artifact server, visualizations, key."""

import json
from functools import partial
from typing import Any, Final

from constructs import Construct

from ...config import (
    S3,
    BundledSeaweedFS,
    PipelinesSettings,
    PodDefault,
    Resources,
    Sidecars,
    WorkloadDefaults,
)
from ...kube import ConfigMap, namespace_of
from ...mesh import AccessPolicy
from ...schemas import POD_DEFAULT
from ...scripts import text_of
from ...scripts.pipelines_hook import ACCESS, ENABLED
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Mount,
    Probes,
    Workload,
    http_probe,
    placed,
)
from ...workloads.authorities import node_trust
from ...workloads.container import EnvironmentValue
from ..api_resource import ApiResource
from ..metacontroller import Children, Metacontroller
from ..pod_default_spec import pod_default_spec
from . import elyra, metadata, seaweedfs
from .artifacts import launcher_providers, page_environment
from .install_config import InstallConfig
from .names import API_SERVER, calls_nobody, selector
from .store_address import page_address

NAME: Final = "kubeflow-pipelines-profile-controller"

_NAMESPACES: Final = ApiResource(group="", version="v1", plural="namespaces")
_SECRETS: Final = Children(
    of=ApiResource(group="", version="v1", plural="secrets"), method="OnDelete"
)
_CHILDREN: Final = (
    Children(of=ApiResource(group="", version="v1", plural="configmaps"), method="OnDelete"),
    Children(of=ApiResource(group="apps", version="v1", plural="deployments")),
    Children(of=ApiResource(group="", version="v1", plural="services")),
)
_DESTINATION_RULES: Final = Children(
    of=ApiResource(group="networking.istio.io", version="v1alpha3", plural="destinationrules")
)
_POLICIES: Final = Children(
    of=ApiResource(
        group="security.istio.io", version="v1beta1", plural="authorizationpolicies"
    )
)
# Changes by a user or by Git are kept.
_POD_DEFAULTS: Final = Children(
    of=ApiResource(
        group=POD_DEFAULT.group, version=POD_DEFAULT.storage, plural=POD_DEFAULT.plural
    ),
    method="OnDelete",
)
# Source: "Connect the SDK to the API" of Kubeflow's documentation of Pipelines.
_ACCESS: Final = PodDefault(
    name=ACCESS,
    description="Allow access to Kubeflow Pipelines",
    env=elyra.TOKEN_PATH,
    volumes=(elyra.TOKEN,),
)
_START: Final = '''

if __name__ == "__main__":
BEFORE    main(
        json.loads(
            r"""
SETTINGS
"""
        ),
        *sys.argv[1:],
    )
'''
# What precedes it in that program's file makes it a module of its own.
_SHIPS: Final = "# From here on it ships.\n"
# By which the program reads the store's key: older ones, and those that find SeaweedFS.
_MINIO_KEY: Final = ("MINIO_ACCESS_KEY", "MINIO_SECRET_KEY")
_AWS_KEY: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_PORT: Final = 8080
_USER: Final = 1000
_FOLDER: Final = "/hooks"


class ProfileHook(Construct):
    """Runs the program that Metacontroller calls for a profile's objects for pipelines.

    address: the platform's, which Elyra shows; None if unknown.
    Source: apps/pipeline/upstream/base/installs/multi-user/pipelines-profile-controller.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        install: InstallConfig,
        metacontroller: Metacontroller,
        address: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        labels = selector(NAME)
        namespace = namespace_of(self)
        program = ConfigMap(
            self,
            "Program",
            name=f"{NAME}-code",
            labels=labels,
            data={
                "sync.py": _program(
                    _told(namespace, defaults, settings, address),
                    decorates=_decorates(defaults),
                    switches=_switches(defaults),
                )
            },
        )
        switches = ConfigMap(
            self,
            "Environment",
            name=f"{NAME}-env",
            labels=labels,
            data={"DISABLE_ISTIO_SIDECAR": "false"},
        )
        workload = Workload(
            self,
            "Workload",
            name=NAME,
            account=calls_nobody(self, name=NAME, defaults=defaults, labels=labels),
            defaults=defaults,
            selector=labels,
            injected=False,
            volumes=[ConfigMapVolume(name="hooks", config_map=program)],
            containers=[
                Container(
                    name="profile-controller",
                    image=defaults.images.located(settings.hook_image),
                    command=("python", f"{_FOLDER}/sync.py"),
                    env={
                        # Upstream's program finds its images with it.
                        "KFP_VERSION": install.key("appVersion"),
                        **_variables(settings, install, defaults, namespace),
                    },
                    env_from=switches,
                    ports={"": _PORT},
                    mounts=(Mount(volume="hooks", path=_FOLDER),),
                    more_probes=Probes(
                        liveness=http_probe("/healthz", _PORT, delay=10, period=20),
                        readiness=http_probe("/healthz", _PORT, delay=2, period=10),
                    ),
                    restricted=READ_ONLY.as_user(65532),
                )
            ],
        )
        workload.expose(service=NAME, name="http", port=80, target=_PORT, protocol="TCP")
        if not isinstance(defaults.mesh, Sidecars):
            # Its responses contain the store's key.
            AccessPolicy(
                self,
                "OnlyMetacontroller",
                name=NAME,
                selector={"app": NAME},
                callers=[metacontroller.principal],
                ports=[_PORT],
                labels=labels,
            )
        _watch(self, metacontroller, settings, defaults, namespace)


def _watch(
    scope: Construct,
    metacontroller: Metacontroller,
    settings: PipelinesSettings,
    defaults: WorkloadDefaults,
    namespace: str,
) -> None:
    """Let Metacontroller call the hook for every namespace, or for those with pipelines."""
    secrets = settings.profile_credentials == "shared"
    sidecars = isinstance(defaults.mesh, Sidecars)
    offered = settings.sdk == "offered"
    watch = metacontroller.compose
    if _decorates(defaults):
        watch = partial(metacontroller.attach, selected={ENABLED: "true"})
    watch(
        scope,
        name=NAME,
        parent=_NAMESPACES,
        children=(
            *((_SECRETS,) if secrets else ()),
            *_CHILDREN,
            *((_DESTINATION_RULES,) if sidecars else ()),
            _POLICIES,
            *((_POD_DEFAULTS,) if offered else ()),
        ),
        hook=f"http://{NAME}/sync",
        customize=f"http://{NAME}/customize" if offered else None,
        resync_seconds=3600,
        namespace=namespace,
        labels=selector(NAME),
    )


def _decorates(defaults: WorkloadDefaults) -> bool:
    return defaults.images.release.profile_hook == "decorator"


def _switches(defaults: WorkloadDefaults) -> bool:
    return defaults.images.release.kfp.artifact_servers == "switch"


def _variables(
    settings: PipelinesSettings,
    install: InstallConfig,
    defaults: WorkloadDefaults,
    namespace: str,
) -> dict[str, EnvironmentValue]:
    """Return the root of artifacts, and the store's root key if profiles get it."""
    switches = _switches(defaults)
    names = _AWS_KEY if switches else _MINIO_KEY
    values = (install.access_key, install.secret_key)
    shared = settings.profile_credentials == "shared"
    key: dict[str, EnvironmentValue] = dict(zip(names, values, strict=True)) if shared else {}
    root: dict[str, EnvironmentValue] = {
        "KFP_DEFAULT_PIPELINE_ROOT": install.key("defaultPipelineRoot")
    }
    if not switches:
        return root | key
    seaweed = isinstance(settings.object_store, BundledSeaweedFS)
    named = defaults.images.release.kfp.store_host == seaweedfs.NAME
    return {
        **(_places(namespace) if seaweed else {}),
        **key,
        **root,
        "ARTIFACTS_PROXY_ENABLED": install.key("ARTIFACTS_PROXY_ENABLED", optional=True),
        **({"OBJECT_STORE_HOST": seaweedfs.NAME} if seaweed and named else {}),
        "ARTIFACT_RETENTION_DAYS": install.key("ARTIFACT_RETENTION_DAYS"),
    }


def _places(namespace: str) -> dict[str, EnvironmentValue]:
    """Return where upstream's program makes users of SeaweedFS."""
    host = f"http://{seaweedfs.NAME}.{namespace}"
    return {
        "AWS_ENDPOINT_URL": f"{host}:{seaweedfs.IAM}",
        "S3_ENDPOINT_URL": f"{host}:{seaweedfs.PORT}",
        "AWS_REGION": "us-east-1",
    }


def _told(
    namespace: str,
    defaults: WorkloadDefaults,
    settings: PipelinesSettings,
    address: str | None,
) -> dict[str, Any]:
    """Return the settings that the program reads."""
    shared = settings.profile_credentials == "shared"
    more: dict[str, Any] = {}
    if settings.elyra:
        more["elyra"] = elyra.told(
            settings.elyra, settings, namespace=namespace, defaults=defaults, address=address
        )
    if _switches(defaults) and not settings.installed_root:
        more["root"] = settings.root
    return {
        **more,
        "access": pod_default_spec(_ACCESS) if settings.sdk == "offered" else None,
        "account": settings.runner,
        "artifactServer": {
            "image": defaults.images.named("pipelines/frontend"),
            "env": _artifact_environment(settings, namespace, defaults),
            **node_trust(settings.store_ca).of_container,
            **_confined(defaults, settings.servers["ui"]),
        },
        "callers": [defaults.mesh.principal(namespace, API_SERVER)],
        "metadata": {
            "METADATA_GRPC_SERVICE_HOST": f"{metadata.SERVICE}.{namespace}",
            "METADATA_GRPC_SERVICE_PORT": str(metadata.PORT),
        },
        "pod": {**placed(defaults.in_profiles), **node_trust(settings.store_ca).of_pod},
        "providers": launcher_providers(
            settings, namespace=namespace, release=defaults.images.release
        ),
        "secret": settings.profile_secret if shared else None,
        "sidecars": isinstance(defaults.mesh, Sidecars),
        "visualizationServer": {
            "image": defaults.images.named("pipelines/visualization-server"),
            **_confined(defaults, settings.servers["visualization-server"]),
        },
    }


def _artifact_environment(
    settings: PipelinesSettings, namespace: str, defaults: WorkloadDefaults
) -> list[dict[str, Any]]:
    """Return the settings by which a profile's artifact server uses the profile's key."""
    names = {"MINIO_ACCESS_KEY": "accesskey", "MINIO_SECRET_KEY": "secretkey"}
    plain: dict[str, str] = {}
    if isinstance(store := settings.object_store, S3):
        plain = {**page_environment(store), **node_trust(store.ca).env}
        if store.of_amazon:
            names |= {"AWS_ACCESS_KEY_ID": "accesskey", "AWS_SECRET_ACCESS_KEY": "secretkey"}
    else:
        plain = dict(page_address(store, defaults.images.release, namespace))
    secret = settings.profile_secret
    keys = names if secret else {}
    return [
        # The API server drops an empty value: with one, Metacontroller would update for ever.
        *(
            {"name": name, **({"value": value} if value else {})}
            for name, value in plain.items()
        ),
        *(
            {"name": name, "valueFrom": {"secretKeyRef": {"key": key, "name": secret}}}
            for name, key in keys.items()
        ),
    ]


def _confined(defaults: WorkloadDefaults, resources: Resources) -> dict[str, Any]:
    """Return the resources and the security context of a container in a profile."""
    found: dict[str, Any] = {"resources": resources.to_spec()}
    if defaults.hardening.security == "restricted":
        found["securityContext"] = {
            **({} if defaults.cluster.assigns_users else {"runAsUser": _USER}),
            "runAsNonRoot": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    return found


def _program(settings: dict[str, Any], *, decorates: bool, switches: bool) -> str:
    """Return the program's text with its settings, for a decorator or for a composite.

    They are part of the text, so that an overlay over upstream's base always replaces
    upstream's program.
    """
    told = json.dumps(settings, indent=2, sort_keys=True)
    text, before = text_of("pipelines_hook.py"), ""
    more = {"elyra_hook.py": "with_elyra"} if "elyra" in settings else {}
    if switches:
        more |= {"switching_hook.py": "switching"}
    if decorates:
        more |= {"decorating_hook.py": "decorating"}
    for file, function in more.items():
        _, _, ships = text_of(file).partition(_SHIPS)
        text, before = f"{text}\n\n{ships}", f"{before}    sync = {function}(sync)\n"
    return text + _START.replace("BEFORE", before).replace("SETTINGS", told)
