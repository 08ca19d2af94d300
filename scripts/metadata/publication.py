"""All that is published beside the pages and shown on them: one frozen record, complete before a page is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts.chart import Charts
from datapackage import citation
from datapackage.addresses import Site
from datapackage.descriptor import Package
from datapackage.rows import Dataset
from downloads.distributions import Files
from metadata.changelog import Entry


@dataclass(frozen=True)
class Publication:
    """A dataset and what is made of it.

    `charts` are those of each language by its code, `files` the distributions by resource, `changes` the releases,
    the newest first, `changed` the day of the last change (`2026-11-24`) by the path of a file in the package.
    """

    dataset: Dataset
    site: Site
    charts: Mapping[str, Charts]
    files: Files
    changes: Sequence[Entry]
    changed: Mapping[str, str]

    @property
    def package(self) -> Package:
        """The package of the dataset."""
        return self.dataset.package

    def modified(self, path: str) -> str:
        """Return the day on which the file at `path` last changed, else that of the version; empty where unknown."""
        return self.changed.get(path) or str(citation.released(self.package) or "")
