"""Where a construct is, and what is below it: from Python where Node has not learned of it."""

from collections.abc import Mapping

from constructs import Construct, IConstruct, IValidation

from .._on_demand import on_demand


def path_of(construct: IConstruct) -> str:
    """Return the names of all that a construct is in, and its own."""
    waiting = on_demand().waiting(construct)
    return waiting.path if waiting else construct.node.path


def children_of(construct: IConstruct) -> Mapping[str, IConstruct]:
    """Return the constructs right below one, by name, in the order made."""
    if waiting := on_demand().waiting(construct):
        return {name: child.construct for name, child in waiting.children.items()}
    return {child.node.id: child for child in construct.node.children}


def descendants(construct: IConstruct) -> list[IConstruct]:
    """Return a construct and all that is below it, in the order of cdk8s's files."""
    if waiting := on_demand().waiting(construct):
        return [each.construct for each in waiting.below()]
    return construct.node.find_all()


def root_of(construct: IConstruct) -> IConstruct:
    """Return the app that a construct is in."""
    waiting = on_demand().waiting(construct)
    return waiting.root.construct if waiting else construct.node.root


def validate_by(construct: Construct, validation: IValidation) -> None:
    """Let `app.synth()` ask a construct whether it is as it must be."""
    if waiting := on_demand().waiting(construct):
        waiting.later.append(lambda: construct.node.add_validation(validation))
    else:
        construct.node.add_validation(validation)
