"""What a sentence says: cues of duty and leave, amounts, concepts, and the norm that they make together."""
