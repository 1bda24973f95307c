"""What people look at before they agree: synthesized objects, explained."""
