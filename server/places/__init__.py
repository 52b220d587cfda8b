"""Where hazards are: areas, enterprises, and the checklists they are judged by."""
