"""A campaign's plan by month as an Excel workbook, in the shape of the table on its page."""
