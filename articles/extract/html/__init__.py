"""Web pages, and rich text that was pasted, into a Document."""

from articles.extract.html.fragment import read_fragment
from articles.extract.html.page import read_html

__all__ = ["read_fragment", "read_html"]
