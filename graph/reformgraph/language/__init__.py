"""Chinese text as such: the flow with its map back to the page, dates, numbers, numerals and lists of words."""
