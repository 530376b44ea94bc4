"""Files to store: which pages are read anew, the pure work on one page, and bulk loading."""
