"""What people look at: graph pages, charts, the static site and the local server."""
