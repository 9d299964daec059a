"""A workbook becomes a form."""
