"""What users start from the notebooks, volumes and TensorBoards pages."""

from dataclasses import dataclass
from typing import Final

from ..releases import Image, ReleaseImage
from .checks import check_image
from .culling import Culling
from .notebooks import Spawner
from .pods import Resources

_VIEWER: Final = Resources(cpu="10m", memory="64Mi", cpu_limit="500m", memory_limit="512Mi")


@dataclass(frozen=True, kw_only=True, slots=True)
class Notebooks:
    """Which notebooks users may start, and when idle ones stop.

    spawner: the notebooks' form. culling: when idle notebooks stop.
    """

    spawner: Spawner = Spawner()
    culling: Culling = Culling()


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeViewers:
    """The file browser that the volumes page starts for a volume.

    image: what it runs. resources: of such a viewer; None leaves them to the profile's
    LimitRange, as for TensorBoards, whose controller has no setting for resources.
    Raises ValueError for an image without a tag.
    """

    image: Image = ReleaseImage("filebrowser")
    resources: Resources | None = _VIEWER

    def __post_init__(self) -> None:
        check_image(self.image, "viewer image")


@dataclass(frozen=True, kw_only=True, slots=True)
class TensorBoards:
    """The TensorBoards that users start from their page.

    image: what they run.
    on_volume_node: start them where their ReadWriteOnce volume is mounted.
    Raises ValueError for an image without a tag.
    """

    image: Image = ReleaseImage("tensorflow")
    on_volume_node: bool = True

    def __post_init__(self) -> None:
        check_image(self.image, "TensorBoard image")
