"""Bytes or pasted text in, a Document out: one module per format, no database, no network."""
