"""`python -m reformgraph`."""

from reformgraph.cli import main

main()
