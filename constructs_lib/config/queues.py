"""The queues of an environment: what Kueue admits of training jobs, and what waits."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .accelerators import Accelerator, Devices, check_offered
from .checks import check_label, check_unique, parse_quantity
from .components import PIPELINES, TRAINER, TRAINING_OPERATOR
from .kueue import NOT_QUEUED
from .pods import Toleration
from .queue import FLAVOR, DeviceShare, Queue, flavor_of

if TYPE_CHECKING:
    from .environment import Config
    from .profiles import Profile

# What a flavor may have, by Kueue's definition of the kind.
_MOST: Final = 8
_WORK: Final = ("training", "pipelines")


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkloadPriority:
    """A WorkloadPriorityClass: the order in which work waits, and what may be preempted.

    It changes nothing about pods. Work names it by `kueue.x-k8s.io/priority-class`.
    name: of the object. value: higher goes first, 0 is that of work without one.
    description: what users see.
    Raises ValueError for an invalid name, and for a value outside of 32 bits.
    """

    name: str
    value: int
    description: str = ""

    def __post_init__(self) -> None:
        check_label(self.name, "workload priority")
        if not -(2**31) <= self.value < 2**31:
            raise ValueError(
                f"value of workload priority {self.name!r} must be a number of 32 bits, such "
                f"as 1000, got {self.value}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Queues:
    """The queues in which work of profiles waits for room, by Kueue.

    Kueue itself is the platform team's: docs/queues.md. `Profile(queue=…)` names a profile's.
    queues: at least one. priorities: classes of work.
    tolerations: of the taints of nodes without accelerators; Kueue adds them to all pods that
    it admits, as it adds those of an accelerator to pods that request it.
    work: what has to wait. `training`: jobs of the training operator and of Trainer; one that
    does not name the queue is refused in profiles, and so are MPIJob and MXJob of
    `kubeflow.org/v1`, which Kueue does not know. `pipelines`: every pod of every pipeline,
    drivers as well; then every profile needs a queue.
    Raises ValueError for no queue, for duplicate names, for a cohort of one queue, for sums of
    a cohort that do not add up, for more than eight tolerations, and for other work, with the
    reason.
    """

    queues: tuple[Queue, ...]
    priorities: tuple[WorkloadPriority, ...] = ()
    tolerations: tuple[Toleration, ...] = ()
    work: tuple[str, ...] = ("training",)

    def __post_init__(self) -> None:
        if not self.queues:
            raise ValueError(
                "Queues has no queue; name one, such as Queue(name='research', …), or leave "
                "out queues"
            )
        check_unique((each.name for each in self.queues), "queue")
        check_unique((each.name for each in self.priorities), "workload priority")
        check_unique(self.work, "work of queues")
        for each in self.work:
            _check_work(each)
        _check_few(len(self.tolerations), "tolerations of Queues")
        for queue in self.queues:
            self._check_cohort(queue)

    def _check_cohort(self, queue: Queue) -> None:
        """Refuse a cohort of one, and what nobody in it can lend or borrow."""
        if queue.cohort is None:
            return
        others = self._others(queue)
        if not others:
            raise ValueError(
                f"queue {queue.name!r} is alone in cohort {queue.cohort!r}, where nobody "
                "lends or borrows; name the cohort in another queue too, or leave it out"
            )
        for key, share in queue.shares.items():
            _, resource = key
            lent = self._lent(queue, key)
            if share.borrowed is not None and share.borrowed > lent:
                raise ValueError(
                    f"queue {queue.name!r} borrows {share.borrows!r} of {resource!r}, but the "
                    f"other queues of cohort {queue.cohort!r} lend {_plain(lent)} in all; "
                    "borrow less, or have them lend more"
                )
            if share.lends and not any(key in other.shares for other in others):
                raise ValueError(
                    f"queue {queue.name!r} lends {share.lends!r} of {resource!r}, which no "
                    f"other queue of cohort {queue.cohort!r} has; leave out lends, or give "
                    "one of them a share of 0"
                )

    def _others(self, queue: Queue) -> list[Queue]:
        return [o for o in self.queues if o.cohort == queue.cohort and o is not queue]

    def _lent(self, queue: Queue, key: tuple[str, str]) -> Decimal:
        """Return what the other queues of its cohort lend at most."""
        if queue.cohort is None:
            return Decimal()
        shares = (other.shares.get(key) for other in self._others(queue))
        return sum((share.lent for share in shares if share), Decimal())

    def reachable(self, queue: Queue, key: tuple[str, str]) -> Decimal:
        """Return the most that a queue may use: its own, and what it may borrow.

        key: the flavor and the resource.
        """
        share, lent = queue.shares[key], self._lent(queue, key)
        return share.own + (lent if share.borrowed is None else min(lent, share.borrowed))

    @property
    def accelerators(self) -> tuple[Accelerator, ...]:
        """The accelerators of which any queue has a share, each once."""
        return tuple({d.of.name: d.of for q in self.queues for d in q.devices}.values())


def check_queues(queues: Queues, config: "Config") -> None:
    """Refuse work that is not installed, and shares that the nodes or pods do not fit."""
    made_by = {"training": (TRAINING_OPERATOR, TRAINER), "pipelines": (PIPELINES,)}
    for work, components in made_by.items():
        if work in queues.work and not any(map(config.installs, components)):
            names = " or ".join(repr(each.name) for each in components)
            raise ValueError(
                f"Queues(work=...) has {work!r}, but component {names} is not installed; "
                f"install it, or leave {work!r} out"
            )
    for queue in queues.queues:
        for share in queue.devices:
            _check_devices(queues, queue, share, config)
        _check_room(queues, queue, config)


def _check_devices(queues: Queues, queue: Queue, share: DeviceShare, config: "Config") -> None:
    accelerator = share.of
    least = min(accelerator.counts)
    check_offered(
        Devices(share.accelerator, least), config.accelerators, f"queue {queue.name!r}"
    )
    what = f"of accelerator {accelerator.name!r}"
    _check_few(len(accelerator.node_labels), f"node_labels {what}")
    _check_few(len(accelerator.tolerations), f"tolerations {what}")
    most = queues.reachable(queue, (flavor_of(accelerator), accelerator.resource))
    if most < least:
        raise ValueError(
            f"queue {queue.name!r} may use {_plain(most)} {what}, below one pod, which "
            f"requests {least} at least; allow {least} or more, or leave the accelerator out"
        )


def _check_room(queues: Queues, queue: Queue, config: "Config") -> None:
    """Refuse less CPU or memory than one container gets that sets none."""
    defaults = config.profiles.container_defaults
    for resource in ("cpu", "memory"):
        least = getattr(defaults, resource) if defaults else "1"
        most = queues.reachable(queue, (FLAVOR, resource))
        if most < parse_quantity(least, resource):
            raise ValueError(
                f"queue {queue.name!r} may use {_plain(most)} of {resource!r}, below one pod "
                f"of {least!r}; allow more"
            )


def check_queue(profile: "Profile", environment: str, config: "Config") -> None:
    """Refuse a profile in a queue that its environment does not have, or in none."""
    queues = config.queues
    if profile.queue is None:
        if queues and "pipelines" in queues.work:
            raise ValueError(
                f"profile {profile.name!r} has no queue in environment {environment!r}, where "
                "pods of pipelines wait in one: they would wait forever; set "
                "Profile(queue=...), or leave 'pipelines' out of Queues(work=...)"
            )
        return
    names = [each.name for each in queues.queues] if queues else []
    if profile.queue not in names:
        known = f"has {', '.join(map(repr, names))}" if names else "has none"
        raise ValueError(
            f"profile {profile.name!r} names queue {profile.queue!r}, but environment "
            f"{environment!r} {known}; name one of Config(queues=...), or give each "
            "environment its own profiles by Environment(profiles=...)"
        )


def _check_work(work: str) -> None:
    if reason := NOT_QUEUED.get(work):
        raise ValueError(f"{work!r} cannot wait in queues, since {reason}; leave it out")
    if work not in _WORK:
        raise ValueError(f"work of queues must be {' or '.join(_WORK)}, got {work!r}")


def _check_few(number: int, what: str) -> None:
    if number > _MOST:
        raise ValueError(
            f"{what} are {number}, but a flavor of Kueue has {_MOST} at most; leave some out"
        )


def _plain(amount: Decimal) -> str:
    """Return an amount without an exponent, in base units."""
    return f"{amount.normalize():f}"
