"""Contracts with the outside: a few methods each, and the values they speak in.

A port names no vendor. Its adapter is named in settings and imported by nobody.
"""
