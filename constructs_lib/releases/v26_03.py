"""Kubeflow 26.03, of March 2026."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from .floor import Floor
from .hazards_26_03 import HAZARDS_26_03
from .retagged import retagged
from .security import PodSecurity
from .v1_11_0 import V1_11_0

_PIPELINES: Final = "2.16.0"
_KSERVE: Final = "0.16.0"
_SPARK: Final = "2.5.0"

_IMAGES: Final = MappingProxyType(
    {
        **V1_11_0.images,
        **retagged(
            V1_11_0.images, "ghcr.io/kubeflow/kfp-", old=V1_11_0.pipelines, new=_PIPELINES
        ),
        **retagged(V1_11_0.images, "kserve/", old=f"v{V1_11_0.kserve}", new=f"v{_KSERVE}"),
        "art-explainer": f"docker.io/kserve/art-explainer:v{_KSERVE}",
        **dict.fromkeys(
            ("kserve/models-web-app", "models-web-app"), "ghcr.io/kserve/models-web-app:0.16.1"
        ),
        "spark-operator": f"ghcr.io/kubeflow/spark-operator/controller:{_SPARK}",
        "dex": "ghcr.io/dexidp/dex:v2.45.0",
        "oauth2-proxy": "quay.io/oauth2-proxy/oauth2-proxy:v7.14.3",
    }
)

# The pods of Pipelines, which have the profile twice now: theirs, and their containers'.
_PIPELINES_PODS: Final = (
    "cache-server",
    "kubeflow-pipelines-profile-controller",
    "metadata-envoy-deployment",
    "metadata-grpc-deployment",
    "metadata-writer",
    "ml-pipeline",
    "ml-pipeline-persistenceagent",
    "ml-pipeline-scheduledworkflow",
    "ml-pipeline-ui",
    "ml-pipeline-viewer-crd",
    "ml-pipeline-visualizationserver",
    "mysql",
    "seaweedfs",
    "workflow-controller",
    "metacontroller",
)
_SECURITY: Final = MappingProxyType(
    {
        **V1_11_0.security,
        **{
            name: replace(each, seccomp=True)
            for name, each in V1_11_0.security.items()
            if name.partition("/")[0] in _PIPELINES_PODS
        },
        "dex/dex": replace(V1_11_0.security["dex/dex"], user=1001, group=1001),
    }
)
_POD_SECURITY: Final = MappingProxyType(
    {
        **V1_11_0.pod_security,
        **{
            name: replace(
                V1_11_0.pod_security.get(name, PodSecurity()), non_root=True, seccomp=True
            )
            for name in _PIPELINES_PODS
        },
    }
)

# The namespaces of the platform and their policies are in one folder.
_FOLDERS: Final = MappingProxyType(
    {**V1_11_0.folders, "networkpolicies": "common/kubeflow-namespace/base/kubeflow"}
)

V26_03: Final = replace(
    V1_11_0,
    name="26.03",
    commit="d68ebc7fab366ab40ddd1541d2ec22febb31bc83",
    folders=_FOLDERS,
    pipelines=_PIPELINES,
    kfp=replace(
        V1_11_0.kfp,
        store_host="seaweedfs",
        store_probes="all",
        metadata_limits=MappingProxyType(
            {
                **V1_11_0.kfp.metadata_limits,
                "max_receive_message_length": 100 * 1024 * 1024,
                "max_send_message_length": 100 * 1024 * 1024,
            }
        ),
        step_trust="config-map",
        step_users=True,
        cluster_domain=True,
        schedule_metrics=True,
        public_version=True,
    ),
    spark=_SPARK,
    kserve=_KSERVE,
    serving=replace(
        V1_11_0.serving,
        raw_mode="Standard",
        volume_setting=False,
        path_template=True,
        stops_models=True,
        llm=True,
        page_kinds=(*V1_11_0.serving.page_kinds, "inferencegraphs"),
        page_arguments="--limit-request-field_size 32000",
    ),
    images=_IMAGES,
    network_policies="each",
    impersonation=False,
    sample_parameters=False,
    spark_connects="checked",
    security=_SECURITY,
    pod_security=_POD_SECURITY,
    kubernetes=Floor(oldest="1.34", stated="1.35"),
    istio=Floor(oldest=None, stated="1.28"),
    hazards=HAZARDS_26_03,
)
