"""One file a revision. What was released stays as it is: change nothing, add the next one."""
