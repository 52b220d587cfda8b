"""Who works with the system: accounts, posts, devices, sessions."""
