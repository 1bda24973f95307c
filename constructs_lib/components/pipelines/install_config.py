"""Write the settings that several processes of Pipelines share."""

from typing import Final

from constructs import Construct

from ...config import PipelinesSettings, SecretKey, WorkloadDefaults
from ...kube import ConfigMap
from .names import LABELS

_WARNING: Final = """\
1. Do not use kubectl to edit this configmap, because some values are used
during kustomize build. Instead, change the configmap and apply the entire
kustomize manifests again.
2. After updating the configmap, some deployments may need to be restarted
until the changes take effect. A quick way to restart all deployments in a
namespace: `kubectl rollout restart deployment -n <your-namespace>`.
"""

# Whom steps run as that name no user, by the API server's variable; empty for the image's.
STEP_USER: Final = {
    f"DEFAULT_SECURITY_CONTEXT_RUN_AS_{variable}": f"defaultSecurityContextRunAs{key}"
    for variable, key in {"USER": "User", "GROUP": "Group", "NON_ROOT": "NonRoot"}.items()
}
# Whether pipelines of v1 are refused, and the profiles that may have them nevertheless.
V1: Final = {"BLOCK_V1_PIPELINES": "false", "V1_ALLOWED_NAMESPACES": ""}


class InstallConfig(ConfigMap):
    """Names of databases and buckets, hosts and defaults.

    user, password: references to the database's. access_key, secret_key: the object store's;
    empty text if pods have a role instead.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        settings: PipelinesSettings,
        defaults: WorkloadDefaults,
    ) -> None:
        database, store = settings.database, settings.object_store
        host, port = database.host, str(database.port)
        super().__init__(
            scope,
            id,
            name="pipeline-install-config",
            labels=LABELS,
            data={
                **_switches(defaults, settings),
                "ConMaxLifeTime": "120s",
                "DEFAULT_CACHE_STALENESS": settings.cache_staleness or "",
                "LOG_LEVEL": settings.log_level,
                "MAXIMUM_CACHE_STALENESS": settings.cache_staleness_limit or "",
                "appName": "pipeline",
                "appVersion": defaults.images.release.pipelines,
                "autoUpdatePipelineDefaultVersion": "true",
                "bucketName": store.bucket,
                "cacheDb": database.names.cache,
                "cacheImage": defaults.images.located(settings.cached_step_image),
                "cacheNodeRestrictions": "false",
                "cronScheduleTimezone": settings.time_zone,
                "dbHost": host,
                "dbPort": port,
                "dbType": "mysql",
                "defaultPipelineRoot": settings.installed_root,
                "mlmdDb": database.names.metadata,
                "mysqlHost": host,
                "mysqlPort": port,
                "pipelineDb": database.names.pipelines,
                "warning": _WARNING,
            },
        )
        self.user = SecretKey(secret=database.secret, key="username")
        self.password = SecretKey(secret=database.secret, key="password")
        self.access_key: SecretKey | str = ""
        self.secret_key: SecretKey | str = ""
        if secret := settings.store_secret:
            self.access_key = SecretKey(secret=secret, key="accesskey")
            self.secret_key = SecretKey(secret=secret, key="secretkey")


def _switches(defaults: WorkloadDefaults, settings: PipelinesSettings) -> dict[str, str]:
    """Return what an installation may switch, as far as its release has it."""
    kfp, found = defaults.images.release.kfp, {}
    if kfp.artifact_servers == "switch":
        # Behind the guard the page reads artifacts by the servers of profiles alone.
        guarded = settings.page == "guarded"
        found["ARTIFACTS_PROXY_ENABLED"] = str(guarded).lower()
        # Our profile hook deletes no artifacts.
        found["ARTIFACT_RETENTION_DAYS"] = "-1"
    if kfp.cluster_domain:
        found["CLUSTER_DOMAIN"] = f".svc.{defaults.cluster_domain}"
    if kfp.step_users:
        found |= dict.fromkeys(STEP_USER.values(), "")
    if kfp.v1_switch:
        found |= V1
    return found
