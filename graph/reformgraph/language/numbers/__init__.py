"""Numbers with their units as printed, to values in SI units."""
