"""How things spread: adoption curves, hazards, exposure, thresholds, autocorrelation, inferred networks, models.

Works on plain tables (`csv_tables`, `panel`, `cascades`) and on adoptions of a store (`onsets`).
Each file holds one family of methods with formula, units and the source; import what you need from it.
"""
