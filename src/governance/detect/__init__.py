"""Documents times rulebook to findings: candidates, confirmation, context, evidence. Knows no penalties."""
