"""The error of a build that a maintainer can mend."""

from __future__ import annotations


class BuildError(Exception):
    """The site cannot be built; the message says what is wrong, where, and what to do."""
