"""What Lighthouse says of the first screens, served precompressed as in production; `make proof` asks it."""
