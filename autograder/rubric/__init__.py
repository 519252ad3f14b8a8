"""Written answers, scored without a network: a suggestion with evidence, never a grade."""
