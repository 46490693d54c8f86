"""Collected static files: few to fetch, in order, each script with its own names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from rjsmin import jsmin

from factdesk.core.bundles import BUNDLES, parts, without_comments

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def collected(tmp_path: Path, settings: LazySettings) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "factdesk.core.bundles.BundlingStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_a_bundle_holds_its_parts_in_order_and_is_compressed(collected: Path) -> None:
    for bundle in BUNDLES:
        text = (collected / bundle).read_text()
        smaller = jsmin if bundle.endswith(".js") else without_comments
        places = [text.index(smaller((STATIC / name).read_text())) for name in parts(bundle)]
        assert places == sorted(places)
        assert "/*" not in text
        assert len(list(collected.glob(bundle.replace(".bundle.", ".bundle.?*.") + ".gz"))) == 1


def test_addresses_in_a_bundled_style_sheet_are_those_of_hashed_files(collected: Path) -> None:
    (sheet,) = collected.glob("css/desk.bundle.?*.css")
    used = [part.partition(")")[0].strip("\"'").rpartition("/")[2] for part in sheet.read_text().split("url(")[1:]]
    assert used
    assert set(used) <= {path.name for path in (collected / "fonts").iterdir()}


@pytest.mark.parametrize("bundle", [name for name in BUNDLES if name.endswith(".js")])
def test_bundled_scripts_need_no_other(bundle: str) -> None:
    """An import would not be a module's first line any more, and a block has no exports."""
    for name in parts(bundle):
        lines = (STATIC / name).read_text().splitlines()
        assert not [line for line in lines if line.startswith(("import ", "export "))]


@pytest.mark.parametrize("bundle", [name for name in BUNDLES if name.endswith(".css")])
def test_a_style_sheet_loses_comments_and_blanks_alone(bundle: str) -> None:
    for name in parts(bundle):
        sheet = (STATIC / name).read_text()
        comments = re.findall(r"/\*.*?\*/", sheet, re.DOTALL)
        assert not re.search(r"""(["'])[^"'\n]*/\*[^"'\n]*\1""", sheet)
        smaller = without_comments(sheet)
        assert sorted("".join(smaller.split())) == sorted("".join(_without(sheet, comments).split()))
        assert smaller.count("{") == smaller.count("}")
    assert without_comments("a:is([name=url], [name=copy]) .b {\n  c: d; /* e */\n}") == (
        "a:is([name=url], [name=copy]) .b {\nc: d;\n}"
    )


def _without(sheet: str, comments: list[str]) -> str:
    for comment in comments:
        sheet = sheet.replace(comment, "", 1)
    return sheet
