"""Put an environment's accelerators into the notebooks' form."""

from collections.abc import Iterable
from dataclasses import replace

from ..notebooks import GpuVendor, NodeGroup, Spawner, TolerationGroup
from .offered import AnyAccelerator, offered

# A locked field has one value for everybody.
_CHOSEN = ("gpus", "affinity", "tolerations")


def with_accelerators(spawner: Spawner, accelerators: Iterable[AnyAccelerator]) -> Spawner:
    """Return the form with a vendor, a node group and a toleration group of each accelerator.

    Two of one resource share a vendor. Upstream's vendors are left out; vendors and groups
    of your own stay.
    Raises ValueError for a locked field that users choose an accelerator by, and for a vendor
    or group of your own that contradicts an accelerator.
    """
    known = offered(accelerators)
    if not known:
        return spawner
    for name in _CHOSEN:
        if name in spawner.locked:
            raise ValueError(
                f"Spawner.locked has {name!r}, by which users choose an accelerator; leave it "
                "out of locked, or leave out Config(accelerators=...)"
            )
    vendors = () if spawner.gpu_vendors == Spawner().gpu_vendors else spawner.gpu_vendors
    titles: dict[str, list[str]] = {}
    for each in known:
        titles.setdefault(each.resource, []).append(each.shown)
    made = [GpuVendor(resource, ", ".join(shown)) for resource, shown in titles.items()]
    nodes = [
        NodeGroup(key=each.name, name=each.title, labels=each.node_labels) for each in known
    ]
    taints = [
        TolerationGroup(key=each.name, name=each.title, tolerations=each.tolerations)
        for each in known
        if each.tolerations
    ]
    _check_own((each.limits_key for each in vendors), titles, "gpu_vendors")
    _check_own(_names(spawner.node_groups), _names(nodes), "node_groups")
    _check_own(_names(spawner.toleration_groups), _names(taints), "toleration_groups")
    images = dict.fromkeys(
        (*spawner.jupyter.options, *(image for each in known for image in each.images))
    )
    return replace(
        spawner,
        gpu_vendors=(*vendors, *made),
        node_groups=(*spawner.node_groups, *nodes),
        toleration_groups=(*spawner.toleration_groups, *taints),
        jupyter=replace(spawner.jupyter, options=tuple(images)),
    )


def _names(groups: Iterable[NodeGroup | TolerationGroup]) -> list[str]:
    """Return what must differ: keys, and the names by which users choose."""
    return [name for each in groups for name in (each.key, each.name)]


def _check_own(own: Iterable[str], made: Iterable[str], field: str) -> None:
    """Refuse an entry of your own for what an accelerator writes."""
    for key in sorted({*own} & {*made}):
        raise ValueError(
            f"Spawner.{field} has {key!r}, which Config(accelerators=...) writes too; leave "
            "one of them out"
        )
