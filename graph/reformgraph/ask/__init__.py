"""Questions in words, answered by rules over the vocabulary and the store: in: a text, out: an `Answer`."""
