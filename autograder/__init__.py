"""Automated grading of deep-learning assignments.

Hidden tests and student code never share a process: pytest runs on the trusted
side, the student's module runs alone in a locked-down container and answers
calls over a data-only channel. The floors of the house, top to bottom:

    cli          parse, choose by name, print, exit code
    authoring    for instructors: publish
    executors    many submissions
    grading      one submission -> one Grade; joins the rooms below
    spec, intake, suite, checks, sandbox, report, gradebook    rooms
    scoring      check results -> points
    worker       beside the student: our only code in the container
    wire         frames and values across the wall
    model        frozen records and protocols
    errors, plugins, evidence

A module imports from lower floors only; neighbours do not know each other.
"""

__version__ = "0.1.0"
