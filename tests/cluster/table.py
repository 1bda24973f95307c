"""Define the table of requests that a closed Kubeflow in ambient mode allows or denies.

A row is decided by the server that would decide it in a cluster, or by a model of it where
none can run. Rows that wait for something are listed, and fail nothing until it is there.
"""

from typing import Final

from .rows.callers import CALLER_ROWS
from .rows.components import COMPONENT_ROWS
from .rows.gateway import GATEWAY_ROWS
from .rows.katib import KATIB_ROWS
from .rows.monitoring import MONITORING_ROWS
from .rows.page import PAGE_ROWS
from .rows.pipelines import PIPELINE_ROWS
from .rows.profiles import PROFILE_ROWS
from .rows.visits import VISIT_ROWS

ROWS: Final = tuple(
    sorted(
        (
            *GATEWAY_ROWS,
            *COMPONENT_ROWS,
            *CALLER_ROWS,
            *PIPELINE_ROWS,
            *PAGE_ROWS,
            *KATIB_ROWS,
            *PROFILE_ROWS,
            *VISIT_ROWS,
            *MONITORING_ROWS,
        ),
        key=lambda row: row.number,
    )
)
