"""Real Django fields and models, made from what was read, and the DDL Django's own schema editor
emits for them. Only the child process imports this: Django is configured here for one upload.
"""
