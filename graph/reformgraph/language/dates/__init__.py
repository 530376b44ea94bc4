"""Dates as printed, to EDTF: whole forms, their parts, and those that need the issue date."""
