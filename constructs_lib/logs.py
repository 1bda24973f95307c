"""Configure the access log, the format of logs, and the dashboard's charts."""

from .arguments import check_exported
from .config import AccessLog, Charts, Logs
from .mesh import AccessLogging

__all__ = ["AccessLog", "AccessLogging", "Charts", "Logs"]

check_exported({"AccessLogging": AccessLogging})
