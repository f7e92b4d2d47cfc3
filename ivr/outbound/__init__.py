"""What we send: reminders, their attempts and the one place that builds dial strings."""
