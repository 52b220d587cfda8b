"""A town of phones, a server that is struck at any moment, and the count of every op that anybody ever saved."""
