from dataclasses import FrozenInstanceError, replace

import pytest

from datapackage import descriptor
from tests.helpers.publications import publication


def test_a_file_was_modified_when_it_last_changed_else_with_the_version(tiny: descriptor.Package) -> None:
    of_tiny = publication(tiny, changed={"data/gardens.csv": "2024-02-01"})
    assert of_tiny.modified("data/gardens.csv") == "2024-02-01"
    assert of_tiny.modified("data/sources.csv") == "2026-01"
    undated = replace(tiny, descriptor={**tiny.descriptor, "version": "1.0"})
    assert publication(undated).modified("data/sources.csv") == ""


def test_it_is_complete_before_a_page_is_written(tiny: descriptor.Package) -> None:
    of_tiny = publication(tiny)
    assert of_tiny.package is tiny
    with pytest.raises(FrozenInstanceError):
        of_tiny.changed = {}  # type: ignore[misc]
