"""Files as schools' information systems export them."""
