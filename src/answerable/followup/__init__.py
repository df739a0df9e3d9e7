"""What came of it: proceedings, information requests, calls and replies, and how long each has gone unanswered.

Pure functions over a view: no database, no clock, no settings; days are counted to a day that the caller gives.
"""
