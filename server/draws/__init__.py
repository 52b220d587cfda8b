"""Drawing by lot which enterprises are checked, and by whom (双随机)."""
