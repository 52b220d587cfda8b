"""What a phone could not hand over: for its owner, and for the administrator whom he asks for help."""
