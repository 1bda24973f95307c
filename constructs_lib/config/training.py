"""Images that the training operator adds to users' jobs."""

from dataclasses import dataclass

from ..releases import Image, ReleaseImage
from .checks import check_image


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingImages:
    """The images of init containers that the operator adds to jobs.

    pytorch: waits for a PyTorchJob's master. mpi: gives an MPIJob's launcher its kubectl.
    """

    pytorch: Image = ReleaseImage("pytorch-init")
    mpi: Image = ReleaseImage("kubectl-delivery")

    def __post_init__(self) -> None:
        check_image(self.pytorch, "image that waits for a PyTorchJob's master")
        check_image(self.mpi, "image that gives an MPIJob its kubectl")
