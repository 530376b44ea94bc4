"""What the rest reads the store through: adoptions traced, claims as rows, and the counts."""
