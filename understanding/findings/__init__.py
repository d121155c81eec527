"""What a message speaks of: places, sensations, what makes it worse, and since when."""
