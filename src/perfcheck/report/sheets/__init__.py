"""What each sheet of the result workbook holds, said as values before anything is written."""
