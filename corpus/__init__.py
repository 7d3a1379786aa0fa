"""The plan as a structured, addressable document: text, outline, passages, tables, glossary. Types, no search."""
