"""MkDocs loads `scripts/hooks.py`, which must hold every event of the adapter."""

import hooks
from mkdocs_adapter import events


def test_every_event_is_there() -> None:
    assert {name for name in dir(hooks) if name.startswith("on_")} == {
        name for name in dir(events) if name.startswith("on_")
    }
