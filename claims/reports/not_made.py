"""When no file comes of a report."""


class ReportNotMade(Exception):
    """It cannot be made in this form; its words are a code that `claims.issued.why_not` knows."""
