"""How people reach us: message in, Question; Answer, message out. Adapters decide nothing."""
