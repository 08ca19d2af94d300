import pytest

from charts.svg import PictureError
from datapackage.descriptor import DescriptorError
from downloads.workbook import WorkbookError
from mkdocs_adapter.site import SiteError
from pages.finder_index import FinderError
from pages.fulltext_search import SearchError
from pages.renderer import PageError
from system.errors import BuildError
from system.npm import AssetError


@pytest.mark.parametrize(
    "kind",
    [AssetError, DescriptorError, FinderError, PageError, PictureError, SearchError, SiteError, WorkbookError],
)
def test_whatever_stops_a_build_is_told_in_one_line(kind: type[Exception]) -> None:
    assert issubclass(kind, BuildError)
