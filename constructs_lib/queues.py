"""Configure the queues in which training jobs wait, by Kueue, and create them."""

from .arguments import check_exported
from .components.queues import WorkQueues
from .config.queue import DeviceShare, Preemption, Queue, Share
from .config.queues import Queues, WorkloadPriority

__all__ = [
    "DeviceShare",
    "Preemption",
    "Queue",
    "Queues",
    "Share",
    "WorkQueues",
    "WorkloadPriority",
]

check_exported({name: globals()[name] for name in __all__})
