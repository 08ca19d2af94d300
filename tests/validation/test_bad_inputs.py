"""What people really do to a CSV and a descriptor, case by case: refused with the reason, or put right.

The cases are those of `bad_inputs.csv`, which lies beside the repository where
maintainers share files; each is made here anew on the tiny package, so that the
test needs nothing else. Under the same names stand neighbours that list lacks.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from datapackage.descriptor import load as load_package
from datapackage.rows import Dataset
from downloads import package_files
from tests.helpers.edits import edit
from tests.helpers.packages import ROOT
from validation.problems import Problem, languages, sentences
from validation.validate import failed, validate

SHARED = ROOT.parent / "shared" / "bad_inputs.csv"
GARDENS, HARVESTS, SOURCES, DESCRIPTOR = "data/gardens.csv", "data/harvests.csv", "data/sources.csv", "datapackage.json"
SOURCES_SCHEMA = "data/sources.schema.json"  # the others stand in the descriptor

Spoil = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """What is done, and the one problem it must give: none where it is accepted or put right."""

    spoil: Spoil
    code: str = ""
    file: str = GARDENS
    line: int | None = None
    remedy: str = ""
    severity: str = "error"


def put(old: str, new: str, file: str = GARDENS) -> Spoil:
    return lambda folder: edit(folder / file, old, new)


def recode(change: Callable[[str], bytes], file: str = GARDENS) -> Spoil:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_text(encoding="utf-8")))


def content(data: bytes, file: str = GARDENS) -> Spoil:
    return lambda folder: (folder / file).write_bytes(data)


def descriptor_with(change: Callable[[Any], object], file: str = DESCRIPTOR) -> Spoil:
    def run(folder: Path) -> None:
        descriptor = json.loads((folder / file).read_text(encoding="utf-8"))
        change(descriptor)
        (folder / file).write_text(json.dumps(descriptor, ensure_ascii=True, indent=1), encoding="utf-8")

    return run


def both(*steps: Spoil) -> Spoil:
    return lambda folder: [step(folder) for step in steps]


def field(resource: int, name: str, **values: Any) -> Spoil:
    def change(descriptor: Any) -> None:
        fields = descriptor["resources"][resource]["schema"]["fields"]
        next(each for each in fields if each["name"] == name).update(values)

    return descriptor_with(change)


def resource(position: int, **values: Any) -> Spoil:
    return descriptor_with(lambda descriptor: descriptor["resources"][position].update(values))


def package(**values: Any) -> Spoil:
    return descriptor_with(lambda descriptor: descriptor.update(values))


def zipped(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def symlink(folder: Path) -> None:
    (folder / GARDENS).unlink()
    (folder / GARDENS).symlink_to("/etc/passwd")


def many_rows(count: int) -> Spoil:
    def run(folder: Path) -> None:
        rows = "".join(f"g{n},Garden {n},بستان {n},public,,almanac\n" for n in range(count))
        with (folder / GARDENS).open("a", encoding="utf-8") as file:
            file.write(rows)

    return run


XLSX = zipped("xl/workbook.xml", "<x/>")
NAME = "Palm court"
TETOUAN = "Te\u0301touan"
FORTY = "".join(f"g{n},Garden {n},بستان {n},public,,almanac\n" for n in range(40))
DATE = field(0, "planted", type="date", display="date", constraints={})


def name(text: str) -> Spoil:
    return put(NAME, text)


def arabic(text: str) -> Spoil:
    return put("ساحة النخيل", text)


def dated(text: str) -> Spoil:
    """The date of the first garden, in a field of type date; the second knows the year alone, so it is emptied."""
    return both(DATE, put(",2021,", ",,"), put("2019-03", text))


def weight(text: str) -> Spoil:
    return put("140.5", text, HARVESTS)


def year(text: str) -> Spoil:
    return put("palm-2022,palm,2022", f"palm-2022,palm,{text}", HARVESTS)


def url(text: str) -> Spoil:
    return put("https://example.org/survey", text, SOURCES)


def renamed(folder: Path) -> None:
    """The package with a history, then an identifier changed in its file and in those that refer to it."""
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    put("olive,", "olives,")(folder)


CASES: dict[str, Case] = {
    "OK-00": Case(lambda _: None),
    "ENC-01": Case(recode(lambda text: b"\xef\xbb\xbf" + text.encode())),
    "ENC-03": Case(
        recode(lambda t: t.replace(NAME, "Béni café").encode("cp1252", "replace")),
        "not-utf-8",
        line=2,
        remedy="CSV UTF-8",
    ),
    "ENC-05": Case(recode(lambda text: text.replace(",", "\t").encode("utf-16")), "utf-16", remedy="CSV UTF-8"),
    "ENC-07": Case(arabic("ØªØ·ÙˆØ§Ù†"), "mojibake", line=2, remedy="تطوان"),
    "ENC-09": Case(name("Palm\ufffd court"), "lost-character", line=2),
    "ENC-11": Case(name("TÃ©touan"), "mojibake", line=2, remedy="Tétouan"),
    "STR-01": Case(recode(lambda text: text.replace(",", ";").encode()), "delimiter", line=1),
    "STR-03": Case(recode(lambda text: text.replace(",", "\t").encode()), "delimiter", line=1),
    "STR-05": Case(recode(lambda text: text.replace("\n", "\r").encode())),
    "STR-07": Case(name('"Palm court'), "unclosed-quote", line=2),
    "STR-09": Case(recode(lambda text: text.splitlines()[0].encode()), "no-rows"),
    "STR-11": Case(put("id,name_en", "المعرف,الاسم,,النوع,التاريخ,المصدر\nid,name_en"), "title-line", line=1),
    "STR-13": Case(recode(lambda text: (text + ",,,,,\n,,,,,\n").encode())),
    "STR-15": Case(name("Palm court, old"), "row-long", line=2, remedy='"'),
    "STR-17": Case(put("name_en", "name_en\u00a0"), "header-space", line=1, remedy="name_en"),
    "STR-19": Case(put("name_en", "الاسم"), "header-renamed", line=1, remedy="name_en"),
    "STR-21": Case(
        recode(lambda t: "\n".join(",".join([c[1], c[0], *c[2:]]) for c in csv.reader(t.splitlines())).encode()),
        "header-order",
        line=1,
    ),
    "STR-23": Case(content(XLSX), "spreadsheet-file", remedy="CSV UTF-8"),
    "STR-25": Case(put("fig,Fig", "<<<<<<< HEAD\nfig,Fig"), "merge-marker", line=3),
    "STR-27": Case(content(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n"), "lfs-pointer"),
    "STR-29": Case(many_rows(300_000), "file-too-large"),
    "STR-31": Case(name('"Palm\ncourt"'), "line-break", line=2, remedy="Palm court"),
    "STR-33": Case(put("id,name_en", "جدول الأعضاء\nid,name_en"), "title-line", line=1),
    "STR-35": Case(name("'Palm court, ville'"), "row-long", line=2),
    "STR-37": Case(
        both(put("id,name_en", "جدول الأعضاء\nid,name_en"), recode(lambda t: (t + FORTY).encode())),
        "title-line",
        line=1,
    ),
    "NUM-01": Case(weight("٣٨٠٧٨٧"), "digits", HARVESTS, 3, "380787"),
    "NUM-03": Case(weight("38٠787"), "digits", HARVESTS, 3, "380787"),
    "NUM-05": Case(weight('"380,787"'), "number", HARVESTS, 3, "380787"),
    "NUM-07": Case(weight("1200٫5"), "number", HARVESTS, 3, "1200.5"),
    "NUM-09": Case(weight("3.8E+05"), "number", HARVESTS, 3, "380000"),
    "NUM-11": Case(
        both(put("palm,Palm", "01,Palm"), recode(lambda t: t.replace(",palm,", ",1,").encode(), HARVESTS)),
        "foreign-key",
        HARVESTS,
        2,
        "01",
    ),
    "NUM-13": Case(weight("NaN"), "number", HARVESTS, 3),
    "NUM-15": Case(weight("-5"), "range", HARVESTS, 3, "≥ 0"),
    "NUM-17": Case(weight("12 كلم"), "number", HARVESTS, 3, "12"),
    "NUM-19": Case(weight("１２"), "digits", HARVESTS, 3, "12"),
    "NUM-21": Case(
        both(field(1, "kilograms", constraints={"minimum": 20, "maximum": 150}), weight("-5.37")), "range", HARVESTS, 3
    ),
    "NUM-23": Case(weight(" 380787 "), "whitespace", HARVESTS, 3, "380787"),
    "DAT-01": Case(dated("05/05/2021"), "date", line=2, remedy="2021-05-05"),
    "DAT-03": Case(dated("2021-5-5"), "date", line=2, remedy="2021-05-05"),
    "DAT-05": Case(dated("44321"), "date", line=2, remedy="2021-05-05"),
    "DAT-07": Case(dated("2021-02-30"), "date", line=2),
    "DAT-09": Case(dated("٢٠٢١-٠٥-٠٥"), "digits", line=2, remedy="2021-05-05"),
    "DAT-11": Case(dated("2021-05-05 00:00:00"), "date", line=2, remedy="2021-05-05"),
    "DAT-13": Case(dated("2021"), "date", line=2),
    "UNI-01": Case(name("Palm \u202ecourt"), "bidi-control", line=2, remedy=NAME),
    "UNI-03": Case(name("Palm\u200f court"), "bidi-mark", line=2, remedy=NAME),
    "UNI-05": Case(name("Pa\u200blm court"), "invisible-character", line=2, remedy=NAME),
    "UNI-07": Case(name(TETOUAN), "not-nfc", line=2, remedy="Tétouan", severity="warning"),
    "UNI-09": Case(put("olive,Olive", "оlive,Olive"), "mixed-script", line=4, remedy="olive"),
    "UNI-11": Case(arabic("ﺗﻄﻮﺍﻥ"), "presentation-form", line=2, remedy="تطوان"),
    "UNI-13": Case(arabic("تـطـوان"), "tatweel", line=2, remedy="تطوان"),
    "UNI-15": Case(put(",public,2019", ",  ,2019"), "whitespace", line=2),
    "UNI-17": Case(name("Palm\U000e0041 court"), "invisible-character", line=2, remedy=NAME),
    "UNI-19": Case(name("تطوان"), "wrong-script", line=2),
    "UNI-21": Case(name("Palm\u2028court"), "invisible-character", line=2),
    "INJ-01": Case(name('"=HYPERLINK(""http://evil.com"",""x"")"'), "formula", line=2),
    "INJ-03": Case(name("'@SUM(1+1)"), "formula", line=2),
    "INJ-05": Case(name("\t=1+1"), "whitespace", line=2),
    "INJ-07": Case(name("<script>alert(1)</script>"), "markup", line=2),
    "INJ-09": Case(name("[x](javascript:alert(1))"), "script-link", line=2),
    "INJ-11": Case(url('"data:text/html,<script>1</script>"'), "markup", SOURCES, 2),
    "INJ-13": Case(name("Palm | `court`")),
    "INJ-15": Case(package(description="<script>alert(1)</script>"), "markup", DESCRIPTOR),
    "INJ-17": Case(url("https://gov.ma@evil.example"), "url-credentials", SOURCES, 2),
    "INJ-19": Case(name('"--8<-- ""secret.md"""'), "snippet", line=2),
    "KEY-01": Case(put("olive,Olive", "fig,Olive"), "primary-key", line=4),
    "KEY-03": Case(
        put("140.5,true,survey-2024", "140.5,true,survey-99", HARVESTS), "foreign-key", HARVESTS, 3, "survey-2024"
    ),
    "KEY-05": Case(put("fig-2023,fig,2023,60", "palm-2022-b,palm,2022,120", HARVESTS), "row-copied", HARVESTS, 5),
    "KEY-07": Case(put("private", "Private"), "enum", line=3, remedy="private"),
    "KEY-09": Case(renamed, "id-vanished", remedy="olives"),
    "PTH-01": Case(put("olive,Olive", "../../index,Olive"), "pattern", line=4),
    "PTH-03": Case(resource(0, path="../secret.csv"), "path-outside", "../secret.csv"),
    "PTH-05": Case(symlink, "path-symlink"),
    "PTH-07": Case(resource(0, schema="http://127.0.0.1:9/s.json"), "reference-file", DESCRIPTOR),
    "PTH-09": Case(lambda folder: (folder / GARDENS).unlink(), "missing-file"),
    "PTH-11": Case(
        both(lambda f: (f / GARDENS).rename(f / "data/بساتين 1.csv"), resource(0, path="data/بساتين 1.csv")),
        "path-characters",
        "data/بساتين 1.csv",
    ),
    "PTH-13": Case(
        resource(0, path=["data/gardens.csv", "data/sources.csv"]),
        "path-list",
        "['data/gardens.csv', 'data/sources.csv']",
    ),
    "MET-01": Case(descriptor_with(lambda d: d.pop("licenses")), "licence-missing", DESCRIPTOR),
    "MET-03": Case(descriptor_with(lambda d: d.pop("title@ar")), "translation-missing", DESCRIPTOR, remedy="title@ar"),
    "MET-05": Case(package(version="banana"), "version", DESCRIPTOR),
    "MET-07": Case(
        descriptor_with(lambda d: d["resources"][0].update(licences=d["resources"][0].pop("licenses"))),
        "property-misspelt",
        DESCRIPTOR,
        remedy="licenses",
    ),
    "MET-09": Case(put('"name": "gardens",', '"name": "gardens",,', DESCRIPTOR), "json-invalid", DESCRIPTOR, 3),
    "MET-11": Case(recode(lambda text: b"\xef\xbb\xbf" + text.encode(), DESCRIPTOR)),
    "MET-13": Case(package(title={"ar": "ا", "fr": "b"}), "translation-missing", DESCRIPTOR, remedy="title"),
    "MET-17": Case(field(0, "kind", type="strng"), "property-value", DESCRIPTOR, remedy="string"),
    "MET-19": Case(package(created="2999-01-01T00:00:00Z"), "created", DESCRIPTOR),
    "MET-21": Case(package(description="a\ud800b"), "invisible-character", DESCRIPTOR),
    "PRV-01": Case(name("call 06 61 23 45 67"), "phone", line=2),
    "PRV-03": Case(put("Example Institute", "someone@gmail.com", SOURCES), "personal-email", SOURCES, 2),
    "XLS-01": Case(content(XLSX), "spreadsheet-file", remedy="CSV UTF-8"),
    "XLS-03": Case(content(XLSX), "spreadsheet-file", remedy="CSV UTF-8"),
    "XLS-05": Case(content(XLSX), "spreadsheet-file", remedy="CSV UTF-8"),
}

NEIGHBOURS: dict[str, Case] = {
    "blank line above": Case(put("id,name_en", "\nid,name_en"), "title-line", line=1),
    "no header": Case(recode(lambda t: t.partition("\n")[2].encode()), "header-absent", line=1),
    "lines between quotes": Case(
        recode(lambda t: "".join(f'"{line}"\n' for line in t.splitlines()).encode(), HARVESTS),
        "lines-quoted",
        HARVESTS,
        1,
    ),
    "source under the table": Case(recode(lambda t: (t + "Source : HCP 2024,,,,,\n").encode()), "comment-row", line=5),
    "label for a code": Case(put("private", "خاص"), "enum", line=3, remedy="private"),
    "ISO-8859-6": Case(recode(lambda t: t.encode("iso8859-6", "replace")), "not-utf-8", line=2),
    "UTF-8 read as MacRoman": Case(name("T√©touan"), "mojibake", line=2, remedy="Tétouan"),
    "two spaces": Case(name("Palm  court"), "odd-space", line=2, remedy=NAME),
    "Arabic letter in a Latin word": Case(name("Palm coاrt"), "mixed-script", line=2),
    "sixteen digits": Case(weight("1234567890123456"), "number-long", HARVESTS, 3),
    "tracker": Case(url("https://example.org/?utm_source=x"), "url-tracker", SOURCES, 2, severity="warning"),
    "short address": Case(url("https://bit.ly/3abc"), "url-detour", SOURCES, 2, severity="warning"),
    "redirect to nothing": Case(resource(0, redirects={"old": "nowhere"}), "redirect-target", DESCRIPTOR),
    "semicolon in the dialect": Case(
        descriptor_with(lambda d: d["resources"][0]["dialect"].update(delimiter=";")), "property-value", DESCRIPTOR
    ),
    "windows-1256": Case(recode(lambda text: text.encode("cp1256")), "not-utf-8", line=2),
    "utf-16-be": Case(recode(lambda text: text.encode("utf-16-be")), "utf-16"),
    "utf-32": Case(recode(lambda text: text.encode("utf-32")), "utf-16"),
    "two encodings": Case(
        recode(lambda t: t.encode() + "café,é,é,public,,almanac\n".encode("cp1252")), "not-utf-8", line=5
    ),
    "bom within": Case(name("Palm\ufeff court"), "invisible-character", line=2),
    "question marks": Case(arabic("??? ?????"), "lost-character", line=2),
    "nul": Case(recode(lambda text: text.encode() + b"\0"), "nul-bytes"),
    "gzip": Case(content(b"\x1f\x8b\x08\0abc"), "binary-file"),
    "pdf": Case(content(b"%PDF-1.7\n"), "binary-file"),
    "xls": Case(content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "spreadsheet-file"),
    "web page": Case(content(b"\n<!DOCTYPE html><html><body>404</body></html>"), "web-page"),
    "json": Case(content(b'[{"id": "palm"}]'), "json-file"),
    "crlf": Case(recode(lambda text: text.replace("\n", "\r\n").encode())),
    "mixed line ends": Case(recode(lambda text: text.replace("\n", "\r\n", 2).encode())),
    "pipes": Case(recode(lambda text: text.replace(",", "|").encode()), "delimiter", line=1),
    "sep line": Case(recode(lambda text: ("sep=;\n" + text.replace(",", ";")).encode()), "delimiter", line=2),
    "equals marks": Case(put("fig,Fig", "=======\nfig,Fig"), "merge-marker", line=3),
    "header again": Case(recode(lambda text: (text + text).encode()), "header-repeated", line=5),
    "total": Case(recode(lambda text: (text + "المجموع,,,,,3\n").encode()), "total-row", line=5),
    "comment": Case(recode(lambda text: (text + "# to check,,,,,\n").encode()), "comment-row", line=5),
    "blank row": Case(put("fig,Fig", ",,,,,\nfig,Fig"), "blank-row", line=3),
    "short row": Case(put(",2019-03,survey-2024", ",2019-03"), "row-short", line=2),
    "extra column": Case(
        recode(lambda t: "".join(f"{line},x\n" for line in t.splitlines()).encode()), "header-extra", line=1
    ),
    "same column twice": Case(put("name_ar", "name_en"), "header-duplicate", line=1),
    "capitals in the header": Case(put("name_en", "Name_EN"), "header-space", line=1, remedy="name_en"),
    "dots for thousands": Case(year("2.022"), "number", HARVESTS, 2, "2022"),
    "space for thousands": Case(weight("1 200"), "number", HARVESTS, 3, "1200"),
    "decimal comma": Case(weight('"140,5"'), "number", HARVESTS, 3, "140.5"),
    "percent": Case(weight("45%"), "number", HARVESTS, 3, "45"),
    "zero before": Case(year("02022"), "number", HARVESTS, 2, "2022"),
    "currency": Case(weight("12 MAD"), "number", HARVESTS, 3, "12"),
    "Infinity": Case(weight("Infinity"), "number", HARVESTS, 3),
    "underscore": Case(weight("1_000"), "number", HARVESTS, 3, "1000"),
    "error of Excel": Case(name("#REF!"), "error-value", line=2),
    "narrow column of Excel": Case(name("########"), "error-value", line=2),
    "word for unknown": Case(arabic("غير متوفر"), "placeholder", line=2),
    "hijri": Case(dated("1442-09-23"), "hijri-date", line=2),
    "hijri, day first": Case(put("2019-03", "23/09/1442"), "hijri-date", line=2),
    "24:00": Case(dated("2021-05-05 24:00"), "date", line=2),
    "year of three digits": Case(put("2019-03", "0219-03"), "partial-date", line=2),
    "future": Case(both(field(0, "planted", past=True), put("2019-03", "2999-03")), "date-future", line=2),
    "order": Case(
        both(
            resource(2, order=[{"earlier": "published", "later": "title"}]),
            put("Garden survey 2024,", "2023,", SOURCES),
        ),
        "date-order",
        SOURCES,
        2,
    ),
    "zalgo": Case(name("Pa\u0301\u0302\u0303\u0304lm"), "stacked-marks", line=2),
    "full width": Case(name("Ｐalm"), "mixed-script", line=2, remedy="Palm"),
    "cyrillic name": Case(name("Пальма"), "wrong-script", line=2),
    "persian letters": Case(arabic("اکادیر"), "persian-letter", line=2, remedy="اكادير"),
    "Moroccan letters": Case(arabic("ݣلميم وڭلميم گ ڤ پ")),
    "emoji": Case(name("Palm 🌴"), "pictograph", line=2, severity="warning"),
    "full-width formula": Case(name("＝1+1"), "formula", line=2),
    "entity": Case(name("&#60;script&#62;"), "markup", line=2),
    "template": Case(name("{{ 7*7 }}"), "template", line=2),
    "image": Case(name("![x](http://tracker.com/p.gif)"), "markdown", line=2),
    "javascript in an address": Case(url("JavaScript:alert(1)"), "script-link", SOURCES, 2),
    "decimal address": Case(url("http://2130706433/"), "url-host", SOURCES, 2),
    "octal address": Case(url("http://0177.0.0.1/"), "url-host", SOURCES, 2),
    "mapped address": Case(url("http://[::ffff:127.0.0.1]/"), "url-host", SOURCES, 2),
    "metadata service": Case(url("http://169.254.169.254/latest"), "url-host", SOURCES, 2),
    "name for loopback": Case(url("http://127.0.0.1.nip.io/"), "url-host", SOURCES, 2),
    "key in an address": Case(url("https://example.org/?api_key=x1"), "url-secret", SOURCES, 2, "api_key"),
    "look-alike site": Case(url("https://gоv.ma/"), "url-lookalike", SOURCES, 2),
    "punycode": Case(url("https://xn--gv-emc.ma/"), "url-lookalike", SOURCES, 2),
    "address in a text": Case(name("see http://localhost:8000/x"), "url-host", line=2),
    "mobile, +212": Case(name("+212 6-61-23-45-67"), "phone", line=2),
    "identity card": Case(name("CIN AB123456"), "identity-card", line=2),
    "bank account": Case(name("007 780 0001234567890123 96"), "bank-account", line=2),
    "hidden e-mail": Case(name("someone (at) gmail (dot) com"), "personal-email", line=2),
    "case of a key": Case(
        put("140.5,true,survey", "140.5,true,Survey", HARVESTS), "foreign-key", HARVESTS, 3, "survey-2024"
    ),
    "space in a key": Case(
        put("140.5,true,survey-2024", "140.5,true,survey-2024 ", HARVESTS), "whitespace", HARVESTS, 3, "survey-2024"
    ),
    "accent apart": Case(
        both(field(0, "name_en", constraints={"unique": True}), put("Fig terrace", "palm Court")), "key-similar", line=3
    ),
    "cycle": Case(
        both(
            descriptor_with(
                lambda d: d["resources"][0]["schema"]["foreignKeys"].append(
                    {"fields": ["name_en"], "reference": {"resource": "", "fields": ["id"]}}
                )
            ),
            put(NAME, "fig"),
            put("Fig terrace", "palm"),
            put("Olive & co", "palm"),
        ),
        "cycle",
        line=2,
    ),
    "absolute path": Case(resource(0, path="/etc/passwd"), "path-outside", "/etc/passwd"),
    "remote path": Case(resource(0, path="https://example.org/a.csv"), "path-outside", "https://example.org/a.csv"),
    "backslash": Case(resource(0, path="data\\gardens.csv"), "path-outside", "data\\gardens.csv"),
    "undeclared file": Case(content(b"a\n", "data/extra.csv"), "file-undeclared", "data/extra.csv", severity="warning"),
    "closed licence": Case(
        package(licenses=[{"name": "CC-BY-NC-4.0"}]), "licence-unknown", DESCRIPTOR, remedy="CC-BY-4.0"
    ),
    "unknown property": Case(package(sponsor="x"), "property-unknown", DESCRIPTOR),
    "primarykey": Case(
        descriptor_with(lambda schema: schema.update(primarykey=["id"]), SOURCES_SCHEMA),
        "property-misspelt",
        SOURCES_SCHEMA,
        remedy="primaryKey",
    ),
    "feilds": Case(
        descriptor_with(lambda schema: schema.update(feilds=schema.pop("fields")), SOURCES_SCHEMA),
        "property-misspelt",
        SOURCES_SCHEMA,
        remedy="fields",
    ),
    "deep json": Case(content(b'{"a":' + b"[" * 100_000, DESCRIPTOR), "json-deep", DESCRIPTOR),
    "endless number": Case(content(b'{"a":' + b"9" * 10_000 + b"}", DESCRIPTOR), "json-deep", DESCRIPTOR),
    "NaN in json": Case(put('"rows": 3', '"rows": NaN', DESCRIPTOR), "json-invalid", DESCRIPTOR),
    "the same key twice": Case(
        put('"version": "2026.1",', '"version": "1", "version": "2026.1",', DESCRIPTOR), "key-repeated", DESCRIPTOR, 12
    ),
    "slow pattern": Case(field(0, "name_en", constraints={"pattern": "([a-zA-Z ]+)+$"}), "pattern-slow", DESCRIPTOR),
    "two resources, one file": Case(resource(2, path=GARDENS), "path-repeated", DESCRIPTOR),
    "name with spaces": Case(
        descriptor_with(lambda d: d["resources"][2].update(name="my sources")), "name-form", DESCRIPTOR
    ),
    "view of a missing field": Case(
        descriptor_with(lambda d: d["views"][0]["spec"].update(group="gardn")),
        "field-unknown",
        DESCRIPTOR,
        remedy="garden",
    ),
}


@pytest.mark.parametrize("name", [*CASES, *NEIGHBOURS])
def test_case(tiny_copy: Path, name: str) -> None:
    case = {**CASES, **NEIGHBOURS}[name]
    case.spoil(tiny_copy)
    found = validate(tiny_copy / DESCRIPTOR)
    if not case.code:
        assert found == []
        return
    assert case.code in {problem.code for problem in found}, found
    problem = next(each for each in found if each.code == case.code)
    assert problem.file == case.file
    assert problem.severity == case.severity
    assert failed(found) == any(each.severity == "error" for each in found)
    if case.file in (DESCRIPTOR, SOURCES_SCHEMA) and case.code not in WHOLE:
        assert problem.line
        assert problem.column
    if case.line:
        assert problem.line == case.line
    for language in languages():
        wrong, remedy = sentences(problem, language)
        assert wrong
        assert case.remedy in remedy


@pytest.mark.parametrize("name", [*CASES, *NEIGHBOURS])
def test_one_cause_gives_few_messages(tiny_copy: Path, name: str) -> None:
    """The cause stands alone, or with what its file or a key into it suffers too: never fifty lines."""
    case = {**CASES, **NEIGHBOURS}[name]
    case.spoil(tiny_copy)
    found = validate(tiny_copy / DESCRIPTOR)
    assert len(found) <= (MANY.get(name, 2) if case.code else 0), found


WHOLE = {"json-deep", "json-invalid", "licence-missing"}
MANY = {
    "NUM-11": 3,
    "delimiter": 1,
    "two resources, one file": 12,
    "name with spaces": 12,
    "cycle": 4,
    "header again": 4,
}


@pytest.mark.skipif(not SHARED.is_file(), reason="bad_inputs.csv is not beside the repository")
def test_every_case_of_the_list_is_here() -> None:
    with SHARED.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["id"]: row["expected"] for row in csv.DictReader(file)}
    missing = set(listed) - set(CASES) - {"MET-15"}  # made in `test_yaml_is_not_read`
    assert missing == set()
    accepted = {name for name, expected in listed.items() if expected.startswith(("accept", "escape"))}
    put_right = {name for name, expected in listed.items() if expected.startswith("normalise")}
    silent = {name for name, case in CASES.items() if not case.code}
    assert accepted <= silent
    assert silent - accepted <= put_right
    assert all(CASES[name].code for name in set(listed) - accepted - put_right - {"MET-15"})


def test_yaml_is_not_read(tiny_copy: Path) -> None:
    bomb = tiny_copy / "datapackage.yaml"
    bomb.write_text("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", encoding="utf-8")
    assert [problem.code for problem in validate(bomb)] == ["descriptor-format"]


def problems_of(folder: Path) -> list[Problem]:
    return validate(folder / DESCRIPTOR)


@pytest.mark.parametrize("name", ["ENC-01", "STR-05", "STR-13", "UNI-07", "crlf", "mixed line ends"])
def test_what_is_put_right_is_published_so(tiny_copy: Path, tmp_path: Path, name: str) -> None:
    """The published file and the pages have the rows of the good file, whatever the bytes of the bad one."""
    good = load_package(tiny_copy / DESCRIPTOR)
    package_files.copy_package(Dataset(good), tmp_path / "good")
    before = list(Dataset(good).texts("gardens"))
    {**CASES, **NEIGHBOURS}[name].spoil(tiny_copy)
    spoilt = Dataset(good)
    package_files.copy_package(spoilt, tmp_path / "site")
    published = (tmp_path / "site" / GARDENS).read_bytes()
    if name == "UNI-07":
        assert "Tétouan" in published.decode()
        assert next(spoilt.texts("gardens"))["name_en"] == "Tétouan"
    else:
        assert published == (tmp_path / "good" / GARDENS).read_bytes()
        assert list(spoilt.texts("gardens")) == before
