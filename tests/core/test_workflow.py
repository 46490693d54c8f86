"""The document of the workflow is what the tables say."""

from pathlib import Path

from factdesk.core.management.commands.write_workflow import TARGET, workflow

ROOT = Path(__file__).resolve().parents[2]


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / TARGET).read_text() == workflow()
