"""Bare bots to measure beside: what the documentation of their libraries teaches, and no more."""
