"""How the platform is watched: who reads its metrics, what lets them, and who is called."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Alerts, Monitoring, Scraper

__all__ = ["Alerts", "Monitoring", "PlatformMonitoring", "Scraper"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
