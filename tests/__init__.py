"""Tests: plays for conversations, tables of cases for rules, both databases for storage."""
