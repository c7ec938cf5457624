"""Reads the announcements, orders and answers of the Ministry of Commerce and its bureaus."""
