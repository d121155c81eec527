"""The desk's pages: drawn on the server, usable without script, quick with the keys."""
