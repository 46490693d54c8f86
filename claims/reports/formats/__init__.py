"""One module for each format: a frozen report in, bytes out; pure, and the same report gives the same bytes."""
