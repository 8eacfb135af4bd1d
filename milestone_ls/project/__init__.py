"""Documents make a plan: which files there are, what they say of each other, and what follows from that.

This room knows the file system and the plan. It knows no editor and no protocol, and it judges nothing:
what is wrong with a plan is for the rules to say.
"""
