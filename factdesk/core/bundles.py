"""Small files to write, few files to fetch: when static files are collected, those of a bundle become one.

No build chain: style sheets are put one after the other, scripts each into a block of its own, so that the names of one
are not seen in the next. They are modules without imports, and run in this order. Comments and blanks are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = {
    "css/desk.bundle.css": ("fonts", "tokens", "base", "controls", "tags", "messages"),
    "css/checking.bundle.css": (
        "workspace",
        "text",
        "card",
        "duty",
        "coverage",
        "sources",
        "confidential",
        "discussion",
        "together",
    ),
    "js/desk.bundle.js": ("toast", "forms", "keys", "connection"),
    "js/checking.bundle.js": (
        "workspace",
        "filter",
        "marking",
        "focus",
        "coverage",
        "discussion",
        "mentions",
        "combobox",
        "drafts",
        "presence",
    ),
}


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")


def without_comments(sheet: str) -> str:
    """A style sheet without comments, indents and empty lines, and not a letter less. What does more knows less CSS
    than we use (rcssmin drops a bracket of `[name=url], [name=copy]`). None of our strings looks like a comment.
    """
    return _BLANKS.sub("\n", _COMMENT.sub("", sheet))


def parts(bundle: str) -> tuple[str, ...]:
    """The files a bundle is made of, as paths below static/."""
    kind = bundle.rpartition(".")[2]
    return tuple(f"{kind}/{name}.{kind}" for name in BUNDLES[bundle])


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Writes the bundles beside the files they are made of, before all are hashed and compressed."""

    bundles = True

    def post_process(
        self,
        paths: dict[str, Any],
        dry_run: bool = False,  # noqa: FBT001, FBT002  the signature is Django's
        **options: Any,
    ) -> Iterator[Any]:
        if not dry_run:
            for bundle in BUNDLES:
                self._write(bundle, paths)
                paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[no-untyped-call]  # WhiteNoise’s

    def _write(self, bundle: str, paths: dict[str, Any]) -> None:
        texts = []
        for name in parts(bundle):
            storage, path = paths[name]
            with storage.open(path) as file:
                texts.append(file.read().decode())
        if bundle.endswith(".js"):
            texts = [f"{{\n{text}}}\n" for text in texts]
        self.delete(bundle)
        smaller = jsmin if bundle.endswith(".js") else without_comments
        self.save(bundle, ContentFile(smaller("\n".join(texts)).encode()))
