"""Automated grading of deep-learning assignments.

Hidden tests and student code never share a process: pytest runs on the trusted
side, the student's module runs alone in a locked-down container and answers
calls over a data-only channel. The floors of the house, top to bottom:

    cli          parse, choose by name, print, exit code
    regrading    a class again after a fix; the lock of a release
    batch, authoring, review, exporters, starting
                 a class; an instructor's tools; a person's decisions; other systems' formats;
                 what `init` writes
    executors    many submissions
    grading      one submission -> one Grade; joins the rooms below
    author, results
                 the author's own code; what a class's folder holds
    spec, intake, suite, checks, sandbox, rubric, calibration, report, gradebook, journal   rooms
    follow_through, written
                 an error carried forward; where a written answer stands
    scoring, notebooks
                 results and decisions -> points; .ipynb -> modules and answers
    worker       beside the student: our only code in the container
    wire         frames and values across the wall
    model        frozen records and protocols
    steps, plugins, evidence, patterns, cells, formulas, paragraphs, scratch
                 what several rooms read
    errors       whose fault it is

A module imports from lower floors only; neighbours do not know each other.
"""

__version__ = "0.1.0"
