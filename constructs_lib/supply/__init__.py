"""What a platform is made of: its images and their digests, charts and kinds."""

from .locked import check_locked
from .used import UsedImage, used_images

__all__ = ["UsedImage", "check_locked", "used_images"]
