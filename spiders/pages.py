"""From bytes to characters, and from markup to normalised text; refusal of pages that are not what they seem."""
