"""Claims of many articles to adoptions: digests, reprints, decisions of the user, and the derived graph."""
