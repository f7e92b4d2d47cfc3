"""Adapter to voices: espeak-ng, gTTS and recordings become clips Asterisk can play."""
