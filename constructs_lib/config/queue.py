"""A queue of Kueue: what its work may use of each resource, lend and borrow."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from .accelerators import Accelerator, AnyAccelerator
from .checks import check_choices, check_label, check_unique, parse_quantity

# The flavor of CPU and memory; those of accelerators have this prefix.
FLAVOR: Final = "kubeflow"
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Share:
    """What a queue may use of CPU or memory, as quantities of Kubernetes.

    nominal: its own. borrows: the most that it may use beyond that of what the other queues of
    its cohort leave idle. lends: the most of its own that these may borrow. None sets no
    limit; both need a cohort.
    Source: `nominalQuota`, `borrowingLimit` and `lendingLimit` of Kueue's ClusterQueue.
    Raises ValueError for an invalid quantity, and for lending more than the queue's own.
    """

    nominal: str
    borrows: str | None = None
    lends: str | None = None

    def __post_init__(self) -> None:
        for name in ("nominal", "borrows", "lends"):
            if (value := getattr(self, name)) is not None:
                parse_quantity(value, f"{name} of a queue's share")
        if self.lends is not None and self.lent > self.own:
            raise ValueError(
                f"lends={self.lends!r} is more than nominal={self.nominal!r}, and a queue can "
                "lend only what it has; lend less, or leave out lends to lend all of it"
            )

    @property
    def own(self) -> Decimal:
        """What is the queue's own, in base units."""
        return parse_quantity(self.nominal, "nominal of a queue's share")

    @property
    def lent(self) -> Decimal:
        """The most that others may borrow of it."""
        if self.lends is None:
            return self.own
        return parse_quantity(self.lends, "lends of a queue's share")

    @property
    def borrowed(self) -> Decimal | None:
        """The most that it may borrow; None for no limit."""
        if self.borrows is None:
            return None
        return parse_quantity(self.borrows, "borrows of a queue's share")


@dataclass(frozen=True, slots=True)
class DeviceShare:
    """What a queue may use of an accelerator: numbers of devices, as in `Share`.

    accelerator: one of `Config.accelerators`. nominal, borrows, lends: as in `Share`.
    Raises ValueError for a negative number, and for lending more than the queue's own.
    """

    accelerator: AnyAccelerator
    nominal: int
    borrows: int | None = None
    lends: int | None = None

    def __post_init__(self) -> None:
        for name in ("nominal", "borrows", "lends"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= _LARGEST:
                raise ValueError(
                    f"{name} of accelerator {self.of.name!r} must be a number of devices from "
                    f"0, got {value}"
                )
        if self.lends is not None and self.lends > self.nominal:
            raise ValueError(
                f"lends={self.lends} of accelerator {self.of.name!r} is more than "
                f"nominal={self.nominal}, and a queue can lend only what it has; lend less, "
                "or leave out lends to lend all of it"
            )

    @property
    def of(self) -> Accelerator:
        """The accelerator."""
        return self.accelerator.accelerator

    @property
    def share(self) -> Share:
        """The same as quantities."""
        borrows, lends = (
            None if each is None else str(each) for each in (self.borrows, self.lends)
        )
        return Share(str(self.nominal), borrows=borrows, lends=lends)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preemption:
    """Whose admitted work a queue may suspend again, to start its own.

    within: in the same queue, work of lower priority, or as well work of the same priority
    that was created later. reclaim: in other queues of the cohort, work that has borrowed: of
    lower priority, or any.
    Source: `withinClusterQueue` and `reclaimWithinCohort` of Kueue's ClusterQueue.
    Raises ValueError for another choice.
    """

    within: Literal["never", "lower-priority", "lower-or-newer"] = "never"
    reclaim: Literal["never", "lower-priority", "any"] = "never"

    def __post_init__(self) -> None:
        check_choices(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """A ClusterQueue: what the work of the profiles that name it may use together.

    name: of the ClusterQueue, unique in the cluster. cpu, memory: what it may use of them.
    Kueue admits no work that requests what its queue does not have.
    devices: of accelerators; of two with one resource, the first that has room is taken, even
    borrowed room.
    cohort: a name that queues share which borrow from each other; None borrows and lends
    nothing. preemption: whose work it may suspend.
    order: `best-effort` starts a later job that fits before an earlier one that does not;
    `strict` lets it wait. stopped: `hold` starts nothing more, `drain` also suspends what
    runs; None admits work.
    Source: apis/kueue/v1beta2/clusterqueue_types.go of Kueue v0.17.0.
    Raises ValueError for an invalid name, for an accelerator given twice, and for borrowing,
    lending or reclaiming without a cohort.
    """

    name: str
    cpu: Share
    memory: Share
    devices: tuple[DeviceShare, ...] = ()
    cohort: str | None = None
    preemption: Preemption = Preemption()
    order: Literal["best-effort", "strict"] = "best-effort"
    stopped: Literal["hold", "drain"] | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.name, "queue")
        check_unique(
            (each.of.name for each in self.devices), f"accelerator of queue {self.name!r}"
        )
        if self.cohort is not None:
            check_label(self.cohort, f"cohort of queue {self.name!r}")
            return
        for (_, resource), share in self.shares.items():
            for what in ("borrows", "lends"):
                if getattr(share, what) is not None:
                    raise ValueError(
                        f"queue {self.name!r} {what} {resource!r}, but has no cohort; name "
                        f"one that other queues have too, or leave out {what}"
                    )
        if self.preemption.reclaim != "never":
            raise ValueError(
                f"queue {self.name!r} reclaims what others have borrowed, but has no cohort, "
                "so that nobody borrows from it; name one, or leave out reclaim"
            )

    @property
    def shares(self) -> dict[tuple[str, str], Share]:
        """What it may use, by flavor and resource."""
        return {
            (FLAVOR, "cpu"): self.cpu,
            (FLAVOR, "memory"): self.memory,
            **{(flavor_of(e.of), e.of.resource): e.share for e in self.devices},
        }

    @property
    def groups(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Resources of the same flavors, each with these: one of Kueue's resource groups.

        Kueue has each resource and each flavor in one group only.
        """
        yield ("cpu", "memory"), (FLAVOR,)
        for resource in dict.fromkeys(each.of.resource for each in self.devices):
            of = (each.of for each in self.devices if each.of.resource == resource)
            yield (resource,), tuple(map(flavor_of, of))


def flavor_of(accelerator: Accelerator) -> str:
    """Return the name of the flavor of an accelerator's nodes."""
    return f"{FLAVOR}-{accelerator.name}"
