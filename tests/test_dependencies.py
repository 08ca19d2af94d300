"""`.github/DEPENDENCIES.md` names every direct dependency and no other, with the licence that it states of itself."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from system import npm
from system.paths import CACHE
from tests import audit
from tests.helpers.packages import ROOT

PAGE = (ROOT / ".github" / "DEPENDENCIES.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NPM = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
FAMILIES = {
    "Apache": "apache",
    "BSD": "bsd",
    "GPL": r"\bgpl|general public",
    "LGPL": "lgpl|lesser general",
    "MIT": r"\bmit\b|permission is hereby granted",
    "MPL": "mpl|mozilla",
    "OFL": "ofl",
}


def table(heading: str) -> dict[str, list[str]]:
    """The rows under a heading, by their first cell."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    assert len({row[0] for row in rows}) == len(rows)
    return {name: cells for name, *cells in rows[2:]}


def names(requirements: list[str]) -> set[str]:
    return {match[0] for each in requirements if (match := re.match(r"[\w.-]+", each))}


WANTED = {
    "Python, to build the site": names(PROJECT["project"]["dependencies"]),
    "Python, to test it": names(PROJECT["dependency-groups"]["test"]),
    "npm, in the site": set(NPM["dependencies"]),
    "npm, to test it": set(NPM["devDependencies"]),
    "Actions": {
        name
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
        for name in re.findall(r"uses: ([\w/-]+)@", path.read_text(encoding="utf-8"))
    },
}
PYTHON = {name: row for heading in WANTED if heading.startswith("Python") for name, row in table(heading).items()}


@pytest.mark.parametrize("heading", WANTED)
def test_every_direct_dependency_and_no_other(heading: str) -> None:
    rows = table(heading)
    assert set(rows) == WANTED[heading]
    assert list(rows) == sorted(rows, key=str.casefold)
    assert all(all(cells) for cells in rows.values())


@pytest.mark.parametrize("name", PYTHON)
def test_the_licence_is_the_one_that_the_package_states(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.fail(f"{name} is not installed: make test installs it")
    classifiers = [each for each in about.get_all("Classifier", []) if each.startswith("License")]
    stated = "\n".join([*about.get_all("License-Expression", []), *about.get_all("License", []), *classifiers])
    assert re.search(FAMILIES[PYTHON[name][1]], stated, re.IGNORECASE), stated[:200]


def test_the_licences_of_npm_packages() -> None:
    modules = npm.install(CACHE, development=True)
    for heading in ("npm, in the site", "npm, to test it"):
        for name, cells in table(heading).items():
            stated = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))["license"]
            assert re.search(FAMILIES[cells[1]], stated, re.IGNORECASE), (name, stated)


def test_days_are_days_before_the_day_of_the_page() -> None:
    day = re.search(r"as of 1 December (\d{4})", PAGE)
    assert day
    dated = [cells[2] for heading in list(WANTED)[:4] for cells in table(heading).values()]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", each) and each < f"{day[1]}-12-01" for each in dated)


def test_what_has_had_no_release_for_two_years_is_named() -> None:
    old = {name for name, cells in PYTHON.items() if cells[2] < "2024-12-01"}
    last = PAGE.split("\n## No release for two years\n", 1)[1]
    assert set(re.findall(r"\*\*([\w-]+)\*\*", last)) == old


def test_what_could_not_be_asked_is_not_measured() -> None:
    """pip-audit ends well where it could ask about no package at all."""
    skipped = {"name": "babel", "skip_reason": "Dependency not found on PyPI and could not be audited"}
    known = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
    assert audit.python_findings({"dependencies": [skipped, known]}) == (["a 1: PYSEC-1, mended in 2"], 1)
    assert audit.told("lock", [], audit.UNREACHABLE) == ["lock: not measured: advisory service not reachable"]
    assert audit.told("lock", [], "") == ["lock: no known vulnerability"]


def test_findings_fail_in_ci_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit, "ask_python", lambda _lock: (["a 1: PYSEC-1, mended in 2"], ""))
    monkeypatch.setattr(audit, "ask_npm", lambda: ([], audit.UNREACHABLE))
    monkeypatch.delenv("CI", raising=False)
    assert audit.main() == 0
    monkeypatch.setenv("CI", "true")
    assert audit.main() == 1
    assert "::error::requirements.txt: a 1: PYSEC-1, mended in 2" in capsys.readouterr().out
    monkeypatch.setattr(audit, "ask_python", lambda _lock: ([], audit.UNREACHABLE))
    assert audit.main() == 0
    assert "::warning::requirements.txt: not measured" in capsys.readouterr().out


def test_the_number_of_the_code_is_one() -> None:
    """npm asks for a version where it lists the packages."""
    assert NPM["version"] == PROJECT["project"]["version"]
