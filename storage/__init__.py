"""What we remember, and the vocabulary all speak: see `storage.model` first."""
