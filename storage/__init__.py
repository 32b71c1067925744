"""Tables, queries, migrations. Functions take a connection, return facts, never commit."""
