"""Configure the queues in which training jobs wait, by Kueue, and create them."""

from .arguments import check_exported
from .components.queues import WorkQueues
from .config import DeviceShare, Preemption, Queue, Queues, Share, WorkloadPriority

__all__ = [
    "DeviceShare",
    "Preemption",
    "Queue",
    "Queues",
    "Share",
    "WorkQueues",
    "WorkloadPriority",
]

check_exported({"WorkQueues": WorkQueues})
