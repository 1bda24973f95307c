"""Keep Spark applications from having their operator act for another profile.

The operator starts a driver by spark-submit, in its own pod and with its own account.
Source: submission.go of kubeflow/spark-operator v2.2.0; SparkSubmit.scala and
KubernetesConf.scala of apache/spark v3.5.5.
"""

from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..schemas import SPARK_APPLICATION, SPARK_KINDS
from .policy import Demand, Kinds, TenantPolicy

NAME: Final = "spark"

# Each key becomes an argument of spark-submit, which ends it at the first equals sign.
_KEY: Final = "^spark[.][A-Za-z0-9._/-]+$"
# What spark-submit reads itself: where it writes, as whom, and which of its files it sends.
_SUBMITTERS: Final = (
    "archives",
    "files",
    "jars([.]ivy.*)?",
    "kerberos[.].*",
    "kubernetes[.].*",
    "master",
    "submit[.].*",
)
# Of Kubernetes' settings those of the driver's and executors' pods, and of their number.
_PODS: Final = (
    "allocation[.].*",
    "driverEnv[.].*",
    "local[.]dirs[.]tmpfs",
    "memoryOverheadFactor",
    "node[.]selector[.].*",
    "(driver|executor)[.](annotation|label|node[.]selector|secretKeyRef|secrets|volumes)[.].*",
    "(driver|executor)[.](limit|request)[.]cores",
)
# Not `file`, which is of the operator's pod, nor a comma, which begins the next address.
_ADDRESS: Final = (
    "^(abfss?|ftp|gs|hdfs|https?|local|oss|s3|s3a|s3n|viewfs|wasbs?)://[^,[:space:]]*$"
)
_DEPENDENCIES: Final = ("archives", "files", "jars", "pyFiles")


def guard_spark(scope: Construct, rules: TenantRules) -> None:
    """Refuse in profiles what would make the operator start pods elsewhere, or send its files.

    `spark.kubernetes.namespace` in `sparkConf` wins over the application's own namespace; with
    `mode: client` the user's code runs in the operator's pod.
    """
    files = "".join(f" +\nvariables.app.?deps.?{each}.orValue([])" for each in _DEPENDENCIES)
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[
            Kinds(
                group=SPARK_APPLICATION.group,
                resources=tuple(kind.plural for kind in SPARK_KINDS),
            )
        ],
        variables={
            # An application, or the one that a schedule starts.
            "app": "object.spec.?template.orValue(object.spec)",
            "files": f"[variables.app.mainApplicationFile]{files}",
        },
        demands=[
            Demand(
                expression=f"""
                    variables.app.?sparkConf.orValue({{}}).all(key,
                      key.matches('{_KEY}') && (
                        !key.matches('^spark[.]({"|".join(_SUBMITTERS)})$') ||
                        key.matches('^spark[.]kubernetes[.]({"|".join(_PODS)})$')))
                """,
                message=(
                    "sparkConf has a setting of spark-submit, which runs as the operator; use "
                    "the fields of spec, and of spark.kubernetes those of pods alone"
                ),
            ),
            Demand(
                expression=f"variables.files.all(file, file.matches('{_ADDRESS}'))",
                message=(
                    "mainApplicationFile and deps are addresses such as local:///… of the "
                    "image or s3a://…, one each; a path without is of the operator's pod"
                ),
            ),
            Demand(
                expression="variables.app.?mode.orValue('cluster') == 'cluster'",
                message="mode is cluster; with client the driver would run in the operator",
            ),
            Demand(
                expression="""
                    [variables.app.driver, variables.app.executor].all(pod,
                      pod.?template.?metadata.?namespace.orValue(request.namespace)
                        == request.namespace)
                """,
                message="a template's pod is of its own profile; leave out metadata.namespace",
            ),
        ],
    )
