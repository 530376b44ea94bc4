"""What is known beforehand: reforms, places, zones and their kinds, from `ontology/` and from a user's tables."""
