"""The command: it shows the difference, and ends well."""

from pathlib import Path

import pytest

from fix import main


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_command(tiny_copy: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    package = tiny_copy / "datapackage.json"
    assert main([str(package), "--lang", language]) == 0
    gardens = tiny_copy / "data" / "gardens.csv"
    gardens.write_text(gardens.read_text(encoding="utf-8").replace("Palm court", "Palm court "), encoding="utf-8")
    assert main([str(package), "--lang", language]) == 0
    assert "-palm,Palm court ,ساحة النخيل" in capsys.readouterr().out
