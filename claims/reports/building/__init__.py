"""From rows of the database to the parts of a report: names of columns in, the report's own words out."""
