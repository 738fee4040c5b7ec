"""What staff do, whoever presses the button: an act on the store and the texts it causes, in one transaction.

The staff endpoint, the staff chat and the board act through these modules and through nothing else.
"""
