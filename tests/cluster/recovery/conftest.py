"""Report the minutes that a recovery took."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured."""
    for passed in terminalreporter.getreports("passed"):
        for name, value in passed.user_properties:
            if name.startswith("minutes"):
                terminalreporter.write_line(f"{name}: {value}")
