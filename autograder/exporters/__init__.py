"""Grades in the formats of other systems, each behind the entry point `autograder.exporters`.

Only points that are settled leave the house: what waits for a person, or failed through our
fault, is blank or left out, never 0.
"""
