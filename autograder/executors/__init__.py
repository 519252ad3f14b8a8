"""Many submissions at once, behind one protocol (`autograder.model.Executor`)."""
