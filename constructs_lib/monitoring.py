"""Configure who reads the platform's metrics, and create the objects that permit it."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Monitoring, Scraper

__all__ = ["Monitoring", "PlatformMonitoring", "Scraper"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
