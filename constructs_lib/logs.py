"""Configure the access log, the format and collection of logs, and the dashboard's charts."""

from .arguments import check_exported
from .config import AccessLog, Charts, Collector, Logs
from .mesh import AccessLogging

__all__ = ["AccessLog", "AccessLogging", "Charts", "Collector", "Logs"]

check_exported({"AccessLogging": AccessLogging})
