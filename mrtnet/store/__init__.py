"""The book: one SQLite file, its journal, its search index, its backups."""
