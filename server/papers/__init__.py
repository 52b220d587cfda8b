"""What an office prints: the record of a check, made from what is kept, the same for everybody who may see it."""
