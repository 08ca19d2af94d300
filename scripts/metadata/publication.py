"""All that is published beside the pages and shown on them: one frozen record, complete before a page is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from charts.chart import Charts
from datapackage import citation
from datapackage.addresses import Site
from datapackage.descriptor import Package
from datapackage.rows import Dataset
from datapackage.rules import Rule
from downloads.distributions import Files
from metadata.changelog import Entry
from validation.tables.rules import Outcome, outcomes


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

    @cached_property
    def rules(self) -> list[Outcome]:
        """What became of each rule of the package; the rows that break one are in the first language."""
        return outcomes(self.dataset.in_language(self.package.languages[0]))

    @cached_property
    def notices(self) -> Mapping[tuple[str, str], list[Rule]]:
        """The rules that a published row breaks, by its resource and its key: its page shows their labels."""
        broken: defaultdict[tuple[str, str], list[Rule]] = defaultdict(list)
        for outcome in self.rules:
            for breach in outcome.breaches:
                broken[outcome.resource, breach.row.key].append(outcome.rule)
        return broken

    def modified(self, path: str) -> str:
        """Return the day on which the file at `path` last changed, else that of the version; empty where unknown."""
        return self.changed.get(path) or str(citation.released(self.package) or "")
