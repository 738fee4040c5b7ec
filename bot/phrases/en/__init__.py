"""English. Short, plain, warm; GSM-7; a date never without its weekday; at most one question a message.

A key is "<subject>.<what>"; a subject is in one file.
"""
