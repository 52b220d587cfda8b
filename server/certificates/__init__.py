"""Certificates of special operations (特种作业操作证): who at an enterprise may do what, and until when."""
