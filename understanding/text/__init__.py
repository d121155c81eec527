"""From a message to plain words, pauses, numbers and the concepts among them."""
