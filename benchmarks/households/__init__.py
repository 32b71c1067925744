"""Lists, search and cards of households, among a hundred and a hundred thousand."""
