"""SPARQL: named questions, the rules that keep queries harmless, and the isolated workers that run them."""
