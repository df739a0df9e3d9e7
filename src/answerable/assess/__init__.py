"""Which elements of which legal test or standard the claims support, undercut or leave open.

Pure functions over a view, the chains of command and the accounts of conduct. Tests are data files that a lawyer
can read and correct. It never states a conclusion about a person.
"""
