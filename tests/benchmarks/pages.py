"""Pages a second beside Hugo: the same rows in three languages, in turn, several times.

    python tests/benchmarks/pages.py [--rows 66 228 1590 5000] [--times 5]

Needs Hugo (`apt-get install hugo`). Every run is a process of its own. `pages`
is MkDocs and the pages of rows alone; `whole` is everything `make site` does
with dependencies installed: validation, downloads, sitemap and search index.
Hugo gets the same body, in the shell that our theme rendered. Absolute times
say little on a shared machine: read the ratios, which come from one run.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

from mkdocs_adapter import site as mkdocs_site  # noqa: E402
from pages import row_pages  # noqa: E402
from pages.page_shells import Shell  # noqa: E402
from system.processes import Jobs  # noqa: E402
from tests.helpers.sites import renderers_of  # noqa: E402

LANGUAGES = ("ar", "fr", "en")
FIELDS = ["id", "kind", "name_ar", "name_fr", "name_en", "parent", "slug", "population_2014", "population_2024"]
EVENT_FIELDS = ["id", "place", "date", "title_ar", "title_fr", "title_en"]
TEMPLATE = """{% block title %}{{ row.name }}{% endblock %}
{% block description %}{{ category(row, "kind") }}: {{ row.name }}{% endblock %}
{% block body %}<h1><bdi>{{ row.name }}</bdi></h1>
<p>{{ category(row, "kind") }}{% if row.parent %} · <a href="{{ row_link(row.parent) }}"><bdi>{{ row.parent.name }}</bdi></a>{% endif %}</p>
<ul><li>{{ row.population_2024 | number }}</li><li>{{ row.population_2014 | number }}</li></ul>
{% if lists.events %}<ol>{% for event in lists.events %}<li>{{ event.date | date }} · {{ event.title }}</li>{% endfor %}</ol>{% endif %}
{% if lists.children %}<ul>{% for child in lists.children %}<li><a href="{{ row_link(child) }}"><bdi>{{ child.name }}</bdi></a></li>{% endfor %}</ul>{% endif %}
{% endblock %}
"""  # noqa: E501 - one line of HTML a line
HUGO_BODY = """<h1><bdi>{{ .Title }}</bdi></h1>
<p>{{ .Params.kind }}{{ with .Params.parent }} · <a href="../{{ .slug }}/"><bdi>{{ .name }}</bdi></a>{{ end }}</p>
<ul><li>{{ lang.FormatNumber 0 .Params.population_2024 }}</li><li>{{ lang.FormatNumber 0 .Params.population_2014 }}</li></ul>
{{ with .Params.events }}<ol>{{ range . }}<li>{{ .date }} · {{ .title }}</li>{{ end }}</ol>{{ end }}
{{ with .Params.children }}<ul>{{ range . }}<li><a href="../{{ .slug }}/"><bdi>{{ .name }}</bdi></a></li>{{ end }}</ul>{{ end }}
"""  # noqa: E501 - one line of HTML a line


def invented(count: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """`count` places in a tree of 20 children a parent, under real names, and an event for each 15."""
    with (ROOT / "data" / "territories.csv").open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    places = []
    for number in range(count):
        row = real[number % len(real)]
        names = {f"name_{code}": row["name_ar" if code == "ar" else "name_fr"] for code in LANGUAGES}
        parent = f"p{(number - 1) // 20}" if number else ""
        size = {"population_2014": row["population_2014"] or "1", "population_2024": row["population_2024"]}
        places.append(
            {"id": f"p{number}", "kind": row["kind"], **names, "parent": parent, "slug": f"p{number}", **size}
        )
    titles = {f"title_{code}": "ورشة" if code == "ar" else "Atelier" for code in LANGUAGES}
    events = [{"id": f"e{n}", "place": f"p{n}", "date": "2024-05-17", **titles} for n in range(0, count, 15)]
    return places, events


def _field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    titles = {"": "عمود", "@fr": f"{name}.", "@en": f"{name}."}
    words = {f"{key}{tag}": text for key in ("title", "description") for tag, text in titles.items()}
    return {"name": name, "type": kind, **words, **more}


def _resource(name: str, fields: list[dict[str, Any]], links: dict[str, str], **more: Any) -> dict[str, Any]:
    keys = [{"fields": [f], "reference": {"resource": r, "fields": ["id"]}} for f, r in links.items()]
    about = {key: value for key, value in _field(name).items() if key not in ("name", "type")}
    return {
        "name": name, "type": "table", "path": f"data/{name}.csv", "format": "csv", "encoding": "utf-8", **about,
        "dialect": {"delimiter": ",", "headerRows": [1]}, **more,
        "schema": {"fields": fields, "primaryKey": ["id"], "foreignKeys": keys},
    }  # fmt: skip


def write_package(folder: Path, places: list[dict[str, str]], events: list[dict[str, str]]) -> Path:
    """A package of invented rows and its site; gives the path of its mkdocs.yml."""
    kinds = sorted({place["kind"] for place in places})
    categories = [{"value": k, "label": "صنف", "label@fr": k, "label@en": k} for k in kinds]
    kind = _field("kind", constraints={"enum": kinds}, categories=categories)
    typed = {"population_2014": "integer", "population_2024": "integer"}
    fields = [kind if name == "kind" else _field(name, typed.get(name, "string")) for name in FIELDS]
    spec = {"path": "places", "slug": "slug", "template": "place",
            "lists": {"children": "places.parent", "events": "events.place"}}  # fmt: skip
    dates = [_field(name, display="date") if name == "date" else _field(name) for name in EVENT_FIELDS]
    resources = [
        _resource("places", fields, {"parent": ""}, label="name", rowPages=spec),
        _resource("events", dates, {"place": "places"}, label="title"),
    ]
    licence = [{"name": "CC0-1.0", "title": "CC0", "title@fr": "CC0", "title@en": "CC0"}]
    about = {key: value for key, value in _field("bench").items() if key != "type"}
    descriptor = {**about, "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "version": "1",
                  "languages": list(LANGUAGES), "licenses": licence, "resources": resources}  # fmt: skip
    for part in ("data", "docs/data", "docs/places", "docs/templates"):
        (folder / part).mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    for name, rows, columns in (("places", places, FIELDS), ("events", events, EVENT_FIELDS)):
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        (folder / "docs" / "data" / f"{name}.md").write_text(f"---\nresource: {name}\n---\n")
    (folder / "docs" / "index.md").write_text("# A {#a}\n")
    (folder / "docs" / "places" / "shell.md").write_text("---\nrows: places\n---\n")
    (folder / "docs" / "templates" / "place.html").write_text(TEMPLATE)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("scripts/", f"{ROOT}/scripts/")
    nav = config.index("nav:\n"), config.index("plugins:")
    config = config[: nav[0]] + "nav: [index.md]\n\n" + config[nav[1] :]
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"


def write_hugo(folder: Path, places: list[dict[str, str]], events: list[dict[str, str]], shell: str) -> None:
    """A Hugo site with the same rows, whose plain theme is our shell around the same body."""
    by_id = {place["id"]: place for place in places}
    languages = {code: {"contentDir": f"content/{code}", "weight": n} for n, code in enumerate(LANGUAGES, 1)}
    config = {"baseURL": "https://example.org/", "defaultContentLanguage": "ar", "languages": languages,
              "disableKinds": ["taxonomy", "term", "RSS"]}  # fmt: skip
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(config))
    (folder / "config.json").write_text(json.dumps(config))
    head, tail = shell.replace("{{", "").replace(row_pages.TITLE, "{{ .Title }}").split(row_pages.BODY)
    single = head.replace(row_pages.DESCRIPTION, "{{ .Params.kind }}") + HUGO_BODY + tail
    (layouts / "single.html").write_text(single, encoding="utf-8")
    (layouts / "list.html").write_text("<h1>{{ .Title }}</h1>")
    for code in LANGUAGES:
        content = folder / "content" / code / "places"
        content.mkdir(parents=True)
        children: dict[str, list[dict[str, str]]] = {}
        for place in places:
            children.setdefault(place["parent"], []).append({"slug": place["slug"], "name": place[f"name_{code}"]})
        for place in places:
            parent = by_id.get(place["parent"])
            front: dict[str, Any] = {
                "title": place[f"name_{code}"],
                "kind": place["kind"],
                "parent": {"slug": parent["slug"], "name": parent[f"name_{code}"]} if parent else None,
                "population_2014": int(place["population_2014"]),
                "population_2024": int(place["population_2024"]),
                "children": children.get(place["id"]),
                "events": [
                    {"date": e["date"], "title": e[f"title_{code}"]} for e in events if e["place"] == place["id"]
                ],
            }
            text = json.dumps(front, ensure_ascii=False, indent=1)
            (content / f"{place['slug']}.md").write_text(text + "\n", encoding="utf-8")


def pages_alone(config: Path, target: Path, rows: bool = True) -> Mapping[str, Shell]:
    """MkDocs and the pages of rows, nothing else; gives the shells."""
    project = mkdocs_site.read(config)
    renderers = renderers_of(project)
    with Jobs() as jobs:

        def rendered(language: str, shells: Mapping[str, Shell]) -> None:
            if rows:
                jobs.begin(partial(row_pages.write, renderers[language], shells, target))

        return mkdocs_site.build(project, target, renderers.values(), rendered)


def timed(command: list[str]) -> tuple[float, int]:
    """Seconds and peak memory (MB) of a process of its own."""
    probe = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode"
    )
    probe += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); sys.exit(code)"
    os.sync()  # the disk is done with the files of the run before
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", probe, *command], stdout=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - began, int(done.stdout.strip().splitlines()[-1])


def measure(count: int, times: int, folder: Path) -> str:
    """One line of the table: medians of `times` turns."""
    places, events = invented(count)
    config = write_package(folder / "ours", places, events)
    shells = pages_alone(config, folder / "shell", rows=False)
    write_hugo(folder / "hugo", places, events, shells[f"places/{row_pages.SHELL}/"].html)
    ours = [sys.executable, __file__, "--pages", str(config), str(folder / "out")]
    whole = [
        sys.executable,
        str(ROOT / "scripts" / "build.py"),
        "--config",
        str(config),
        "--site",
        str(folder / "site"),
    ]
    hugo = ["hugo", "--source", str(folder / "hugo"), "--destination", str(folder / "public"), "--quiet"]
    found: dict[str, list[tuple[float, int]]] = {"hugo": [], "pages": [], "whole": []}
    for _ in range(times):
        for name, command in (("hugo", hugo), ("pages", ours), ("whole", whole)):
            for built in ("out", "public"):
                shutil.rmtree(folder / built, ignore_errors=True)
            found[name].append(timed(command))
    seconds = {name: statistics.median(run[0] for run in runs) for name, runs in found.items()}
    memory = {name: max(run[1] for run in runs) for name, runs in found.items()}
    rate = 3 * count / seconds["pages"]
    return (
        f"{count:>6} {seconds['hugo']:>8.2f} {seconds['pages']:>8.2f} {seconds['whole']:>8.2f}"
        f" {seconds['pages'] / seconds['hugo']:>9.2f} {seconds['whole'] / seconds['hugo']:>9.2f}"
        f" {rate:>9.0f} {memory['hugo']:>8} {memory['whole']:>8}"
    )


def main() -> int:
    """The command line; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[66, 228, 1590, 5000])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--pages", type=Path, nargs=2, metavar=("CONFIG", "TARGET"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pages:
        pages_alone(*options.pages)
        return 0
    if not shutil.which("hugo"):
        print("Hugo is not installed: apt-get install hugo", file=sys.stderr)
        return 1
    print("  rows   hugo s  pages s  whole s  pages/h.  whole/h.  pages/s  MB hugo  MB ours")
    for count in options.rows:
        with TemporaryDirectory() as folder:
            print(measure(count, options.times, Path(folder)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
