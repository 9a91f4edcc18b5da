"""Content packs: a module with its languages, pictures and facts as a folder of text files (docs/reference/content-packs.md).

`reading` knows YAML and places in files, `schema` the shape of each file, `texts` the small Markdown, `slots` which
texts a translation owes, `checking` what the files say of each other, `loading` the database.
`folders` reads what packs and banks have in common; `banks*` is all this for a bank of questions
(docs/reference/question-bank.md).
"""
