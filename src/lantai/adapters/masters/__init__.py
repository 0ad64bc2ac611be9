"""Stores of masters."""
