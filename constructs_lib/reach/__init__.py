"""Decide who reaches what in an environment, and why, from its objects alone."""
