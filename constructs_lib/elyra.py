"""Configure Elyra, JupyterLab's editor of pipelines, for every profile."""

from .config import Elyra, ElyraDownloads, ElyraPackages, RuntimeImage

__all__ = ["Elyra", "ElyraDownloads", "ElyraPackages", "RuntimeImage"]
