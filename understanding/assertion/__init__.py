"""How a mention is meant: there, denied, unsure, past, supposed, or another's."""
