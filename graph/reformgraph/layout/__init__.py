"""How a page becomes text and articles: decoding, markup, printed lines, bodies and headlines."""
