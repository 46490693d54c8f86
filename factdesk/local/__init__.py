"""The one-machine desk: embedded database and broker, and the supervisor that keeps all of it running."""
