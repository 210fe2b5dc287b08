"""Documents with a format of their own, PDF and DOCX, taken apart into plain text."""
