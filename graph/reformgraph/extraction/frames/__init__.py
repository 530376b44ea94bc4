"""Sentences and clauses, and what a sentence with reforms in it offers to the reading of claims."""
