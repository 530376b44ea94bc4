"""Networks, their measures and the diffusion of reforms, from a store or from tables."""
