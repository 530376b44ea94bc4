"""Signs with their boxes on a printed sheet to its text in reading order: lines, columns, articles, paragraphs."""
