"""Description of networks: centrality, communities, nestedness, bundles, first movers, likely next reforms."""
