"""The knowledge as a book: static pages a clinician can read, search and sign."""
