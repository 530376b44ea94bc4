"""Mentions of reforms: those of the vocabulary, and new ones with and without quotation marks."""
