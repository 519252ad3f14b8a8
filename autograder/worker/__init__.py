"""Beside the student: the only code of ours in the container.

Standard library and numpy (torch if the image has it), `autograder.wire` and
`autograder.errors`; knows no record, no test and no score. `zygote` is the first
process: it never runs student code and forks one process a test. `server` is what
answers in that process. `plain` is both in one, for systems that cannot fork.
"""
