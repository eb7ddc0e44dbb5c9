"""motcua: one door for administrative procedures. The rooms are drawn in docs/rooms.md."""

__version__ = "0.1.0"
