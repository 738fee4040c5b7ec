"""Spanish as Latin America writes it to somebody it calls "usted". Keys and blanks are those of the English ones.

A visit is a "cita", which is also the word that books one. The words to type are ones that bot/understanding reads in
Spanish; C, M, X and the carrier's STOP and START stay as they are. The accents of á, í, ó and ú are left out of a text
message, which has no such letters (bot/gsm.py). "Límite: 3:20pm" spares the article that "hasta las" would need.
"""
