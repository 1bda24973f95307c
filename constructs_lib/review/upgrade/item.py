"""The parts of a plan, as both formats print them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing of a section.

    name: a short title; empty if the sentences need none. what: whole sentences. commands:
    what is typed, in order. link: where it is discussed. grave: whether the step must wait.
    """

    name: str = ""
    what: str
    commands: tuple[str, ...] = ()
    link: str = ""
    grave: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A question that a plan answers.

    otherwise: the answer where there is no item. numbered: whether the items are steps.
    """

    title: str
    otherwise: str
    items: tuple[Item, ...]
    numbered: bool = False
