"""What a reply says of the question it answers."""
