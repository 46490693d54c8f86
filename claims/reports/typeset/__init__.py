"""The report as pages: Typst sets them, in a child that has little time and memory and reads nothing but our template.

Nothing is imported here: the child imports `setter`, and must not have the desk with it.
"""
