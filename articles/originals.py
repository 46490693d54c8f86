"""Where the bytes are that articles were read from."""

from factdesk.core.shelf import Shelf

ORIGINALS = Shelf("originals")
