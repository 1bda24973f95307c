"""What can go wrong between v1.10.2 and v1.11.0."""

from typing import Final

from .hazard import All, Differs, Has, Hazard, Lacks, OtherImages, Stays
from .hazards_each_step import HAZARDS_EACH_STEP
from .hazards_kserve_0_16 import HAZARDS_KSERVE_0_15_2

_DISTRIBUTION: Final = "https://github.com/kubeflow/community-distribution"
_PIPELINES: Final = "https://github.com/kubeflow/pipelines"
_GATEWAY: Final = "kubeflow-waypoint"
_LABEL: Final = ("metadata", "labels", "pod-security.kubernetes.io/enforce")
_SETTINGS: Final = "pipeline-install-config"
_PROXY: Final = ("data", "ARTIFACTS_PROXY_ENABLED")
_GROUP: Final = ("spec", "template", "spec", "securityContext", "fsGroup")
# Pipelines runs it on both sides, of another version.
_NEW_PIPELINES: Final = All(
    (
        OtherImages("Deployment", "ml-pipeline"),
        Differs("ConfigMap", _SETTINGS, ("data", "appVersion")),
    )
)
_OLD_SERVER: Final = (
    "restore the snapshot of the volume, or give the old server an empty one and load the "
    "dump: docs/upgrade.md, Back from MySQL 8.4"
)
_TOO_LONG: Final = (
    "SELECT Name FROM pipelines WHERE CHAR_LENGTH(Name) > 128 "
    "UNION SELECT Name FROM experiments WHERE CHAR_LENGTH(Name) > 128 "
    "UNION SELECT Name FROM pipeline_versions WHERE CHAR_LENGTH(Name) > 127"
)

_RESTRICTED: Final = Hazard(
    name="Pod Security in `kubeflow`",
    when=All(
        (
            Differs("Namespace", "kubeflow", _LABEL),
            Has("Namespace", "kubeflow", _LABEL, "restricted"),
        )
    ),
    part="lacking",
    what=(
        "The namespace enforces the level `restricted`: pods of your own there that violate "
        "it keep running, and cannot be created again. Experiments of Katib belong in "
        "profiles: their suggestions violate it."
    ),
    commands=(
        (
            "kubectl label --dry-run=server --overwrite namespace kubeflow "
            "pod-security.kubernetes.io/enforce=restricted"
        ),
    ),
    seen="the command warns of no pod but those of Kubeflow, which the step changes",
    link=f"{_DISTRIBUTION}/pull/3190",
)

_WAYPOINT: Final = Hazard(
    name="The waypoint of Pipelines with an Istio before 1.26",
    when=All(
        (
            Differs("Namespace", "kubeflow", _LABEL),
            Has("Namespace", "kubeflow", _LABEL, "restricted"),
            Has("Gateway", _GATEWAY, ("spec", "gatewayClassName"), "istio-waypoint"),
            Lacks("ConfigMap", _GATEWAY),
        )
    ),
    part="lacking",
    what=(
        "The namespace refuses the pods that istiod makes of the waypoint, which lack a "
        "seccomp profile: the one that runs is not created again, and without it nobody "
        "reaches Pipelines. Set `gateways.seccompProfile.type=RuntimeDefault` in istiod's "
        "values, or upgrade Istio and name 1.26.0 or later in `Ambient(istio=…)`."
    ),
    commands=(
        (
            "kubectl get deployments -n kubeflow --selector "
            f"gateway.networking.k8s.io/gateway-name={_GATEWAY} "
            "-o jsonpath='{..seccompProfile.type}'"
        ),
    ),
    seen="the command prints RuntimeDefault",
    link="https://github.com/istio/istio/issues/56383",
)

_LONG_NAMES: Final = Hazard(
    name="Names that are too long for the tables of Pipelines",
    when=_NEW_PIPELINES,
    part="first",
    what=(
        "The API server of Pipelines 2.15 makes columns shorter, and does not start if a "
        "value is longer: 128 characters for names of pipelines and experiments, 127 for "
        "those of versions. Shorten what the query finds by an UPDATE, on an external server "
        "as well: no page renames them, and runs refer to them by UUID."
    ),
    commands=(
        (
            "kubectl exec -i -n kubeflow deployment/mysql -- sh -c 'MYSQL_PWD="
            '"$MYSQL_ROOT_PASSWORD" mysql --user=root mlpipeline\' '
            f'<<< "{_TOO_LONG}"'
        ),
    ),
    seen="`kubectl logs -n kubeflow deployment/ml-pipeline` does not say `[Preflight]`",
    link=f"{_PIPELINES}/pull/12013",
)

_TABLES: Final = Hazard(
    name="The tables of Pipelines",
    when=_NEW_PIPELINES,
    part="data",
    what=(
        "When it first starts, the API server of Pipelines 2.15 drops foreign keys and "
        "indexes, makes columns shorter and fills new ones, and has no program to change them "
        "back. With many runs it takes minutes, in which the server answers nothing."
    ),
    back_up="the databases of Pipelines, as above, right before the merge",
    seen="`kubectl rollout status -n kubeflow deployment/ml-pipeline`, and runs are listed",
    back="restore the dump: no older server is meant for the new tables",
    irreversible=True,
    link=f"{_PIPELINES}/pull/12013",
)

_MYSQL: Final = Hazard(
    name="MySQL 8.4",
    when=OtherImages("Deployment", "mysql"),
    part="data",
    what=(
        "MySQL 8.4 upgrades the data of MySQL 8.0 when it first starts, and MySQL 8.0 can "
        "never open them again. It refuses data of a server that crashed: see that MySQL runs "
        "well before the step, and do not kill its pod. This is not tested: no test of this "
        "library runs both servers."
    ),
    back_up="the volume of the claim `mysql-pv-claim`: a snapshot, besides the dump",
    commands=("kubectl rollout status -n kubeflow deployment/mysql",),
    seen="`kubectl logs -n kubeflow deployment/mysql` says `ready for connections`",
    back=_OLD_SERVER,
    irreversible=True,
    restored=True,
    link="https://github.com/docker-library/mysql/issues/592",
)

_KATIB_MYSQL: Final = Hazard(
    name="The MySQL of Katib",
    when=OtherImages("Deployment", "katib-mysql"),
    part="data",
    what=(
        "Katib's MySQL changes from 8.0.29 to 8.0.44, which upgrades its data: "
        "8.0.29 can never open them again. It refuses data of a server that crashed as well."
    ),
    back_up="the volume of the claim `katib-mysql`: a snapshot, besides the dump",
    commands=("kubectl rollout status -n kubeflow deployment/katib-mysql",),
    seen="the page of Katib lists the trials of an old experiment",
    back=_OLD_SERVER,
    irreversible=True,
    restored=True,
    link="https://github.com/kubeflow/katib/issues/1939",
)

_KATIB_OWNER: Final = Hazard(
    name="The owner of the volume of Katib's MySQL",
    when=Differs("Deployment", "katib-mysql", _GROUP),
    part="data",
    what=(
        "It runs as user and group 999, no longer as root, and the kubelet gives its files to "
        "the group as the volume is mounted. A volume that cannot change its group, such as "
        "one of NFS or hostPath, must be given to 999 by hand, or MySQL does not start."
    ),
    back_up="the volume of the claim `katib-mysql`: a snapshot, or the dump",
    seen="`kubectl rollout status -n kubeflow deployment/katib-mysql`",
    back="none is needed: root reads the files of any group",
    link=f"{_DISTRIBUTION}/issues/3018",
)

_SERVERS: Final = Hazard(
    name="Artifact servers in profiles",
    when=All(
        (
            Differs("ConfigMap", _SETTINGS, _PROXY),
            Has("ConfigMap", _SETTINGS, _PROXY, "false"),
        )
    ),
    part="lost",
    what=(
        "With `PipelinesSettings(page='open')` profiles have no artifact server any more: "
        "Metacontroller deletes the Deployments and Services `ml-pipeline-ui-artifact`, and "
        "the page reads artifacts with its own key. What only a profile may read, such as a "
        "bucket of its own, no longer opens on the page; runs still read and write it. "
        "`page='guarded'`, the default, keeps the servers."
    ),
    commands=(
        (
            "kubectl get configmaps --all-namespaces --field-selector "
            "metadata.name=kfp-launcher -o custom-columns="
            "NAMESPACE:.metadata.namespace,ROOT:.data.defaultPipelineRoot"
        ),
    ),
    seen="an artifact of each such root opens on the page of its run",
    back="the old hook makes the servers again",
    link=f"{_PIPELINES}/issues/12239",
)

_MINIO_STAYS: Final = Hazard(
    name="The bundled store",
    when=Stays("Deployment", "minio"),
    part="after",
    what=(
        "Upstream bundles SeaweedFS from v1.11.0 on. This environment keeps MinIO, its "
        "volume and its keys, so that nobody has to move artifacts: another store is a step "
        "of its own, by `BundledSeaweedFS(content='copied')`."
    ),
    seen="an artifact of an old run opens on its page",
    by_hand=False,
    link=f"{_DISTRIBUTION}/issues/3472",
)

_TRAINING: Final = Hazard(
    name="Jobs of the training operator",
    when=Stays("Deployment", "training-operator"),
    part="after",
    what=(
        "Upstream installs Trainer instead of the training operator from v1.11.0 on. "
        "This environment keeps the operator, its kinds and users' jobs; the component "
        "`trainer` can be chosen beside it. Leave the operator out only when nobody has a "
        "job: its definitions stay then, and nothing runs what they describe."
    ),
    commands=(
        (
            "kubectl get pytorchjobs,tfjobs,mpijobs,xgboostjobs,paddlejobs,jaxjobs "
            "--all-namespaces"
        ),
    ),
    seen="the command lists the same jobs as before",
    by_hand=False,
    link="https://github.com/kubeflow/trainer/issues/2412",
)

HAZARDS_1_11_0: Final = (
    *HAZARDS_EACH_STEP,
    _RESTRICTED,
    _WAYPOINT,
    _LONG_NAMES,
    _TABLES,
    _MYSQL,
    _KATIB_MYSQL,
    _KATIB_OWNER,
    _SERVERS,
    _MINIO_STAYS,
    _TRAINING,
    *HAZARDS_KSERVE_0_15_2,
)
