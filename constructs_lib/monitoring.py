"""Configure who reads the platform's metrics, alerts and records of usage; create them."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Alerts, Dashboards, Monitoring, Scraper, Usage

__all__ = ["Alerts", "Dashboards", "Monitoring", "PlatformMonitoring", "Scraper", "Usage"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
