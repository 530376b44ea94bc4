"""Files to `Page`: decoding, markup, PDF, manifest, issue date and what is known of a page's source."""
