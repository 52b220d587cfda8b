"""The demo district: invented enterprises, people and hazards on real division codes, to look at and to try on.

Everything is made by calling the same verbs as in earnest, with the clock set to the day on which it happened, so
that numbers, histories and circles are those of a district that has worked for two months.
"""
