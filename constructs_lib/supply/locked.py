"""Refuse what a lock of images does not cover."""

from collections.abc import Iterable
from typing import Final

from .._program import command
from .._version import __version__
from ..config import Config
from ..image_lock import ImageLock
from ..kube.resource import Object
from .used import UsedImage, used_images

_SHOWN: Final = 3


def check_locked(config: Config, objects: Iterable[Object]) -> None:
    """Refuse an image that the lock lacks, that passes it by or that nodes cannot run.

    Nothing is refused where images are named by tags.
    """
    if (lock := config.image_lock) is None:
        return
    used = used_images(config, objects)
    if lacking := [each for each in used if lock.get(each.published) is None]:
        raise ValueError(_lacking(lacking, lock))
    for each in used:
        if "@" not in each.reference:
            raise ValueError(
                f"{each.by_whom} names {each.reference!r} without the digest that the lock "
                "has of it; name it in OwnComponent(images=…) and get it by context.image(…), "
                "or write the digest in your patch"
            )
        _check_nodes(each, lock, config.cluster.architectures)


def _lacking(used: list[UsedImage], lock: ImageLock) -> str:
    more = len(used) - _SHOWN
    shown = "; ".join(f"{each.published!r} of {each.by_whom}" for each in used[:_SHOWN])
    others = f"; and {more} more" if more > 0 else ""
    of = f" of kubeflow-gitops {lock.catalogue}" if lock.catalogue != __version__ else ""
    here = f" of {__version__}" if of else ""
    return (
        f"the lock{of} lacks {shown}{others}; "
        f"run `{command('images', '--lock', make='LOCK=1')}`{here} and review its diff"
    )


def _check_nodes(used: UsedImage, lock: ImageLock, architectures: Iterable[str]) -> None:
    locked = lock.get(used.published)
    for each in architectures:
        if locked and not locked.runs_on(each):
            raise ValueError(
                f"{used.published!r} of {used.by_whom} is for "
                f"{', '.join(locked.platforms)}, and Cluster(architectures=…) has {each!r}; "
                "replace the image, or leave out what needs it"
            )
