"""Refuse settings of components that are not installed."""

from dataclasses import fields

from .components import IMPLIED, INSTALLABLE
from .environment import Config
from .upstream import UPSTREAM


def check_effect(config: Config) -> None:
    """Refuse a field of a config that configures only components without a place in it.

    Defaults and upstream's values pass, since they may not have been chosen.
    """
    defaults = {each.name: each.default for each in fields(Config)}
    components: dict[str, list[str]] = {}
    for each in (*INSTALLABLE, *IMPLIED):
        if each.settings is not None:
            components.setdefault(each.settings, []).append(each.name)
    installed = {each.name for each in config.installed}
    for name, configured in components.items():
        if installed.isdisjoint(configured) and getattr(config, name) not in (
            defaults[name],
            getattr(UPSTREAM, name),
        ):
            raise ValueError(
                f"{name}={type(getattr(config, name)).__name__}(…) has no effect without "
                f"{' or '.join(map(repr, configured))} in components; add it, or leave "
                f"{name} out"
            )
