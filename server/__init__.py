"""Xun'an 巡安: the server side."""
