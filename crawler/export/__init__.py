"""What is known, as files for other programs, and the evidence for one document as a pack; one module a format."""
