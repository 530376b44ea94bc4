"""The formats of pages, one module a format; `registry` tells which one a file has."""
