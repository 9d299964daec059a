"""Frozen plain values that every room shares; standard library only."""
