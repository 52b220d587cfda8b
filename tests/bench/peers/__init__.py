"""Two sync servers that anybody can install, measured in the same run with the same records."""
