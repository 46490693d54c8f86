"""Draw how states move, from the tables that also make the database's triggers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import models
from django.utils.module_loading import import_string

from factdesk.core.states import Flow

TARGET = Path("docs") / "workflow.md"


class Command(BaseCommand):
    help = "Writes docs/workflow.md."

    def handle(self, *_args: Any, **_options: Any) -> None:
        (settings.BASE_DIR / TARGET).write_text(workflow())
        self.stdout.write(f"{TARGET} written")


def workflow() -> str:
    """The document: a table and a diagram for every flow that `settings.FLOWS` names."""
    parts = [
        "# Workflow",
        "",
        "Written by `./run write_workflow`. A state that moves off these tables is refused by Postgres.",
    ]
    for model, flow in settings.FLOWS.items():
        parts += ["", *_section(apps.get_model(model), import_string(flow))]
    return "\n".join(parts) + "\n"


def _section(model: type[models.Model], flow: Flow) -> Iterator[str]:
    yield f"## {str(model._meta.verbose_name).capitalize()}"
    yield ""
    yield "| move | from | to |"
    yield "| --- | --- | --- |"
    for move in flow.moves:
        yield f"| {move.name.replace('_', ' ')} | {', '.join(map(str, move.sources))} | {move.target} |"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for move in flow.moves:
        for source in move.sources:
            yield f"    {source} --> {move.target}: {move.name}"
    yield "```"
