"""Who acts: zones, governments and organs, and which of them a claim belongs to."""
