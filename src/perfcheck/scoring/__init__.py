"""Rubrics, and what a form earns by them."""
