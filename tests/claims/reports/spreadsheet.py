"""A table as LibreOffice opens it: which of its cells are formulas, and what stands in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
MOST_REPEATED = 100
SECONDS = 180


@dataclass(frozen=True)
class Sheet:
    rows: list[list[str]]
    kinds: list[list[str]]
    formulas: list[str]


def libreoffice() -> str:
    """Skipped loudly without one; a failure where it is demanded."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("FACTDESK_REQUIRE_OFFICE"):
            pytest.fail("No LibreOffice here, and FACTDESK_REQUIRE_OFFICE is set")
        pytest.skip("NO SPREADSHEET: this needs LibreOffice (apt-get install libreoffice-calc)")
    return found


def opened(tables: list[Path], home: Path, *, separators: str = "44") -> list[Sheet]:
    """Each CSV as a spreadsheet. `separators` are the characters that part cells, by number, as LibreOffice wants them:
    44, or 59 as where a comma parts decimals; formulas are worked out, if there are any.
    """
    into = home / f"ods-{separators.replace('/', '-')}"
    # Separators, quote, UTF-8, from the first line, no formats, language, quoted is text: no, detect numbers: yes,
    # save as shown: no, formulas: no, sheet, evaluate formulas: yes.
    how = f"--infilter=CSV:{separators},34,76,1,,1033,false,true,false,false,false,-1,true"
    command = [libreoffice(), f"-env:UserInstallation=file://{home}/office", "--headless", how, "--convert-to", "ods"]
    env = {"PATH": os.environ["PATH"], "HOME": str(home)}
    subprocess.run(
        [*command, "--outdir", str(into), *map(str, tables)], check=True, capture_output=True, timeout=SECONDS, env=env
    )
    return [_read(into / f"{table.stem}.ods") for table in tables]


def _read(path: Path) -> Sheet:
    """Of the first sheet; what repeats without end is the empty rest."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314  LibreOffice wrote it
    sheet = Sheet([], [], [])
    for row in root.iter(f"{TABLE}table-row"):
        told: list[str] = []
        kinds: list[str] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            words = "\n".join(_words(line) for line in cell.findall(f"{TEXT}p"))
            if formula := cell.get(f"{TABLE}formula"):
                sheet.formulas.append(f"{formula} in {words}")
            times = min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), MOST_REPEATED)
            told += [words] * times
            kinds += [cell.get(f"{OFFICE}value-type", "")] * times
        sheet.rows.append(told)
        sheet.kinds.append(kinds)
    return sheet


def _words(line: ElementTree.Element) -> str:
    told = line.text or ""
    for part in line:
        if part.tag == f"{TEXT}s":
            told += " " * int(part.get(f"{TEXT}c", "1"))
        elif part.tag == f"{TEXT}tab":
            told += "\t"
        told += _words(part) if part.tag not in {f"{TEXT}s", f"{TEXT}tab"} else ""
        told += part.tail or ""
    return told
