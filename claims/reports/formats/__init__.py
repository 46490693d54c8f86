"""One module for each format: `render(report) -> bytes`, pure, the same report the same bytes."""
