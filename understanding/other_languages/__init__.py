"""What is heard in a language without a lexicon of its own."""
