"""Article text to mentions, entities and claims."""
