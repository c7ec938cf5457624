"""What people see: records as text, JSON, CSV and Markdown."""
