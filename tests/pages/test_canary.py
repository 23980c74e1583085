"""What is not for everybody does not come out anywhere: a canary text is put wherever secrets are kept, then looked for.

The stranger has an account without any right; the public is nobody. Both ask every page, search, export, answer of the
API, history and board pack of the program.
"""
