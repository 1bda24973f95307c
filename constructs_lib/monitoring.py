"""Configure who reads the platform's metrics, alerts and records of usage; create them."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Alerts, Monitoring, Scraper, Usage

__all__ = ["Alerts", "Monitoring", "PlatformMonitoring", "Scraper", "Usage"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
