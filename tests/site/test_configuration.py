"""What `mkdocs.yml` says of the network: languages, address, interface words."""

from mkdocs_adapter import site as mkdocs_site
from tests.helpers.packages import ROOT


def test_the_configuration_is_read_with_the_default_language_first() -> None:
    site = mkdocs_site.read(ROOT / "mkdocs.yml").site
    assert [reader.language for reader in site.readers] == ["ar", "fr", "en"]
    assert site.roots == {"ar": "", "fr": "fr/", "en": "en/"}
    assert site.url.endswith("/infitah/")


def test_every_language_has_the_same_words_and_every_plural_form() -> None:
    def keys(words: object, path: str = "") -> set[str]:
        if not isinstance(words, dict) or "other" in words:
            return {path}
        return {key for name, part in words.items() for key in keys(part, f"{path}.{name}")}

    readers = mkdocs_site.read(ROOT / "mkdocs.yml").site.readers
    arabic, *others = (keys(reader.words) for reader in readers)
    assert all(other == arabic for other in others)
