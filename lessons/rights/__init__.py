"""Who may do what in /cms/: groups per organisation, and what each member of staff gets from her roles.

`groups` makes the groups of an organisation and of the platform, `members` puts people into them, `choosers` keeps lists
and choosers to one's own, `panels` is what an author sees when she comes in.
"""
