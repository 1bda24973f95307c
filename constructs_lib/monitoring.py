"""How the platform is watched: who reads its metrics, and what lets them."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Monitoring, Scraper

__all__ = ["Monitoring", "PlatformMonitoring", "Scraper"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
