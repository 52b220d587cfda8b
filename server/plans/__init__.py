"""Who walks where, by when, in which way: assigned by hand, or due by the grade of a place."""
