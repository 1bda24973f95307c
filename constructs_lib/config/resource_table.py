"""The resources of each component's containers, unless an environment has others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .components import INSTALLABLE, LOGIN, SPARK_OPERATOR
from .pods import DEFAULT_ROW, Resources

# PipelinesSettings has a row for each of its processes.
ROWS: Final = tuple(each.name for each in INSTALLABLE if each.name != "pipelines")

# One row for every component, and others for the login and for Spark.
TABLE: Final[Mapping[str, Resources]] = MappingProxyType(
    {name: DEFAULT_ROW for name in ROWS if name != "pvcviewer-controller"}
    | {
        name: Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="256Mi")
        for name in LOGIN
    }
    # It starts each application by a JVM.
    | {
        SPARK_OPERATOR.name: Resources(
            cpu="100m", memory="512Mi", cpu_limit="2", memory_limit="2Gi"
        )
    }
)
