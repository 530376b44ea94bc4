"""Development zones as people print them: where a name begins and ends, and which zone it is."""
