"""The form 项目申报表 as a workbook: geometry, wording, formulas and hints of the template."""
