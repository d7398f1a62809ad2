"""The WhatsApp account that sends."""
