"""One sweep per file: ask what is due, write letters under a once key, return counts."""
