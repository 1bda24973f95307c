"""Configure who reads the platform's metrics and which alerts fire, and create the objects."""

from .arguments import check_exported
from .components.monitoring import PlatformMonitoring
from .config import Alerts, Dashboards, Monitoring, Scraper

__all__ = ["Alerts", "Dashboards", "Monitoring", "PlatformMonitoring", "Scraper"]

check_exported({"PlatformMonitoring": PlatformMonitoring})
