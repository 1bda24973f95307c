"""What is logged and shown of the platform: the access log, the dashboard's charts."""

from .arguments import check_exported
from .config import AccessLog, Charts, Logs
from .mesh import AccessLogging

__all__ = ["AccessLog", "AccessLogging", "Charts", "Logs"]

check_exported({"AccessLogging": AccessLogging})
