"""Answer a question: does the request arrive, who decides, and what would change it."""

from dataclasses import dataclass
from functools import cached_property

from ..delivery.overlay import ResourceId
from ..kube import Object
from .files import file_of
from .hop import Hop, Journey
from .question import Asked, asked
from .remedy import Remedy, remedy
from .site import Site
from .walk import walk
from .words import Question, QuestionError


@dataclass(frozen=True, kw_only=True)
class Named:
    """An object that decides: what it is, and its file below dist/.

    file: empty for an object that is in the cluster alone.
    """

    kind: str
    namespace: str
    name: str
    file: str

    def __str__(self) -> str:
        """Return its name for people."""
        home = f"{self.namespace}/" if self.namespace else ""
        return f"{self.kind} {home}{self.name}"


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The answer to a question.

    meant: the question in terms of the objects.
    """

    question: Question
    journey: Journey
    site: Site
    meant: Asked

    @property
    def assumed(self) -> tuple[str, ...]:
        """Return what it takes for granted, in sentences."""
        return self.meant.assumed

    @cached_property
    def remedy(self) -> Remedy | None:
        """The changes that would let a refused request through; it takes a second."""
        return remedy(self.site, self.meant)

    @property
    def allowed(self) -> bool:
        """Return whether the request arrives."""
        return self.journey.allowed

    @property
    def refusal(self) -> Hop | None:
        """Return the step that refuses it, or None."""
        return self.journey.refusal

    def deciders(self, hop: Hop) -> tuple[Named, ...]:
        """Return the objects that decide a step, by name and file."""
        return tuple(_named(each, self.site) for each in hop.by)


def explain(site: Site, question: Question) -> Explanation:
    """Answer a question about an environment.

    Raises QuestionError for a question that cannot be answered, among them those whose answer
    depends on addresses or on what is not among the objects.
    """
    meant = asked(site, question)
    journey = walk(meant.world, meant.caller, meant.to, meant.request)
    if journey.doubted:
        raise QuestionError(_open(journey, site))
    return Explanation(
        question=question,
        journey=journey,
        site=site,
        meant=meant,
    )


def _open(journey: Journey, site: Site) -> str:
    names = dict.fromkeys(str(_named(each, site)) for each in journey.doubted)
    return (
        f"whether it arrives cannot be told: {', '.join(names)} depends on what no question "
        "says, such as addresses, the name of an object, or a provider's answer"
    )


def _named(obj: Object, site: Site) -> Named:
    identity = ResourceId.of(obj)
    return Named(
        kind=identity.kind,
        namespace=identity.namespace,
        name=identity.name,
        file=file_of(identity, site.files),
    )
