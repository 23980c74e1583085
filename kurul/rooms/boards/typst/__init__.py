"""The board pack as a PDF, typeset with Typst."""
