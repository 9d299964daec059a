"""perfcheck reads 项目申报表 / 自评表, recomputes them, and says what does not hold."""

__version__ = "0.1.0"
