"""What search engines read in a page: schema.org `Dataset` and `DataCatalog`, as JSON-LD.

Properties follow https://schema.org/Dataset and what dataset search engines ask for
(https://developers.google.com/search/docs/appearance/structured-data/dataset).
"""

from __future__ import annotations

from typing import Any

from datapackage import addresses, citation
from datapackage.addresses import Site
from datapackage.descriptor import Package, Resource
from datapackage.extensions import Descriptor
from datapackage.locales import Reader
from downloads.distributions import PACKAGE, Distribution
from metadata.publication import Publication

CONTEXT = "https://schema.org/"
Node = dict[str, Any]


def structured_data(publication: Publication, reader: Reader, resource: Resource | None = None) -> Node:
    """Return the JSON-LD of the page of a resource, or of the whole catalogue, in the language of `reader`."""
    if resource is None:
        return {"@context": CONTEXT, **_catalogue(publication, reader)}
    return {"@context": CONTEXT, **_dataset(publication, reader, resource)}


def _about(package: Package, reader: Reader, descriptor: Descriptor, url: str) -> Node:
    """Return what a dataset and a catalogue have in common."""
    people = [{"@type": "Organization", "name": name} for name in citation.creators(package)]
    return {
        "@id": url,
        "url": url,
        "name": package.text(descriptor, "title", reader.language),
        "description": package.text(descriptor, "description", reader.language),
        "inLanguage": reader.language,
        "version": package.version,
        "license": _licence(package, descriptor),
        "creator": people,
        "publisher": people,
        "isAccessibleForFree": True,
    }


def _licence(package: Package, descriptor: Descriptor) -> str | list[str]:
    """Return the address of the licence, or of each where there are several."""
    licences = [str(licence["path"]) for licence in package.licences(descriptor)]
    return licences[0] if len(licences) == 1 else licences


def _catalogue(publication: Publication, reader: Reader) -> Node:
    package, site = publication.package, publication.site
    url = site.address(addresses.CATALOGUE, reader.language)
    datasets = [
        {
            "@type": "Dataset",
            "@id": site.address(addresses.of_resource(resource.name), reader.language),
            "url": site.address(addresses.of_resource(resource.name), reader.language),
            "name": package.text(resource.descriptor, "title", reader.language),
            "description": package.text(resource.descriptor, "description", reader.language),
            "license": _licence(package, resource.descriptor),
        }
        for resource in package.resources.values()
    ]
    about = _about(package, reader, package.descriptor, url)
    files = [_download(site, file) for file in publication.files.get(PACKAGE, [])]
    return {"@type": "DataCatalog", **about, "dataset": datasets, "associatedMedia": files}


def _dataset(publication: Publication, reader: Reader, resource: Resource) -> Node:
    package, site = publication.package, publication.site
    catalogue = site.address(addresses.CATALOGUE, reader.language)
    url = site.address(addresses.of_resource(resource.name), reader.language)
    about = _about(package, reader, resource.descriptor, url)
    changed = publication.modified(resource.path)
    fields = [
        {
            "@type": "PropertyValue",
            "propertyID": field.name,
            "name": package.text(field.descriptor, "title", reader.language),
            "description": package.text(field.descriptor, "description", reader.language),
        }
        for field in resource.fields
    ]
    return {
        "@type": "Dataset",
        **about,
        "description": f"{about['description']} {package.text(package.descriptor, 'description', reader.language)}",
        "identifier": f"{package.name}/{resource.name}",
        **({"dateModified": changed} if changed else {}),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalogue, "url": catalogue},
        "distribution": [_download(site, file) for file in publication.files.get(resource.name, [])],
        **({"variableMeasured": fields} if fields else {}),
    }


def _download(site: Site, file: Distribution) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.filename,
        "contentUrl": f"{site.url}{file.path}",
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
        **({"inLanguage": file.language} if file.language else {}),
    }
