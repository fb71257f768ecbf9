"""What the browser tests are written in: the program, people at their browsers, and what can be seen of a call."""
