"""Plumbing: how updates come in, become one transaction each, and how answers go out."""
