"""Navigate the construct tree in Python, even for objects that Node does not have yet."""

from collections.abc import Mapping

from constructs import Construct, IConstruct, IValidation

from .._on_demand import on_demand


def path_of(construct: IConstruct) -> str:
    """Return the names of a construct's ancestors, and its own."""
    waiting = on_demand().waiting(construct)
    return waiting.path if waiting else construct.node.path


def children_of(construct: IConstruct) -> Mapping[str, IConstruct]:
    """Return the children of a construct by name, in the order of creation."""
    if waiting := on_demand().waiting(construct):
        return {name: child.construct for name, child in waiting.children.items()}
    return {child.node.id: child for child in construct.node.children}


def descendants(construct: IConstruct) -> list[IConstruct]:
    """Return a construct and all its descendants, in the order of cdk8s's files."""
    if waiting := on_demand().waiting(construct):
        return [each.construct for each in waiting.below()]
    return construct.node.find_all()


def root_of(construct: IConstruct) -> IConstruct:
    """Return the app of a construct."""
    waiting = on_demand().waiting(construct)
    return waiting.root.construct if waiting else construct.node.root


def validate_by(construct: Construct, validation: IValidation) -> None:
    """Let `app.synth()` validate a construct."""
    if waiting := on_demand().waiting(construct):
        waiting.later.append(lambda: construct.node.add_validation(validation))
    else:
        construct.node.add_validation(validation)
