"""What search engines read in a page: schema.org `Dataset` and `DataCatalog`, as JSON-LD.

Properties follow https://schema.org/Dataset and what dataset search engines ask for
(https://developers.google.com/search/docs/appearance/structured-data/dataset).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datapackage import citation
from datapackage.descriptor import Package, Resource
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from downloads.distributions import PACKAGE, Distribution

CONTEXT = "https://schema.org/"
Node = dict[str, Any]


def structured_data(
    package: Package, reader: Reader, site: Mapping[str, Any], root: str, resource: Resource | None = None
) -> Node:
    """JSON-LD of the page of a resource, or of the whole catalogue; `root` is the folder of the language."""
    if resource is None:
        return {"@context": CONTEXT, **_catalogue(package, reader, site, root)}
    return {"@context": CONTEXT, **_dataset(package, reader, site, root, resource)}


def _about(package: Package, reader: Reader, descriptor: Descriptor, url: str) -> Node:
    """What a dataset and a catalogue have in common."""
    people = [{"@type": "Organization", "name": name} for name in citation.creators(package)]
    licences = [each["path"] for each in package.licences(descriptor)]
    return {
        "@id": url,
        "url": url,
        "name": package.text(descriptor, "title", reader.language),
        "description": package.text(descriptor, "description", reader.language),
        "inLanguage": reader.language,
        "version": package.version,
        "license": licences[0] if len(licences) == 1 else licences,
        "creator": people,
        "publisher": people,
        "isAccessibleForFree": True,
    }


def _catalogue(package: Package, reader: Reader, site: Mapping[str, Any], root: str) -> Node:
    url = f"{site['url']}{root}data/"
    datasets = [
        {
            "@type": "Dataset",
            "@id": f"{url}{each.name}/",
            "url": f"{url}{each.name}/",
            "name": package.text(each.descriptor, "title", reader.language),
            "description": package.text(each.descriptor, "description", reader.language),
            "license": _about(package, reader, each.descriptor, url)["license"],
        }
        for each in package.resources.values()
    ]
    about = _about(package, reader, package.descriptor, url)
    files = [_download(site, each) for each in site["files"].get(PACKAGE, [])]
    return {"@type": "DataCatalog", **about, "dataset": datasets, "associatedMedia": files}


def _dataset(package: Package, reader: Reader, site: Mapping[str, Any], root: str, resource: Resource) -> Node:
    catalogue = f"{site['url']}{root}data/"
    about = _about(package, reader, resource.descriptor, f"{catalogue}{resource.name}/")
    changed = site["changed"].get(resource.path) or citation.released(package)
    fields = [
        {
            "@type": "PropertyValue",
            "propertyID": each.name,
            "name": package.text(each.descriptor, "title", reader.language),
            "description": package.text(each.descriptor, "description", reader.language),
        }
        for each in resource.fields
    ]
    return {
        "@type": "Dataset",
        **about,
        "description": f"{about['description']} {package.text(package.descriptor, 'description', reader.language)}",
        "identifier": f"{package.name}/{resource.name}",
        **({"dateModified": changed} if changed else {}),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalogue, "url": catalogue},
        "distribution": [_download(site, each) for each in site["files"].get(resource.name, [])],
        **({"variableMeasured": fields} if fields else {}),
    }


def _download(site: Mapping[str, Any], each: Distribution) -> Node:
    return {
        "@type": "DataDownload",
        "name": each.path.rpartition("/")[2],
        "contentUrl": f"{site['url']}{each.path}",
        "encodingFormat": each.media_type,
        "contentSize": f"{each.bytes} B",
        "sha256": each.sha256,
        **({"inLanguage": each.language} if each.language else {}),
    }
