"""A static site: index, graph, matrix, and a page for each zone, reform, company and article.

Plain files that open from disk: no server, no network, search by a script file. `write_site` makes
the whole folder or nothing.
"""

from reformgraph.show.site.site_writer import SiteError, write_site

__all__ = ["SiteError", "write_site"]
